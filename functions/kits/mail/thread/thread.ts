import type { Conversation } from '../../../../schemas/contact-event.ts'
import { sha256 } from '../../../core/ids.ts'
import { headerText, headerValue, messageIds } from '../headers/header-values.ts'
import type { Mail, MailHeader } from '../mail.ts'
import { plusOf } from '../people/own-address.ts'
import { mailDigest } from './mail-digest.ts'
import { isMessageId, readMessageId } from './message-id.ts'
import { readSubject } from './subject.ts'

/** A root's Thread-Index: five bytes of time and a GUID behind a reserved byte; each reply adds five bytes. */
const threadIndexRoot = 22
const asciiToken = /^[\x21-\x7e]{1,100}$/
const longestId = 900
const base64 = /^[A-Za-z0-9+/=\s]{30,2000}$/

export interface ThreadContext {
  /** The address on the other side. Part of every conversation id, see `readThread`. */
  readonly counterpart: string | undefined
  readonly tokenAddresses: readonly string[]
  readonly replyToken: string
}

/** `email:<Message-ID>`, with its brackets; a mail without one is named by its content. */
export function mailMessageId(mail: Mail): string {
  const id = readMessageId(mail.headers)
  if (id !== undefined && id.length <= longestId) return `email:${id}`
  return `email:sha256-${id === undefined ? mailDigest(mail) : sha256(id)}`
}

/** Message ids of the mails before this one, oldest first; what is cut off, or no id, is passed over. */
export function readReferences(headers: readonly MailHeader[]): { ids: string[]; parent?: string } {
  const own = readMessageId(headers)
  const usable = (name: string) =>
    messageIds(headerValue(headers, name)).filter(
      (id) => id !== own && id.length <= longestId && isMessageId(id),
    )
  const references = usable('References')
  const repliedTo = usable('In-Reply-To')
  const parent = repliedTo.find((id) => id === references.at(-1)) ?? repliedTo[0] ?? references.at(-1)
  const ids = references.length > 0 ? references : repliedTo
  return { ids, ...(parent !== undefined && { parent }) }
}

/**
 * The conversation of a mail, by what the mail alone tells: a token in the plus address, else the first mail of
 * its References or In-Reply-To, else Outlook's Thread-Index, else the subject of a reply, else itself.
 *
 * Except for a token, the id is made of that and of the address on the other side: a hundred answers to one
 * newsletter are a hundred conversations. Somebody else who was written to joins an existing one only where the
 * ledger knows the parent message and finds them among its people.
 */
export function readThread(mail: Mail, context: ThreadContext): Conversation {
  const { headers } = mail
  const subject = headerText(headers, 'Subject')
  const own = mailMessageId(mail)
  const { ids, parent } = readReferences(headers)
  const root = ids[0] === undefined ? undefined : `email:${ids[0]}`
  const rest = {
    rootMessageId: root ?? own,
    ...(parent !== undefined && { parentMessageId: `email:${parent}` }),
    ...(subject !== undefined && { subject }),
  }
  const token = readToken(context)
  if (token !== undefined) return { id: `email:${token}`, ...rest, match: 'token' }
  if (root !== undefined) return { id: conversationId(root, context.counterpart), ...rest, match: 'header' }
  const { rootMessageId: _, ...rootless } = rest
  const index = readThreadIndex(headers)
  if (index !== undefined)
    return { id: conversationId(`thread-index:${index}`, context.counterpart), ...rootless, match: 'header' }
  const { key, reply } = readSubject(subject)
  if (reply && key !== '' && context.counterpart !== undefined)
    return { id: conversationId(`subject:${key}`, context.counterpart), ...rootless, match: 'subject' }
  return { id: conversationId(own, context.counterpart), ...rest, match: 'none' }
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
function readThreadIndex(headers: readonly MailHeader[]): string | undefined {
  const value = headerValue(headers, 'Thread-Index')
  if (value === undefined || !base64.test(value)) return undefined
  const bytes = Buffer.from(value, 'base64')
  return bytes.length > threadIndexRoot ? bytes.subarray(0, threadIndexRoot).toString('hex') : undefined
}
