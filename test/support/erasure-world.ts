import { setImmediate as tick } from 'node:timers/promises'
import { erasePerson } from '../../bin/operations/erase-person.ts'
import { findParked } from '../../bin/operations/find-parked.ts'
import { findQuarantined } from '../../bin/operations/find-quarantined.ts'
import { findReader } from '../../bin/operations/find-reader.ts'
import { replayEvents } from '../../bin/operations/replay-events.ts'
import { retryParked } from '../../bin/operations/retry-parked.ts'
import { retryQuarantined } from '../../bin/operations/retry-quarantined.ts'
import type { DeliveryOutcome } from '../../functions/contracts/destination.ts'
import { acceptanceGroup } from '../../functions/core/ids.ts'
import type { Ledger } from '../../functions/core/ledger.ts'
import { packEvent } from '../../functions/core/message-body.ts'
import { parkUnhandled } from '../../functions/core/park-unhandled.ts'
import type { ObjectStore } from '../../functions/core/ports.ts'
import { deliverEvent } from '../../functions/deliver/deliver-event.ts'
import { readDelivery } from '../../functions/deliver/read-delivery.ts'
import { ownAttachments } from '../../functions/ingest/own-attachments.ts'
import { quarantine } from '../../functions/ingest/quarantine.ts'
import { routeMessage } from '../../functions/route/route-message.ts'
import type { ContactEvent, RoutedEvent } from '../../schemas/contact-event.ts'
import { deployment } from '../../schemas/deployment.ts'
import { deliverScene } from './deliver-scene.ts'
import { type Channel, erased, type Said, type Speaker, tell } from './erasure-people.ts'
import { quarantinedRequest } from './erasure-requests.ts'
import { type Call, findWords, inFull } from './erasure-search.ts'
import { recordingTelemetry } from './memory-ports.ts'
import { operationsScene } from './operations-scene.ts'

const minute = 60_000
const start = Date.parse('2026-11-21T08:00:00.000Z')

