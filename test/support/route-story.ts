import type * as z from 'zod'
import type { Ledger } from '../../functions/core/ledger.ts'
import { broughtMessage } from '../../functions/core/message-body.ts'
import { announcePutBack } from '../../functions/route/announce.ts'
import { type RoutePorts, routeEvent } from '../../functions/route/route-event.ts'
import { routeTogether } from '../../functions/route/route-together.ts'
import type { Receipt } from '../../functions/route/waiting-time.ts'
import type { ContactEvent, RoutedEvent } from '../../schemas/contact-event.ts'
import { type DestinationConfig, destination } from '../../schemas/deployment.ts'
import { type RoutingRules, routingRules } from '../../schemas/routing-rules.ts'
import { crashingProcess } from './crash.ts'
import { memoryLedger, memoryQueue, memoryStore, partsOf, recordingTelemetry } from './memory-ports.ts'

export interface Setting {
  readonly routing?: z.input<typeof routingRules>
  readonly destinations?: readonly Partial<DestinationConfig>[]
  /** Days. */
  readonly archive?: number
  /** What a destination's queue says to a message. */
  readonly fault?: (destination: string, id: string) => 'sender' | 'queue' | undefined
  /** @default it is always twelve */
  readonly now?: () => Date
  /** Whether files are fetched. @default false */
  readonly fetches?: boolean
  /** What functions of one's own return. */
  readonly own?: RoutePorts['own']
}

const twelve = new Date('2026-11-20T12:00:00.000Z')

/** Route with a memory of its own; `crm` gets everything unless told otherwise. */
export function routeStory({
  routing,
  destinations,
  fault,
  archive = 7,
  now = () => twelve,
  own,
  fetches = false,
}: Setting = {}) {
  const { ledger, rows } = memoryLedger()
  const { store, objects } = memoryStore()
  const recorded = recordingTelemetry()
  const process = crashingProcess()
  const meanwhile: (() => void)[] = []
  const interrupted: Ledger = {
    ...ledger,
    replace(...input) {
      meanwhile.shift()?.()
      return ledger.replace(...input)
    },
  }
  const requests: string[] = []
  const configs = (destinations ?? [{ name: 'crm' }]).map((each) =>
    destination.parse({ adapter: 'webhook', ...each }),
  )
  const queues = new Map(
    configs.map(({ name }) => [name, memoryQueue((message) => fault?.(name, message.id))] as const),
  )
  const rules: RoutingRules = routingRules.parse(
    routing ?? { rules: [{ to: configs.map(({ name }) => name) }] },
  )
  const ports = {
    ledger: process.wrap(interrupted),
    store: process.wrap(store),
    queueOf(name: string) {
      const found = queues.get(name)
      if (!found) throw new Error(`no queue ${name}`)
      return process.wrap(found.queue)
    },
    deployment: { routing: rules, destinations: configs, retention: { archive } },
    fetchQueue: fetches
      ? process.wrap({ send: async (bodies: readonly string[]) => void requests.push(...bodies) })
      : undefined,
    telemetry: recorded.telemetry,
    now,
    own,
  }
  const route = async (...events: readonly ContactEvent[]) => {
    for (const event of events) await routeEvent(event, 0, ports)
  }
  /** As one batch of a queue, of one order group: as far together as that goes. @returns the sizes of the runs */
  const routeBatch = async (...events: readonly ContactEvent[]) => {
    const runs: number[] = []
    for (let index = 0; index < events.length; index++) {
      const arrived = events.slice(index).map((event) => ({ event, waits: false }))
      const together = arrived.length > 1 ? await routeTogether(arrived, ports) : 0
      if (together > 0) runs.push(together)
      index += together
      if (events[index]) await route(...events.slice(index, index + 1))
    }
    return runs
  }
  /** An operator sends the event again, and may have corrected the rules. */
  const replay = (event: ContactEvent, generation: number, corrected?: Setting['routing']) => {
    const routing = corrected ? routingRules.parse(corrected) : rules
    return routeEvent(event, generation, { ...ports, deployment: { ...ports.deployment, routing } })
  }
  return {
    route,
    routeBatch,
    replay,
    /** As a queue hands it out: it may come back. */
    routeAs: (event: ContactEvent, receipt: Receipt) => routeEvent(event, 0, ports, receipt),
    /** As the queue takes it back, because its head failed or it did. */
    putBack: (event: ContactEvent) =>
      announcePutBack({ brings: broughtMessage(event), deduplicationId: event.id }, ports),
    process,
    /** Has something happen when a row is about to be replaced. */
    beforeReplaced: (happen: () => void) => void meanwhile.push(happen),
    ledger,
    store,
    rows,
    objects,
    /** What the function that fetches files was asked. */
    requests,
    ...recorded,
    /** What the queue of a destination took, twice where it was sent twice. */
    taken: (name = 'crm') => queues.get(name)?.taken ?? [],
    received: (name = 'crm'): RoutedEvent[] =>
      (queues.get(name)?.taken ?? []).map(({ body }) => JSON.parse(body)),
    /** What each message to a queue held. */
    batches: (name = 'crm') => (queues.get(name)?.batches ?? []).flat().map(partsOf),
    parked: () => [...rows].filter(([key]) => key.startsWith('parked#')).map(([, row]) => row),
  }
}

/** What each event was decided to mean: `append+` reopens. */
export function effects(events: readonly RoutedEvent[]): string[] {
  return events.map(({ work }) => `${work.effect}${work.reopen ? '+' : ''}`)
}
