import type { DeliveryContext } from '../../functions/contracts/destination.ts'
import { acceptanceGroup } from '../../functions/core/ids.ts'
import type { Ledger } from '../../functions/core/ledger.ts'
import type { EventQueue, OutgoingMessage } from '../../functions/core/ports.ts'
import type { Verdict } from '../../functions/core/process-batch.ts'
import { deliverEvent } from '../../functions/deliver/deliver-event.ts'
import { type RoutePorts, routeEvent } from '../../functions/route/route-event.ts'
import { routeTogether } from '../../functions/route/route-together.ts'
import type { ContactEvent, RoutedEvent } from '../../schemas/contact-event.ts'
import { destination } from '../../schemas/deployment.ts'
import { routingRules } from '../../schemas/routing-rules.ts'
import type { Dice } from '../faults/dice.ts'
import { Crash, crashingProcess } from './crash.ts'
import { deliverScene } from './deliver-scene.ts'
import { interleaver } from './interleaver.ts'
import { memoryLedger, memoryStore, partsOf, recordingTelemetry } from './memory-ports.ts'
import type { Story } from './random-story.ts'
import { type DeskTicket, ticketDesk } from './ticket-desk.ts'

/** Everything that a story came to. */
export interface Ending {
  readonly tickets: ReadonlyMap<string, DeskTicket>
  readonly rows: ReadonlyMap<string, Record<string, unknown>>
  /** What the destination's queue took, in order. */
  readonly queued: readonly RoutedEvent[]
  /** Ids of events in the order in which route had done with them. */
  readonly finished: readonly string[]
}

export interface Disturbance {
  /** What is wrong with the code, for a test of the test. */
  readonly broken?: (ledger: Ledger) => Ledger
  /** Whether an event of a kind comes back where it has to wait. @default all */
  readonly waits?: (kind: ContactEvent['kind']) => boolean
  /** The chance that the function dies over an event. @default 0 */
  readonly crashes?: number
  /** How long an event of a kind waits. @default 60: longer than calls take */
  readonly patienceSeconds?: (kind: ContactEvent['kind']) => number
}

const start = Date.parse('2026-11-20T12:00:00.000Z')
const crm = destination.parse({ name: 'crm', adapter: 'webhook' })
const deployment = {
  routing: routingRules.parse({ rules: [{ to: ['crm'], forward: 'all' }] }),
  destinations: [crm],
  retention: { archive: 7 },
}

/** Memory, a destination's queue and the desk behind it, whatever the order in which they are called. */
function world() {
  const { ledger, rows } = memoryLedger()
  const taken = new Map<string, OutgoingMessage>()
  const finished: string[] = []
  const { adapter, tickets } = ticketDesk()
  const noting: Ledger = {
    ...ledger,
    async merge(kind, key, fields, sets) {
      if (kind === 'processed' && !finished.includes(key)) finished.push(key)
      return ledger.merge(kind, key, fields, sets)
    },
  }
  return {
    ledger: noting,
    store: memoryStore().store,
    telemetry: recordingTelemetry().telemetry,
    adapter,
    /** As SQS: the first of one deduplication id. */
    queue(told: (message: OutgoingMessage) => void): EventQueue {
      return {
        async send(messages) {
          for (const message of messages) {
            if (taken.has(message.deduplicationId)) continue
            taken.set(message.deduplicationId, message)
            for (const part of partsOf(message)) told(part)
          }
          return messages.map(({ id }) => ({ id, taken: true }))
        },
      }
    },
    ending: (): Ending => {
      const queued = once(
        [...taken.values()].flatMap(partsOf).map(({ body }) => JSON.parse(body) as RoutedEvent),
      )
      // Those of a run are marked as processed side by side, and queued in their order.
      const inOrder = queued.map(({ id }) => id).filter((id) => finished.includes(id))
      return { tickets, rows, queued, finished: [...new Set([...inOrder, ...finished])] }
    },
  }
}

/** What came together is sent again one by one where the function died: the destination gets it once. */
function once(events: readonly RoutedEvent[]): RoutedEvent[] {
  const ids = new Set<string>()
  return events.filter(({ id }) => !ids.has(id) && ids.add(id))
}

/** One event after the other, each delivered before the next is routed. */
export async function oneAfterTheOther(story: Story): Promise<Ending> {
  const { ledger, store, telemetry, adapter, queue, ending } = world()
  const waiting: RoutedEvent[] = []
  const queueOf = () => queue(({ body }) => waiting.push(JSON.parse(body)))
  const now = () => new Date(start)
  const deliver = { ...deliverScene().ports, ledger, adapter, now }
  for (const event of story) {
    await routeEvent(event, 0, { ledger, store, telemetry, now, queueOf, deployment })
    for (const routed of waiting.splice(0))
      await deliverEvent({ event: routed, generation: 0, receiveCount: 1 }, deliver)
  }
  return ending()
}

