import { compact } from '../../../functions/core/compact.ts'
import type { ContactPorts } from './contact-ports.ts'
import type { ContactSummary } from './contact-summary.ts'
import { listContacts } from './list-contacts.ts'

/** What one destination did in a window. */
export interface DestinationFigures {
  readonly delivered: number
  /** Milliseconds from acceptance to delivery of half of what was delivered, and of 99 of a hundred. */
  readonly p50Ms?: number
  readonly p99Ms?: number
  /** Attempts beyond the first of each delivery. */
  readonly retries: number
  /** What is parked, and what was given up. */
  readonly refused: number
}

export interface Figures {
  /** Beginnings of the hours, oldest first, and the contacts of each by platform. */
  readonly hours: readonly { readonly at: string; readonly contacts: Readonly<Record<string, number>> }[]
  /** In the order of their slugs. */
  readonly platforms: readonly string[]
  readonly destinations: Readonly<Record<string, DestinationFigures>>
  readonly counted: number
  /** There were more: the newest ones alone are in it. */
  readonly isPart: boolean
}

const hourMs = 3_600_000

/** What came and went in a window, for charts; the newest only where there is too much. No words are read. */
export async function readFigures(
  { from, to }: { readonly from: Date; readonly to: Date },
  ports: ContactPorts,
  { maxCounted = 10_000 }: { readonly maxCounted?: number } = {},
): Promise<Figures> {
  const limits = { limit: maxCounted, maxLooked: maxCounted, words: false }
  const { items, searchedTo } = await listContacts({ from, to }, ports, limits)
  const platforms = [...new Set(items.map(platformOf))].toSorted()
  const byHour = Map.groupBy(items, ({ receivedAt }) => Math.floor(Date.parse(receivedAt) / hourMs))
  const first = Math.ceil(from.getTime() / hourMs)
  const end = Math.ceil(Math.min(to.getTime(), ports.now().getTime()) / hourMs)
  const hours = Array.from({ length: Math.max(0, end - first) }, (_, index) => ({
    at: new Date((first + index) * hourMs).toISOString(),
    contacts: countBy(byHour.get(first + index) ?? []),
  }))
  return {
    hours,
    platforms,
    destinations: destinationsOf(items),
    counted: items.length,
    isPart: searchedTo !== undefined,
  }
}

function platformOf({ platform = '' }: ContactSummary): string {
  return platform
}

function countBy(items: readonly ContactSummary[]): Record<string, number> {
  const groups = [...Map.groupBy(items, platformOf)]
  return Object.fromEntries(groups.map(([platform, theirs]) => [platform, theirs.length]))
}

function destinationsOf(items: readonly ContactSummary[]): Record<string, DestinationFigures> {
  const all = items.flatMap(({ receivedAt, deliveries }) =>
    deliveries
      .filter(({ destination }) => destination !== 'route')
      .map((delivery) => ({ ...delivery, receivedAt })),
  )
  const groups = [...Map.groupBy(all, ({ destination }) => destination)].toSorted()
  return Object.fromEntries(
    groups.map(([name, theirs]) => {
      const waits = theirs
        .filter(({ state }) => state === 'delivered')
        .flatMap(({ receivedAt, endedAt = '' }) => {
          const ms = Date.parse(endedAt) - Date.parse(receivedAt)
          return Number.isNaN(ms) ? [] : [Math.max(0, ms)]
        })
        .toSorted((one, other) => one - other)
      const [p50Ms, p99Ms] = [percentile(waits, 0.5), percentile(waits, 0.99)]
      const figures = compact({
        delivered: theirs.filter(({ state }) => state === 'delivered').length,
        p50Ms,
        p99Ms,
        retries: theirs.reduce((sum, { attempts }) => sum + Math.max(0, attempts - 1), 0),
        refused: theirs.filter(({ state }) => state === 'parked' || state === 'given_up').length,
      })
      return [name, figures]
    }),
  )
}

/** By the nearest rank; @param sorted ascending */
function percentile(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]
}
