import type { Conversation } from '../../../../schemas/contact-event.ts'
import { compact } from '../../../core/compact.ts'
import { sha256 } from '../../../core/ids.ts'
import type { MailHeaders } from '../headers/mail-headers.ts'
import type { Mail } from '../mail.ts'
import { plusOf } from '../people/own-address.ts'
import { readReferences } from './message-id.ts'
import { readSubject } from './subject.ts'

/** A root's Thread-Index: five bytes of time and a GUID behind a reserved byte; each reply adds five bytes. */
const threadIndexRoot = 22
const asciiToken = /^[\x21-\x7e]{1,100}$/
const base64 = /^[A-Za-z0-9+/=\s]{30,2000}$/

export interface ThreadContext {
  /** The address on the other side. Part of every conversation id, see `readThread`. */
  readonly counterpart: string | undefined
  readonly tokenAddresses: readonly string[]
  readonly replyToken: string
}

export interface Thread {
  readonly conversation: Conversation
  /** Whether it has a parent or a `Re:`. */
  readonly reply: boolean
  /** Whether its subject says so. */
  readonly forward: boolean
}

/**
 * The conversation of a mail, by what the mail alone tells: a token in the plus address, else the first mail of
 * its References or In-Reply-To, else Outlook's Thread-Index, else the subject of a reply, else itself.
 *
 * Except for a token, the id is made of that and of the address on the other side: a hundred answers to one
 * newsletter are a hundred conversations. Somebody else who was written to joins an existing one only where the
 * ledger knows the parent message and finds them among its people.
 *
 * @param own id of the mail, see `identifyMail`
 */
export function readThread({ headers }: Mail, own: string, context: ThreadContext): Thread {
  const subject = headers.text('Subject')
  const { key, reply, forward } = readSubject(subject)
  const { ids, parent } = readReferences(headers)
  const root = ids[0] === undefined ? undefined : `email:${ids[0]}`
  const toThread = (id: string, match: Conversation['match'], rootMessageId?: string): Thread => ({
    conversation: compact({
      id,
      rootMessageId,
      ...(parent !== undefined && { parentMessageId: `email:${parent}` }),
      subject,
      match,
    }),
    reply: reply || root !== undefined,
    forward,
  })
  const apart = (sign: string) => conversationId(sign, context.counterpart)
  const token = readToken(context)
  if (token !== undefined) return toThread(`email:${token}`, 'token', root ?? own)
  if (root !== undefined) return toThread(apart(root), 'header', root)
  const index = readThreadIndex(headers)
  if (index !== undefined) return toThread(apart(`thread-index:${index}`), 'header')
  if (reply && key !== '' && context.counterpart !== undefined)
    return toThread(apart(`subject:${key}`), 'subject')
  return toThread(apart(own), 'none', own)
}

/** @param root what the mails of one thread share */
export function conversationId(root: string, counterpart: string | undefined): string {
  return `email:${sha256(JSON.stringify([root, counterpart ?? null])).slice(0, 32)}`
}

/** The plus part that names the conversation. */
export function readToken({
  tokenAddresses,
  replyToken,
}: Pick<ThreadContext, 'tokenAddresses' | 'replyToken'>): string | undefined {
  const pattern = new RegExp(`^(?:${replyToken})$`, 'i')
  return tokenAddresses
    .map(plusOf)
    .find((part) => part !== undefined && asciiToken.test(part) && pattern.test(part))
}

/** The part of a reply's Thread-Index that all mails of its thread share, as hex; a first mail has no need of it. */
function readThreadIndex(headers: MailHeaders): string | undefined {
  const value = headers.get('Thread-Index')
  if (value === undefined || !base64.test(value)) return undefined
  const bytes = Buffer.from(value, 'base64')
  return bytes.length > threadIndexRoot ? bytes.subarray(0, threadIndexRoot).toString('hex') : undefined
}
