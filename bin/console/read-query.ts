import { compact } from '../../functions/core/compact.ts'
import { eventPlatforms } from '../../schemas/event-platforms.ts'
import type { ContactFilter } from '../operations/contacts/contact-filter.ts'
import { type ContactState, contactStates } from '../operations/contacts/contact-state.ts'
import type { OperationsPorts } from '../operations/ports.ts'

export const windows = ['hour', 'day', 'yesterday', 'week', 'all'] as const
export type WindowName = (typeof windows)[number]

/** What somebody looks for, as it stands in the address; what nobody knows is left out. */
export interface Query extends Pick<ContactFilter, 'text'> {
  readonly state?: ContactState
  readonly platform?: string
  readonly destination?: string
  readonly conversation?: string
  readonly when: WindowName
  /** Where the page before ended. */
  readonly before?: string
  /** How many the pages before had found, of a search that goes on by itself. */
  readonly had?: string
}

const hourMs = 3_600_000
const maxText = 200
const maxPlace = 200
const few = /^\d{1,3}$/
const place = /^\d{4}-\d{2}-\d{2}T[\d:.]{1,20}Z#evt_[0-9a-f]{32}$/

/** Reads the address; @param asked its query */
export function readQuery(
  asked: Readonly<Record<string, string>>,
  { deployment }: Pick<OperationsPorts, 'deployment'>,
): Query {
  const { q, conversation, before, had } = asked
  const one = <Name extends string>(names: readonly Name[], value: string | undefined) =>
    names.find((name) => name === value)
  const destinations = ['route', ...deployment.destinations.map(({ name }) => name)]
  const state = one(contactStates, asked['state'])
  const platform = one(eventPlatforms(deployment), asked['platform'])
  const destination = one(destinations, asked['destination'])
  return compact({
    when: one(windows, asked['when']) ?? 'day',
    ...(q?.trim() && { text: q.trim().slice(0, maxText) }),
    state,
    platform,
    destination,
    ...(conversation && { conversation }),
    before: readPlace(before),
    ...(had !== undefined && few.test(had) && { had }),
  })
}

/** Where a page ended, as an address has it. */
export function readPlace(before: string | undefined): string | undefined {
  return before !== undefined && before.length <= maxPlace && place.test(before) ? before : undefined
}

/** The time that a name stands for, so far as anything can have come in it; days begin at midnight here. */
export function windowOf(
  when: WindowName,
  { site, since }: { readonly site: Pick<OperationsPorts, 'deployment' | 'now'>; readonly since?: Date },
): { readonly from: Date; readonly to: Date } {
  const { from, to } = namedWindow(when, site)
  const isEarlier = since !== undefined && since.getTime() - hourMs > from.getTime()
  return { from: isEarlier ? new Date(since.getTime() - hourMs) : from, to }
}

function namedWindow(when: WindowName, { deployment, now }: Pick<OperationsPorts, 'deployment' | 'now'>) {
  const at = now()
  const to = new Date(at.getTime() + hourMs)
  const back = (hours: number) => ({ from: new Date(at.getTime() - hours * hourMs), to })
  if (when === 'hour') return back(1)
  if (when === 'day') return back(24)
  if (when === 'week') return back(7 * 24)
  if (when === 'all') return back((deployment.retention.archive + 1) * 24)
  const midnight = new Date(at.getFullYear(), at.getMonth(), at.getDate())
  return { from: new Date(at.getFullYear(), at.getMonth(), at.getDate() - 1), to: midnight }
}

/** The query with something changed in it, as an address has it; a page begins anew. */
export function queryString(query: Query, change: Partial<Record<keyof Query, string | undefined>>): string {
  const { text, ...rest } = query
  const all: Readonly<Record<string, string | undefined>> = {
    q: text,
    ...rest,
    before: undefined,
    had: undefined,
    ...change,
  }
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(all))
    if (value !== undefined && value !== '') params.set(name, value)
  return params.toString()
}
