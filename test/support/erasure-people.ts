import { eventId, sha256 } from '../../functions/core/ids.ts'
import type { ContactEvent } from '../../schemas/contact-event.ts'

export type Channel = 'email' | 'facebook' | 'twitter'

/** Who is erased, and everything that must then be found nowhere. */
export const anne = { name: 'Änne Quittenbaum', handle: 'aenne_q7', email: 'anne.quittenbaum@kunde.test' }
const bert = { name: 'Bert Ohnesorg', handle: 'bert_o9', email: 'bert@anders.test' }
const ids = { anne: '99100000000001', bert: '99100000000002', company: '4711000000' }

/** Makes a message too large for a queue; no words, for looking at each of them takes its time. */
export const filler = '~~~~~'

/** Whom the company writes to anew: the one address that may come back. */
export const writtenTo = { email: anne.email }

/** As `netzdialog erase` is told. */
export const erased: Record<Channel, { id: string; scope?: string }> = {
  email: { id: 'Anne.Quittenbaum@Kunde.test' },
  facebook: { id: ids.anne, scope: `facebook:${ids.company}` },
  twitter: { id: ids.anne, scope: 'twitter' },
}

/** What each channel tells of a person besides the name. */
const named: Record<Channel, string> = { email: anne.email, facebook: anne.name, twitter: `@${anne.handle}` }

export type Speaker = 'anne' | 'bert' | 'company'

/** What is said, and where: two conversations, and each message answers the one before it. */
export interface Said {
  readonly speaker: Speaker
  readonly thread: number
  readonly large: boolean
  readonly file: boolean
}

/** `anneword7x`: whose word it is stands in it. */
export const wordOf = (speaker: Speaker, n: number) => `${speaker}word${n}x`

/** The n-th message of a story, as an adapter makes it. */
export function tell(
  channel: Channel,
  { speaker, thread, large, file }: Said,
  n: number,
  receivedAt: string,
  before: readonly { n: number; speaker: Speaker }[],
  /** What is written anew names nobody: it only quotes. */
  anew: boolean,
): { event: ContactEvent; objects: { key: string; bytes: Uint8Array; type: string }[] } {
  const word = wordOf(speaker, n)
  const isPrivate = channel === 'email'
  const last = before.at(-1)
  const first = before[0]?.n
  const account = channel === 'email' ? 'service@acme.test' : ids.company
  const id = (k: number) => `${channel}:<m${thread}-${k}@post.test>`
  const key = `attachments/${sha256(word)}/datei.txt`
  const quoted = last && `${wordOf(last.speaker, last.n)}${anew ? '' : ` schrieb ${nameOf(last.speaker)}`}`
  const about = speaker === 'anne' || anew ? '' : ` Liebe Frau ${anne.name}, oder ${named[channel]}!`
  const event: ContactEvent = {
    schemaVersion: '1',
    id: eventId(channel, String(n)),
    kind: 'message.created',
    platform: channel,
    surface: channel === 'email' ? 'email' : 'comment',
    account: { id: account },
    occurredAt: receivedAt,
    occurredAtSource: channel === 'email' ? 'sender' : 'platform',
    receivedAt,
    visibility: isPrivate ? 'private' : 'public',
    addressing: 'direct',
    direction: speaker === 'company' ? 'outbound' : 'inbound',
    conversation: {
      id: `${channel}:thread-${thread}`,
      ...(last && { parentMessageId: id(last.n) }),
      ...(isPrivate && { subject: `Re: ${wordOf('anne', first ?? n)}` }),
      ...(before.length === 0 &&
        speaker !== 'company' && { startedBy: { id: personOf(channel, speaker).id } }),
      match: 'platform',
    },
    message: {
      id: id(n),
      ...(channel === 'twitter' && { url: `https://x.com/${handleOf(speaker)}/status/${n}` }),
      text: `${word}${about}\n> ${quoted ?? ''}\n${large ? filler.repeat(41_000) : ''}`,
      ...(isPrivate && { html: `<p>${word}${about}</p><blockquote>${quoted ?? ''}</blockquote>` }),
      ...(quoted !== undefined && { quoted }),
      ...(!isPrivate && speaker !== 'anne' && { mentions: [anew ? { id: ids.anne } : mentioned(channel)] }),
      attachments: file ? [{ type: 'text/plain', state: 'stored', key }] : [],
    },
    author:
      speaker === 'company'
        ? { role: 'company', id: account, ...scopeOf(channel) }
        : { role: 'customer', ...personOf(channel, speaker) },
    ...(isPrivate &&
      speaker !== 'anne' && {
        recipients: [anew ? writtenTo : { email: anne.email, name: anne.name, kind: 'to' as const }],
      }),
    ...(isPrivate && speaker === 'bert' && !anew && { replyTo: { email: anne.email, name: anne.name } }),
    reply: { public: !isPrivate, windows: [] },
    authenticity: { method: 'test', proven: true },
  }
  const bytes = new TextEncoder().encode(`${word} in einer Datei`)
  return { event, objects: file ? [{ key, bytes, type: 'text/plain' }] : [] }
}

function mentioned(channel: Channel) {
  return { id: ids.anne, name: anne.name, ...(channel === 'twitter' && { handle: anne.handle }) }
}

function personOf(channel: Channel, speaker: 'anne' | 'bert') {
  const { name, handle, email } = speaker === 'anne' ? anne : bert
  if (channel === 'email') return { id: email, email, name }
  return { id: ids[speaker], name, ...(channel === 'twitter' && { handle }), ...scopeOf(channel) }
}

function scopeOf(channel: Channel): { scope?: string } {
  if (channel === 'email') return {}
  return { scope: channel === 'twitter' ? 'twitter' : `facebook:${ids.company}` }
}

const nameOf = (speaker: Speaker) =>
  speaker === 'company' ? 'Kundendienst' : speaker === 'anne' ? anne.name : bert.name
const handleOf = (speaker: Speaker) =>
  speaker === 'company' ? 'acme' : speaker === 'anne' ? anne.handle : bert.handle
