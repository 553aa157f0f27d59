import type { DeliveryOutcome } from '../../contracts/destination.ts'
import { failureOutcome } from '../../kits/http/http-outcome.ts'
import { SmtpFailed, type SmtpReply, type SmtpStep } from './smtp-failed.ts'

/**
 * What it means that a mail was not taken (RFC 5321, 4.2; RFC 3463). Sender and mailbox are the same for every
 * mail, so that what is said of them, or before them, is about the destination; only a mail's content and size are
 * its own. Reasons quote codes, never the server's words.
 */
export function smtpOutcome(error: unknown): DeliveryOutcome {
  if (!(error instanceof SmtpFailed)) return failureOutcome(error)
  const { step, code, reply, uncertain } = error
  if (!reply) {
    if (uncertain) return { status: 'retry', reason: `no reply to the mail: ${code}`, uncertain }
    const ownFault = step === 'message' || code === 'ETIMEDOUT' || code === 'aborted'
    return {
      status: 'retry',
      reason: `no reply: ${code}`,
      ...(!ownFault && { scope: 'destination' as const }),
    }
  }
  const answered = `answered ${replyText(reply)} to ${said[step]}`
  if (isTooLarge(reply))
    return { status: 'rejected', code: 'message_too_large', reason: `${answered}: lower maxMegabytes` }
  if (reply.code < 500 || isFull(reply)) return postponed(reply, step, answered)
  return refused(reply, step, answered)
}

export function replyText({ code, enhanced }: SmtpReply): string {
  return enhanced === undefined ? `${code}` : `${code} ${enhanced}`
}

const said: Readonly<Record<SmtpStep, string>> = {
  connect: 'the connection',
  tls: 'STARTTLS',
  'sign-in': 'AUTH',
  sender: 'MAIL FROM',
  mailbox: 'RCPT TO',
  data: 'DATA',
  message: 'the mail',
}

/** 552 means a full mailbox as well as too large a mail; the enhanced code tells (RFC 3463, 3.3 and 3.4). */
export function isTooLarge({ code, enhanced }: SmtpReply): boolean {
  return (
    enhanced === '5.3.4' || enhanced === '5.2.3' || code === 523 || (code === 552 && enhanced === undefined)
  )
}

/** Somebody empties it, and mail goes on (RFC 3463, 3.3 and 3.4). 552 alone says less: Gmail's `552 5.7.0` is final. */
function isFull({ enhanced }: SmtpReply): boolean {
  return isMailboxFull(enhanced) || enhanced === '5.3.1'
}

function isMailboxFull(enhanced: string | undefined): boolean {
  return enhanced === '5.2.2' || enhanced === '4.2.2'
}

function postponed(reply: SmtpReply, step: SmtpStep, reason: string): DeliveryOutcome {
  const { code, enhanced = '' } = reply
  // Exchange Online: 432 4.3.2 for too many connections, 421 or 451 4.7.x for too many mails.
  const throttled =
    code === 432 || enhanced === '4.3.2' || (step !== 'sign-in' && enhanced.startsWith('4.7.'))
  if (throttled) return { status: 'retry', reason, throttled }
  return {
    status: 'retry',
    reason,
    ...((step !== 'message' || code === 421 || isMailboxFull(enhanced)) && {
      scope: 'destination' as const,
    }),
  }
}

function refused(reply: SmtpReply, step: SmtpStep, reason: string): DeliveryOutcome {
  const { code, remedy } = refusals[step]
  // Some servers look the mailbox up only when they have the mail.
  const noMailbox = step === 'message' && reply.enhanced?.startsWith('5.1.') === true
  if (step === 'message' && !noMailbox) return { status: 'rejected', code, reason: `${reason}: ${remedy}` }
  const about = noMailbox ? refusals.mailbox : reply.code === 530 ? refusals['sign-in'] : refusals[step]
  return {
    status: 'rejected',
    code: about.code,
    reason: `${reason}: ${about.remedy}`,
    scope: 'destination',
  }
}

const refusals: Readonly<Record<SmtpStep, { code: string; remedy: string }>> = {
  connect: { code: 'connection_refused', remedy: 'let the mail server take connections from here' },
  tls: { code: 'tls_refused', remedy: 'it does not encrypt on this port, correct port or tls' },
  'sign-in': { code: 'credentials_refused', remedy: 'check user and password' },
  sender: { code: 'sender_refused', remedy: 'let it take mail from the address in from' },
  mailbox: { code: 'mailbox_refused', remedy: 'check mailbox, and whether the server may relay to it' },
  data: { code: 'data_refused', remedy: 'ask its operator' },
  message: { code: 'content_refused', remedy: 'a filter there does not like it, exempt the address in from' },
}
