import * as z from 'zod'
import type { DeliveryOutcome } from '../../functions/contracts/destination.ts'
import { consume } from '../../functions/core/consume.ts'
import { MalformedPayload } from '../../functions/core/errors.ts'
import type { DeliverPorts } from '../../functions/deliver/attempt.ts'
import { deliverEvent, wasSettled } from '../../functions/deliver/deliver-event.ts'
import { holdMessage } from '../../functions/deliver/health/circuit-breaker.ts'
import { createPacer } from '../../functions/deliver/health/pacer.ts'
import { createTokenCache } from '../../functions/outbound/token-cache.ts'
import type { RoutedEvent } from '../../schemas/contact-event.ts'
import { routedEvent } from '../contracts/routed-event.ts'
import { memoryStore, recordingTelemetry } from './memory-ports.ts'
import { quickLedger } from './quick-ledger.ts'
import { timeHeap } from './time-heap.ts'
import { virtualFifoQueue } from './virtual-fifo-queue.ts'

export interface VirtualDeliveryOptions {
  /** What the destination answers, and after how many milliseconds. @param at milliseconds since the start */
  readonly answer: (event: RoutedEvent, at: number) => { outcome: DeliveryOutcome; afterMs: number }
  readonly seed?: number
  /** Functions at a time. @default 5 */
  readonly concurrency?: number
  /** @default 20 */
  readonly timeoutSeconds?: number
  /** Milliseconds between looks at the queue while it is hidden: the longer, the fuller the batches. @default 1 */
  readonly pollMs?: number
}

const start = Date.parse('2026-11-20T12:00:00.000Z')

/**
 * A destination's queue and its functions in virtual time: the code of deliver as it is, with the polling of an event
 * source mapping, over a model of SQS FIFO. Days pass in seconds.
 */
export function virtualDelivery(options: VirtualDeliveryOptions) {
  const { answer, seed = 1, concurrency = 5, timeoutSeconds = 20, pollMs = 1 } = options
  let time = start
  const now = () => new Date(time)
  const random = seededRandom(seed)
  const timers = timeHeap<() => void>()
  const sleep = (ms: number) => new Promise<void>((wake) => timers.push(time + Math.max(0, ms), wake))
  const queue = virtualFifoQueue({ now: () => time, visibilitySeconds: 2 * (10 * timeoutSeconds + 20) })
  const { ledger, rows, calls } = quickLedger()
  const recorded = recordingTelemetry()
  const { store } = memoryStore()
  const events = new Map<string, RoutedEvent>()
  const attempts: { id: string; at: number }[] = []
  const delivered: { id: string; conversation: string; at: number }[] = []
  const settled = new Map<string, number>()
  const config = { name: 'crm', timeoutSeconds, concurrency }
  const receipts = { max: 0 }
  let running = 0

  const ports: DeliverPorts = {
    config,
    adapter: {
      name: 'virtual',
      settings: z.unknown(),
      limits: { canEdit: true, canDelete: true, holds: 'both' },
      open: () => ({
        async deliver(event) {
          const { outcome, afterMs } = answer(event, time - start)
          attempts.push({ id: event.id, at: time - start })
          if (afterMs > 0) await sleep(afterMs)
          if (outcome.status === 'delivered')
            delivered.push({ id: event.id, conversation: event.conversation.id, at: time - start })
          return outcome
        },
      }),
    },
    settings: async () => ({}),
    ledger,
    store,
    links: {
      baseUrl: 'https://links.test',
      days: 90,
      keys: async () => ({ key: 'k'.repeat(32), others: [] }),
    },
    tokens: createTokenCache(now),
    fetch: async () => new Response(),
    connect: async () => {
      throw new Error('there is no network here')
    },
    // A warning a return for days is more than memory holds.
    telemetry: { ...recorded.telemetry, info: () => {}, warn: () => {} },
    pacer: createPacer({ config, ledger, now, random }),
    sleep,
    now,
    random,
    retryCapSeconds: 900,
    maxLatencyDays: 30,
    claimMarginSeconds: 60,
  }

  async function invoke(): Promise<void> {
    const batch = queue.receive()
    if (batch.length === 0) return
    running += 1
    for (const { receiveCount } of batch) receipts.max = Math.max(receipts.max, receiveCount)
    const messages = batch.map((message) => ({
      ...message,
      recordId: message.id,
      body: '',
      sentAt: new Date(message.sentAt),
    }))
    const again = new Set(
      await consume(messages, () => true, {
        ...ports,
        name: config.name,
        postpone: async (receiptHandle, seconds) => queue.changeVisibility(receiptHandle, seconds),
        hold: (message) => holdMessage(message, ports),
        async handle({ id, receiveCount, sentAt }) {
          const event = events.get(id)
          if (!event) throw new MalformedPayload('not_json', 'no such event')
          const verdict = await deliverEvent({ event, generation: 0, receiveCount, sentAt }, ports)
          if (verdict === 'done') settled.set(id, time - start)
          return verdict
        },
        isDone: (message) => wasSettled(message, ports),
        async parkUnhandled({ id }, code) {
          rows.set(`parked#crm#${id}`, { version: 1, ...{ code } })
        },
      }),
    )
    for (const { id, receiptHandle } of batch) if (!again.has(id)) queue.delete(receiptHandle)
    running -= 1
  }

  return {
    queue,
    rows,
    attempts,
    delivered,
    settled,
    ledgerCalls: calls,
    counts: recorded.counts,
    receipts,
    elapsed: () => time - start,
    parked: () =>
      [...rows].flatMap(([key, row]) =>
        key.startsWith('parked#') ? [{ key, ...row } as Record<string, unknown>] : [],
      ),
    /** Puts an event into the queue. @returns its id */
    send(conversation: string, number: number): string {
      const id = `evt_${String(number).padStart(32, '0')}`
      const event = routedEvent({ id })
      events.set(id, { ...event, conversation: { ...event.conversation, id: conversation } })
      queue.send({ id, group: conversation, deduplicationId: id })
      return id
    },
    /** Has something happen at a time, in milliseconds since the start. */
    at(ms: number, happen: () => void): void {
      timers.push(start + ms, happen)
    },
    /** Until so many milliseconds have passed since the start, or `over` says that nothing more is awaited. */
    async run(untilMs: number, over: () => boolean = () => false): Promise<void> {
      while (!over()) {
        while (running < concurrency && queue.nextAt() <= time) void invoke()
        await new Promise((resolve) => setImmediate(resolve))
        if (running < concurrency && queue.nextAt() <= time) continue
        const polled =
          running < concurrency ? Math.ceil(queue.nextAt() / pollMs) * pollMs : Number.POSITIVE_INFINITY
        const next = Math.min(timers.nextAt(), polled)
        if (next > start + untilMs) {
          time = start + untilMs
          return
        }
        time = Math.max(time, next)
        while (timers.nextAt() <= time) timers.pop()?.()
      }
    },
  }
}

/** Mulberry32: the same numbers in [0, 1) for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
