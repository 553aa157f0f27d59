import { eventId } from '../../functions/core/ids.ts'
import type { ContactEvent, Person } from '../../schemas/contact-event.ts'

/** Events as ingest queues them: a page `4711`, its post `4711_777`, customers and what they write. */
export const page: Person = { role: 'company', id: '4711' }
export const customer = (id: string): Person => ({ role: 'customer', id, name: `Name of ${id}` })

export interface Told extends Partial<ContactEvent> {
  /** Minutes after eight; one more than the event before, unless told. */
  readonly minute?: number
}

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 8, minute)).toISOString()

function created(id: string, by: Person, text: string, { minute = 0, ...told }: Told): ContactEvent {
  return {
    schemaVersion: '1',
    id: eventId('message.created', id),
    kind: 'message.created',
    platform: 'facebook',
    surface: 'comment',
    account: { id: '4711' },
    occurredAt: at(minute),
    occurredAtSource: 'platform',
    receivedAt: new Date(Date.parse(at(minute)) + 1000).toISOString(),
    visibility: 'public',
    addressing: 'direct',
    direction: by.role === 'company' ? 'outbound' : 'inbound',
    conversation: { id: `facebook:${id}`, match: 'platform' },
    message: { id: `facebook:${id}`, text, attachments: [] },
    author: by,
    reply: { public: true, windows: [] },
    authenticity: { method: 'hmac-sha256', proven: true },
    ...told,
  }
}

/** A post on the page: the company's own or a visitor's. */
export function post(id: string, by: Person, told: Told = {}): ContactEvent {
  const conversation = {
    id: `facebook:${id}`,
    rootMessageId: `facebook:${id}`,
    startedBy: { id: by.id ?? '', role: by.role },
    match: 'platform' as const,
  }
  return created(id, by, `post ${id}`, { surface: 'post', conversation, ...told })
}

/** A comment under the post `4711_777`, or under one of its comments. */
export function comment(id: string, by: Person, under?: string, told: Told = {}): ContactEvent {
  const root = 'facebook:4711_777'
  const conversation = {
    id: `${root}/${under ?? id}`,
    rootMessageId: root,
    parentMessageId: under === undefined ? root : `facebook:${under}`,
    ...(under === undefined && by.id !== undefined && { startedBy: { id: by.id, role: by.role } }),
    match: 'platform' as const,
  }
  return created(id, by, `comment ${id}`, { conversation, ...told })
}

export function directMessage(id: string, by: Person, told: Told = {}): ContactEvent {
  const conversation = { id: 'facebook:4711/dm/anne', match: 'platform' as const }
  return created(id, by, `message ${id}`, {
    surface: 'direct_message',
    visibility: 'private',
    conversation,
    reply: { public: false, windows: [] },
    ...told,
  })
}

/** Something that happens to a message later on. */
export function change(kind: ContactEvent['kind'], of: ContactEvent, told: Told = {}): ContactEvent {
  const { minute = 30, ...overrides } = told
  const { text: _, ...message } = of.message ?? { id: 'facebook:none', attachments: [] }
  return {
    ...of,
    id: eventId(kind, message.id, String(minute)),
    kind,
    occurredAt: at(minute),
    receivedAt: at(minute),
    message: kind === 'message.edited' ? { ...message, text: `${message.id} edited` } : message,
    ...overrides,
  }
}

/** Somebody's reaction to a message. */
export function reaction(to: ContactEvent, by: Person, told: Told = {}): ContactEvent {
  const { message, author: _, ...rest } = change('reaction.added', to, told)
  return {
    ...rest,
    direction: by.role === 'company' ? 'outbound' : 'inbound',
    actor: by,
    reaction: { type: 'love' },
    target: { messageId: message?.id ?? '' },
  }
}
