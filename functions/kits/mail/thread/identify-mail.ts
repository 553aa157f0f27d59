import { sha256 } from '../../../core/ids.ts'
import type { Mail } from '../mail.ts'
import { mailDigest } from './mail-digest.ts'
import { maxIdLength, readMessageId } from './message-id.ts'

/** Names of a mail. */
export interface MailIdentity {
  /** `email:<Message-ID>`, with its brackets; a mail without one is named by its content. */
  readonly id: string
  /** See `mailDigest`. */
  readonly digest: string
}

export function identifyMail(mail: Mail): MailIdentity {
  const digest = mailDigest(mail)
  const id = readMessageId(mail.headers)
  if (id !== undefined && id.length <= maxIdLength) return { id: `email:${id}`, digest }
  return { id: `email:sha256-${id === undefined ? digest : sha256(id)}`, digest }
}
