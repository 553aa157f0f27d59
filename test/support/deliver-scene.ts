import * as z from 'zod'
import type {
  DeliveryContext,
  DeliveryOutcome,
  Destination,
  RemoteIds,
} from '../../functions/contracts/destination.ts'
import type { LinkKeys } from '../../functions/core/attachment-link.ts'
import type { ReceivedMessage } from '../../functions/core/consume.ts'
import type { Verdict } from '../../functions/core/process-batch.ts'
import type { DeliverPorts, QueuedEvent } from '../../functions/deliver/attempt.ts'
import { deliverEvent } from '../../functions/deliver/deliver-event.ts'
import { createPacer } from '../../functions/deliver/health/pacer.ts'
import { createGuardedConnect } from '../../functions/outbound/guarded-connect.ts'
import { createTokenCache } from '../../functions/outbound/token-cache.ts'
import type { RoutedEvent } from '../../schemas/contact-event.ts'
import { crashingProcess } from './crash.ts'
import { memoryLedger, memoryStore, recordingTelemetry } from './memory-ports.ts'

type Behaviour = (
  event: RoutedEvent,
  context: DeliveryContext<unknown>,
) => DeliveryOutcome | Promise<DeliveryOutcome>

export interface Scene {
  /** One for each call of the adapter; the last one for all that follow. */
  readonly answers?: readonly (DeliveryOutcome | Behaviour)[]
  readonly findExisting?: (
    event: RoutedEvent,
    context: DeliveryContext<unknown>,
  ) => Promise<RemoteIds | undefined>
  readonly settings?: () => Promise<unknown>
  readonly linkKeys?: () => Promise<LinkKeys>
  readonly timeoutSeconds?: number
  readonly retryCapSeconds?: number
  readonly requestsPerSecond?: number
  readonly adapterRequestsPerSecond?: number
}

const start = Date.parse('2026-11-20T12:00:00.000Z')

/** Deliver with a memory, a clock and an adapter of its own; the destination is `crm`. */
export function deliverScene(scene: Scene = {}) {
  const { findExisting } = scene
  const { ledger, rows } = memoryLedger()
  const { store, objects, remarks } = memoryStore()
  const recorded = recordingTelemetry()
  const process = crashingProcess()
  const answers = [...(scene.answers ?? [{ status: 'delivered' as const }])]
  const calls: { event: RoutedEvent; context: DeliveryContext<unknown> }[] = []
  let time = start

  const adapter: Destination = {
    name: 'scripted',
    settings: z.unknown(),
    limits: {
      canEdit: true,
      canDelete: true,
      holds: 'both',
      ...(scene.adapterRequestsPerSecond && { requestsPerSecond: scene.adapterRequestsPerSecond }),
    },
    open: (context) => ({
      ...process.wrap({
        async deliver(event: RoutedEvent) {
          calls.push({ event, context })
          const answer = answers.length > 1 ? answers.shift() : answers[0]
          if (!answer) throw new Error('no answer is scripted')
          return typeof answer === 'function' ? answer(event, context) : answer
        },
      }),
      ...(findExisting && { findExisting: (event) => findExisting(event, context) }),
    }),
  }
  const now = () => new Date(time)
  const wrapped = process.wrap(ledger)
  const sleeps: number[] = []
  const config = {
    name: 'crm',
    timeoutSeconds: scene.timeoutSeconds ?? 20,
    concurrency: 5,
    ...(scene.requestsPerSecond && { requestsPerSecond: scene.requestsPerSecond }),
  }
  const ports: DeliverPorts = {
    config,
    adapter,
    settings: scene.settings ?? (async () => ({})),
    ledger: wrapped,
    store: process.wrap(store),
    links: {
      baseUrl: 'https://links.test',
      days: 90,
      keys: scene.linkKeys ?? (async () => ({ key: 'k'.repeat(32), others: [] })),
    },
    tokens: createTokenCache(now),
    fetch: async () => new Response(),
    connect: createGuardedConnect(),
    telemetry: recorded.telemetry,
    pacer: createPacer({ config, ledger: wrapped, now, random: () => 0.5 }),
    async sleep(ms) {
      sleeps.push(ms)
      time += ms
    },
    now,
    random: () => 0.5,
    retryCapSeconds: scene.retryCapSeconds ?? 900,
    maxLatencyDays: 30,
    claimMarginSeconds: 60,
  }
  return {
    ports,
    process,
    rows,
    objects,
    remarks,
    calls,
    sleeps,
    ...recorded,
    deliver: (event: RoutedEvent, told: Partial<QueuedEvent> = {}): Promise<Verdict> =>
      deliverEvent({ event, generation: 0, receiveCount: 1, ...told }, ports),
    pass(seconds: number) {
      time += seconds * 1000
    },
    row: (kind: string, key: string) => rows.get(`${kind}#crm${key && '#'}${key}`),
  }
}

export function queued(event: RoutedEvent, overrides: Partial<ReceivedMessage> = {}): ReceivedMessage {
  return {
    id: `message of ${event.id}`,
    recordId: `message of ${event.id}`,
    group: event.conversation.id,
    body: JSON.stringify(event),
    receiptHandle: 'handle',
    deduplicationId: event.id,
    receiveCount: 1,
    ...overrides,
  }
}