/**
 * Order groups side by side, the events within one group one after the other; calls to ledger, queue and desk take
 * effect in an order that the dice draw, and functions may die and begin again.
 */
export async function atRandom(
  story: Story,
  dice: Dice,
  {
    broken = (ledger) => ledger,
    waits = () => true,
    crashes = 0,
    patienceSeconds = () => 60,
  }: Disturbance = {},
): Promise<Ending> {
  const { ledger: sound, store, telemetry, adapter, queue, ending } = world()
  const ledger = broken(sound)
  const { now, sleep, slow, run } = interleaver(dice.of('order'), start)

  const delivered = inGroups(async (group, { body }: OutgoingMessage) => {
    const actor = `deliver ${group}`
    const ports = {
      ...deliverScene().ports,
      ledger: slow(ledger, actor),
      adapter: {
        ...adapter,
        open: (context: DeliveryContext<unknown>) => slow({ deliver: adapter.open(context).deliver }, actor),
      },
      now,
    }
    await deliverEvent({ event: JSON.parse(body), generation: 0, receiveCount: 1 }, ports)
  })
  const toDesk = queue((message) => delivered(message.group, message))

  const accepted = inBatches(async (group, batch: readonly Accepted[]) => {
    const firstReceivedAt = now()
    const left = [...batch]
    for (let receipts = 1; left.length > 0; receipts++) {
      if (receipts > 200 * batch.length) throw new Error(`${left[0]?.event.id} comes back for ever`)
      const process = crashingProcess()
      if (dice.chance(crashes))
        process.plan({ at: dice.between(0, 14), when: dice.chance(0.5) ? 'before' : 'after' })
      const mine = <Port extends object>(port: Port) => slow(process.wrap(port), `route ${group}`)
      const ports = { ledger: mine(ledger), store, telemetry, now, queueOf: () => mine(toDesk), deployment }
      // A function may get no more than a part of what waits.
      const run = left.slice(0, dice.between(1, left.length))
      const verdict = await routeAsBatch(run, firstReceivedAt, ports, () => left.shift()).catch(
        (error): Verdict => {
          if (error instanceof Crash) return { retryAfterSeconds: 2 }
          throw error
        },
      )
      if (verdict !== 'done') await sleep(verdict.retryAfterSeconds * 1000)
    }
  })

  /** As `processBatch` has it. */
  async function routeAsBatch(
    batch: readonly Accepted[],
    firstReceivedAt: Date,
    ports: RoutePorts,
    finished: () => void,
  ): Promise<Verdict> {
    for (let index = 0; index < batch.length; index++) {
      const rest = batch.slice(index)
      const arrived = rest.map(({ event }) => ({ event, waits: waits(event.kind) }))
      const together = rest.length > 1 ? await routeTogether(arrived, ports) : 0
      for (let count = 0; count < together; count++) finished()
      index += together
      const { event, sentAt } = batch[index] ?? {}
      if (!event) return 'done'
      const receipt = waits(event.kind)
        ? { sentAt, firstReceivedAt, patienceSeconds: patienceSeconds(event.kind) }
        : undefined
      const verdict = await routeEvent(event, 0, ports, receipt)
      if (verdict !== 'done') return verdict
      finished()
    }
    return 'done'
  }

  const pause = dice.chance(0.5) ? 0 : dice.between(1, 400)
  void (async () => {
    for (const event of story) {
      accepted(acceptanceGroup(event), { event, sentAt: now() })
      if (pause > 0) await sleep(dice.between(0, pause))
    }
  })()
  await run()
  accepted.check()
  delivered.check()
  return ending()
}

interface Accepted {
  readonly event: ContactEvent
  readonly sentAt: Date
}

/** Hands over what comes in, of each group all that waits. */
function inBatches<Item>(handle: (group: string, items: readonly Item[]) => Promise<void>) {
  const waiting = new Map<string, Item[]>()
  const take = inGroups(async (group: string, _item: Item) => {
    const items = waiting.get(group) ?? []
    waiting.delete(group)
    if (items.length > 0) await handle(group, items)
  })
  const accept = (group: string, item: Item) => {
    waiting.set(group, [...(waiting.get(group) ?? []), item])
    take(group, item)
  }
  accept.check = take.check
  return accept
}

/** Hands over what comes in, one after the other within a group. */
function inGroups<Item>(handle: (group: string, item: Item) => Promise<void>) {
  const last = new Map<string, Promise<void>>()
  let failure: unknown
  const take = (group: string, item: Item) => {
    const next = (last.get(group) ?? Promise.resolve()).then(() => handle(group, item))
    last.set(
      group,
      next.catch((error) => {
        failure ??= error
      }),
    )
  }
  take.check = () => {
    if (failure !== undefined) throw failure
  }
  return take
}