/** The whole of Netzdialog over stores in memory: what was accepted, routed, delivered, kept; and an operator. */
export function erasureWorld(channel: Channel) {
  const scene = operationsScene()
  const { rows, objects } = scene
  let time = start
  const now = () => new Date(time)
  const ports = {
    ...scene.ports,
    now,
    deployment: deployment.parse({
      platforms: { facebook: {}, mime: { settings: { accounts: ['service@acme.test'] } } },
      destinations: ['crm', 'gone'].map((name) => ({ name, adapter: 'webhook' })),
      routing: { rules: [{ to: ['crm', 'gone'] }] },
    }),
    queues: new Map([...scene.ports.queues, ['gone', scene.ports.queues.get('acd')!]]),
  }
  const { telemetry } = recordingTelemetry()
  const taken = (queue: string) => scene.taken(queue === 'gone' ? 'acd' : queue)
  const heads = new Map<string, number>()
  const threads = new Map<number, { n: number; speaker: Speaker }[]>()
  const accepted: { event: ContactEvent; objects: { key: string; bytes: Uint8Array; type: string }[] }[] = []
  const calls: Call[] = []
  let isErased = false
  let answer: DeliveryOutcome = { status: 'delivered' }
  let open: (() => void) | undefined
  let gate: Promise<void> | undefined
  let running: Promise<unknown> = Promise.resolve()

  /** What is under way writes only once the gate is open. */
  const slow = <Port extends object>(port: Port): Port =>
    Object.fromEntries(
      Object.entries(port).map(([name, call]) => [
        name,
        name === 'get' || name === 'read'
          ? call
          : async (...input: unknown[]) => {
              await gate
              return call(...input)
            },
      ]),
    ) as Port

  const routePorts = (ledger: Ledger, store: ObjectStore) => ({
    ledger,
    store,
    queueOf: (name: string) => slow(ports.queues.get(name)!),
    deployment: {
      ...ports.deployment,
      destinations: ports.deployment.destinations.filter(({ name }) => ports.queues.has(name)),
    },
    telemetry,
    now,
  })
  const deliverPorts = (name: string) => {
    const base = deliverScene().ports
    return {
      ...base,
      ledger: ports.ledger,
      store: ports.store,
      telemetry,
      now,
      config: { ...base.config, name },
      adapter: {
        ...base.adapter,
        open: () => ({
          async deliver(event: RoutedEvent) {
            const outcome = answer
            calls.push({ event, afterErasure: isErased })
            await gate
            return outcome
          },
        }),
      },
    }
  }

  function head(queue: string) {
    const at = heads.get(queue) ?? 0
    const message = taken(queue)[at]
    return message && { ...message, id: `${queue}-${at}`, receiptHandle: 'h', receiveCount: 1 }
  }
  const done = (queue: string) => heads.set(queue, (heads.get(queue) ?? 0) + 1)

  async function accept(given: (typeof accepted)[number]): Promise<void> {
    const result = ownAttachments({
      events: [given.event],
      objects: given.objects,
      ignored: [],
      quarantined: [],
    })
    for (const { key, bytes, type } of result.objects) await ports.store.put(key, bytes, type)
    for (const event of result.events)
      await ports.queues.get('contacts')!.send([
        {
          id: event.id,
          group: acceptanceGroup(event),
          body: await packEvent(event, 'contacts', ports.store),
          deduplicationId: event.id,
        },
      ])
  }

  async function route(): Promise<void> {
    const message = head('contacts')
    if (!message) return
    done('contacts')
    await routeMessage(message, 0, routePorts(slow(ports.ledger), slow(ports.store)))
  }

  async function deliver(queue: string, outcome: DeliveryOutcome): Promise<void> {
    const message = head(queue)
    if (!message) return
    answer = outcome
    if (outcome.status !== 'retry') done(queue)
    await deliverEvent(await readDelivery(message, ports.store), deliverPorts(queue))
  }

  async function settle(): Promise<void> {
    open?.()
    await running
    open = undefined
    gate = undefined
  }

  /** Begins something that comes to its end only while an erasure waits for it, or before what follows. */
  async function underWay(run: () => Promise<void>): Promise<void> {
    gate = new Promise((resolve) => (open = resolve))
    running = run()
    await tick()
    await tick()
  }

  const world = {
    rows,
    objects,
    calls,
    async say(said: Said): Promise<void> {
      const before = threads.get(said.thread) ?? []
      const n = accepted.length
      const told = tell(channel, said, n, now().toISOString(), before, isErased)
      accepted.push(told)
      threads.set(said.thread, [...before, { n, speaker: said.speaker }])
      await accept(told)
    },
    /** The platform sends again what it sent before the erasure. */
    async repeat(which: number): Promise<void> {
      const found = accepted[which % Math.max(1, accepted.length)]
      // A gateway repeats a mail for hours, and its sender's clock proves nothing: by then it has been routed.
      if (found && (channel !== 'email' || rows.has(`processed#${found.event.id}`)))
        await accept({ ...found, event: { ...found.event, receivedAt: now().toISOString() } })
    },
    async setAside(): Promise<void> {
      const { name, body, headers } = quarantinedRequest(channel, accepted.length)
      const reader = await findReader(name)
      await quarantine(
        {
          method: 'POST',
          query: new URLSearchParams(),
          headers: new Headers(headers),
          body,
          receivedAt: now(),
        },
        [{ what: 'body', why: 'not known to the version of yesterday' }],
        {
          platform: reader!.platform,
          store: ports.store,
          telemetry,
        },
      )
    },
    route,
    deliver,
    routeSlowly: () => underWay(route),
    deliverSlowly: (queue: string, outcome: DeliveryOutcome) => underWay(() => deliver(queue, outcome)),
    async park(queue: string): Promise<void> {
      const message = head(queue)
      if (!message) return
      done(queue)
      const place = queue === 'contacts' ? 'route' : queue
      await parkUnhandled({ ...ports, telemetry }, place, message, 'waited_too_long')
    },
    async retry(): Promise<void> {
      await retryParked(await findParked({}, ports), ports)
    },
    async replay(): Promise<void> {
      await replayEvents({ from: new Date(start - minute), to: now() }, ports, { dryRun: false })
    },
    async readAgain(): Promise<void> {
      for (const item of await findQuarantined({}, ports)) await retryQuarantined(item, findReader, ports)
    },
    /** The destination `gone` is not deployed any more. */
    undeploy: async () => void ports.queues.delete('gone'),
    async erase() {
      isErased = true
      return erasePerson(erased[channel], { ...ports, findReader, settle }, { dryRun: false })
    },
    pass() {
      time += minute
    },
    settle,
    /** Everything that waits is handled. */
    async drain(): Promise<void> {
      while (head('contacts')) await route()
      for (const queue of ['crm', 'gone']) while (head(queue)) await deliver(queue, { status: 'delivered' })
    },
    findWords: (words: readonly string[]) => findWords(words, { rows, objects, calls }),
    /** All that anybody has ever been told or that is kept. */
    everything: () =>
      [
        ...calls.map(({ event }) => inFull(event)),
        ...[...rows.values()].map(inFull),
        ...[...objects.values()].map((bytes) => Buffer.from(bytes).toString()),
      ].join('\n'),
  }
  return world
}
