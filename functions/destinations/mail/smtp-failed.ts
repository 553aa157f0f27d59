import { compact } from '../../core/compact.ts'

/** Where in the dialogue with a mail server it ended. */
export type SmtpStep = 'connect' | 'tls' | 'sign-in' | 'sender' | 'mailbox' | 'data' | 'message'

export interface SmtpReply {
  readonly code: number
  /** Enhanced status code (RFC 3463), e.g. `5.1.1`. */
  readonly enhanced?: string
}

/** A mail was not taken, or nobody knows. `uncertain`: all of it was sent and no reply came. */
export class SmtpFailed extends Error {
  readonly step: SmtpStep
  /** Of Node or OpenSSL, or `ETIMEDOUT`, `aborted`, `replied`, `hung_up`. */
  readonly code: string
  readonly reply: SmtpReply | undefined
  readonly uncertain: boolean

  constructor(failure: { step: SmtpStep; code: string; reply?: SmtpReply | undefined; uncertain?: boolean }) {
    super(`the mail server: ${failure.code}`)
    this.name = 'SmtpFailed'
    this.step = failure.step
    this.code = failure.code
    this.reply = failure.reply
    this.uncertain = failure.uncertain ?? false
  }
}

const replyLine = /^(\d{3})(?:[ -](\d\.\d{1,3}\.\d{1,3})\b)?/

export function readReply(response: string): SmtpReply | undefined {
  const [, code, enhanced] = replyLine.exec(response) ?? []
  if (code === undefined) return undefined
  return compact({ code: Number(code), enhanced })
}
