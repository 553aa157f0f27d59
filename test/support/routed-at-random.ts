import type { DeliveryContext } from '../../functions/contracts/destination.ts'
import { acceptanceGroup } from '../../functions/core/ids.ts'
import type { Ledger } from '../../functions/core/ledger.ts'
import type { EventQueue, OutgoingMessage } from '../../functions/core/ports.ts'
import type { Verdict } from '../../functions/core/process-batch.ts'
import { deliverEvent } from '../../functions/deliver/deliver-event.ts'
import { routeEvent } from '../../functions/route/route-event.ts'
import type { ContactEvent, RoutedEvent } from '../../schemas/contact-event.ts'
import { destination } from '../../schemas/deployment.ts'
import { routingRules } from '../../schemas/routing-rules.ts'
import type { Dice } from '../faults/dice.ts'
import { Crash, crashingProcess } from './crash.ts'
import { deliverScene } from './deliver-scene.ts'
import { interleaver } from './interleaver.ts'
import { memoryLedger, memoryStore, recordingTelemetry } from './memory-ports.ts'
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
            told(message)
          }
          return messages.map(({ id }) => ({ id, taken: true }))
        },
      }
    },
    ending: (): Ending => ({
      tickets,
      rows,
      finished,
      queued: [...taken.values()].map(({ body }) => JSON.parse(body) as RoutedEvent),
    }),
  }
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

  const accepted = inGroups(async (group, { event, sentAt }: { event: ContactEvent; sentAt: Date }) => {
    const firstReceivedAt = now()
    for (let receipts = 1; ; receipts++) {
      if (receipts > 200) throw new Error(`${event.id} comes back for ever`)
      const process = crashingProcess()
      if (dice.chance(crashes))
        process.plan({ at: dice.between(0, 14), when: dice.chance(0.5) ? 'before' : 'after' })
      const mine = <Port extends object>(port: Port) => slow(process.wrap(port), `route ${group}`)
      const ports = { ledger: mine(ledger), store, telemetry, now, queueOf: () => mine(toDesk), deployment }
      const receipt = waits(event.kind)
        ? { sentAt, firstReceivedAt, receiveCount: receipts, patienceSeconds: patienceSeconds(event.kind) }
        : undefined
      const verdict = await routeEvent(event, 0, ports, receipt).catch((error): Verdict => {
        if (error instanceof Crash) return { retryAfterSeconds: 2 }
        throw error
      })
      if (verdict === 'done') return
      await sleep(verdict.retryAfterSeconds * 1000)
    }
  })
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
