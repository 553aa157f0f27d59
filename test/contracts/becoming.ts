import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type {
  DeliveryContext,
  DeliveryOutcome,
  DestinationAdapter,
  Fetch,
  RemoteIds,
} from '../../functions/contracts/destination.ts'
import { contactEvent, type RoutedEvent } from '../../schemas/contact-event.ts'
import { contactStory } from './contact-story.ts'
import { deliveryContext } from './delivery-context.ts'

export interface Becoming<Settings> {
  readonly adapter: DestinationAdapter<Settings>
  /** Settings of a system that takes everything, once the tests run. */
  readonly settings: () => Record<string, unknown>
  /** `fixtures/becomes.json` beside the test, or `fixtures/becomes-<way>.json` where there are several ways. */
  readonly recording: URL
  /** What the system was asked to change since the last time, a phrase each: `a new ticket`, `status open`. */
  readonly took: () => string[]
  /** Closes a ticket as an agent does; without it nothing is told of closed ones. */
  readonly close?: (ticket: string) => void
  readonly context?: Partial<DeliveryContext<Settings>>
}

/**
 * Delivers what happens in a contact centre and compares what the system was asked with the recording that
 * `docs/destinations.md` is generated from. `UPDATE_FIXTURES=1` writes the recording, to be read by eye.
 */
export function describeBecoming<Settings>(destination: Becoming<Settings>): void {
  it('makes of every contact what its recording says: UPDATE_FIXTURES=1 writes it, to be read by eye', async () => {
    const recorded = await record(destination)
    if (process.env['UPDATE_FIXTURES'] === '1') {
      mkdirSync(new URL('.', destination.recording), { recursive: true })
      writeFileSync(destination.recording, `${JSON.stringify(recorded, undefined, 2)}\n`)
    }
    expect(recorded).toEqual(JSON.parse(readFileSync(destination.recording, 'utf8')))
  })
}

interface Recorded {
  readonly what: string
  readonly becomes: readonly string[]
  /** Codes of what could not be shown as it was. */
  readonly degraded?: readonly string[]
}

async function record<Settings>(destination: Becoming<Settings>): Promise<Recorded[]> {
  const { adapter, settings, took, close, context } = destination
  const tickets = new Map<string, RemoteIds>()
  const messages = new Map<string, RemoteIds>()
  const rows: Recorded[] = []
  for (const { what, event, closed } of contactStory) {
    contactEvent.parse(event)
    const remote = tickets.get(event.work.key)
    if (closed && !close) continue
    if (closed && remote?.ticket !== undefined) close?.(remote.ticket)
    const original = event.kind === 'message.created' ? undefined : messages.get(event.message?.id ?? '')
    const given = await deliveryContext(event, adapter.settings.parse(settings()), {
      ...(remote && { remote }),
      ...(original && { original }),
      ...context,
    })
    const outcome = await outcomeOf(adapter, event, given)
    if (outcome.status === 'retry') throw new Error(`${what}: ${outcome.reason}`)
    const becomes = took()
    if (outcome.status === 'rejected') {
      rows.push({ what, becomes: [...becomes, `parked: \`${outcome.code}\``] })
      continue
    }
    if (outcome.remote?.ticket !== undefined) tickets.set(event.work.key, outcome.remote)
    if (outcome.remote && event.message && event.kind === 'message.created')
      messages.set(event.message.id, outcome.remote)
    rows.push({ what, becomes, ...(outcome.degraded?.length && { degraded: outcome.degraded }) })
  }
  return rows
}

/** Again where the adapter asks for it, as deliver would: what takes several steps is there after the last. */
async function outcomeOf<Settings>(
  adapter: DestinationAdapter<Settings>,
  event: RoutedEvent,
  context: DeliveryContext<Settings>,
  attempt = 1,
): Promise<DeliveryOutcome> {
  const outcome = await adapter.open({ ...context, attempt }).deliver(event)
  if (outcome.status !== 'retry' || attempt === 5) return outcome
  const progress = { ...context.progress, ...outcome.progress }
  return outcomeOf(adapter, event, { ...context, progress }, attempt + 1)
}

export interface Asked {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly body: string
}

/**
 * `fetch` that is listened to.
 *
 * @param phrase what a request makes of the system, told by the request alone; `undefined` where it only asks
 */
export function overheard(fetch: Fetch, phrase: (asked: Asked) => string | undefined) {
  const phrases: string[] = []
  return {
    fetch: (async (url, init) => {
      const { pathname, search } = new URL(url)
      const body = typeof init.body === 'string' ? init.body : Buffer.from(init.body ?? []).toString()
      const said = phrase({ method: init.method, path: `${pathname}${search}`, body })
      if (said !== undefined) phrases.push(said)
      return fetch(url, init)
    }) satisfies Fetch,
    took: () => phrases.splice(0),
  }
}
