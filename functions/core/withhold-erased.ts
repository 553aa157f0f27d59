import type { ContactEvent, Person } from '../../schemas/contact-event.ts'
import type { Ledger, Row } from './ledger.ts'
import { isAddress, keyOfLedgerId, personKey, scopeOf } from './person-key.ts'

/** When a person was erased, and how else they are called. */
export interface Erasure {
  readonly erasedAt: string
  /** Hashes of terms. */
  readonly terms?: ReadonlySet<string> | undefined
}

/** @param key of `personKey` */
export type FindErasure = (key: string) => Promise<Erasure | undefined>

/** Mark in the ledger that an erasure sets before it looks for anything. */
export function erasuresOf(ledger: Pick<Ledger, 'read'>): FindErasure {
  return (key) => ledger.read('suppression', key)
}

/**
 * The event without what erased people wrote before, whom they were to be addressed as, and what others quote of them
 * or call them. Who belongs to it is told by the event, and by what the ledger knows of its conversation and of the
 * messages that it answers or quotes.
 */
export async function withholdErased<Event extends ContactEvent>(
  event: Event,
  ledger: Pick<Ledger, 'read'>,
  find: FindErasure = erasuresOf(ledger),
): Promise<Event> {
  return withholdErasedOf(await peopleOf(event, ledger), event, find)
}

/** `withholdErased`, where it is known already who belongs to the event. */
export async function withholdErasedOf<Event extends ContactEvent>(
  { author, actor, concerned }: People,
  event: Event,
  find: FindErasure,
): Promise<Event> {
  const keys = [...new Set([author, actor, ...concerned].filter((key) => key !== undefined))]
  const found = await Promise.all(keys.map(async (key) => [key, await find(key)] as const))
  const erasures = new Map(found.flatMap(([key, row]) => (row ? [[key, row] as const] : [])))
  if (erasures.size === 0) return event
  // Few events have to do with somebody who was erased: no start reads what is done then.
  const [{ hashTerm }, { withholdPerson }] = await Promise.all([
    import('./person-terms.ts'),
    import('./withhold-person.ts'),
  ])

  const before = new Map([...erasures].filter(([, erasure]) => isBefore(event, erasure)))
  const relate = (erased: ReadonlyMap<string, Erasure>, later: boolean) => ({
    author: author !== undefined && erased.has(author),
    actor: actor !== undefined && erased.has(actor),
    concerns: concerned.some((key) => erased.has(key)),
    later,
    isErased: (key: string) => erased.has(key),
    names: (term: string) => {
      const hash = hashTerm(term)
      return [...erased.values()].some(({ terms }) => terms?.has(hash))
    },
  })
  const withheld = before.size > 0 ? withholdPerson(event, relate(before, false)) : event
  return before.size < erasures.size ? withholdPerson(withheld, relate(erasures, true)) : withheld
}

/** A person who was erased may write again; a platform may send again what was written before. */
function isBefore(
  { receivedAt, occurredAt, occurredAtSource }: ContactEvent,
  { erasedAt }: Erasure,
): boolean {
  const at = Date.parse(erasedAt)
  return Date.parse(receivedAt) <= at || (occurredAtSource === 'platform' && Date.parse(occurredAt) <= at)
}

/** The people who belong to an event, by their keys. */
export interface People {
  readonly author: string | undefined
  readonly actor: string | undefined
  readonly concerned: readonly string[]
}

export async function peopleOf(event: ContactEvent, ledger: Pick<Ledger, 'read'>): Promise<People> {
  const scope = scopeOf(event)
  const { conversation, message, recipients = [], replyTo, account, receipt } = event
  const named = [
    ...recipients.map(({ id, email }) => email ?? id),
    replyTo?.email,
    ...(message?.mentions ?? []).map(({ id }) => id),
    receipt?.recipient,
    conversation.startedBy?.role === 'company' ? undefined : conversation.startedBy?.id,
  ].flatMap((id) => (id === undefined || id === account.id ? [] : [id]))
  const around = hasWords(event) ? await peopleAround(event, scope, ledger) : { writers: [], members: [] }
  const [self, ...writers] = around.writers
  return {
    author: keyOfCustomer(event.author) ?? (event.author === undefined ? self : undefined),
    actor: keyOfCustomer(event.actor),
    concerned: [
      ...named.map((id) => personKey({ id, scope: isAddress(id) ? undefined : scope })),
      ...writers.filter((key) => key !== undefined),
      ...around.members,
    ],
  }
}

function hasWords({ message, conversation, extensions }: ContactEvent): boolean {
  if (conversation.subject !== undefined || extensions !== undefined) return true
  if (message === undefined || message.withheld !== undefined) return false
  return message.attachments.length > 0 || Object.keys(message).length > 2
}

/** Who wrote the message that an event is about, what it answers and what it quotes; who is in its conversation. */
async function peopleAround(
  { conversation, message, visibility }: ContactEvent,
  scope: string | undefined,
  ledger: Pick<Ledger, 'read'>,
): Promise<{ writers: (string | undefined)[]; members: string[] }> {
  const ids = [message?.id, conversation.parentMessageId, message?.quotes]
  const [row, ...rows] = await Promise.all([
    ledger.read('conversation', conversation.id),
    ...ids.map((id) => (id === undefined ? undefined : ledger.read('message', id))),
  ])
  const key = (person: Row<'message'>['author']) =>
    person === undefined || person.role === 'company' ? undefined : keyOfLedgerId(person.id, scope)
  const startedBy = key(row?.startedBy)
  return {
    writers: rows.map((each) => key(each?.author)),
    members: [
      ...(visibility === 'private' ? (row?.members ?? []) : []),
      ...(startedBy === undefined ? [] : [startedBy]),
    ],
  }
}

function keyOfCustomer(person: Person | undefined): string | undefined {
  if (person?.role !== 'customer' || person.id === undefined) return undefined
  return personKey({ id: person.id, scope: person.scope })
}
