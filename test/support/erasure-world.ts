import { setImmediate as tick } from 'node:timers/promises'
import { erasePerson } from '../../bin/operations/erase-person.ts'
import { findParked } from '../../bin/operations/find-parked.ts'
import { findPlatform } from '../../bin/operations/find-platform.ts'
import { findQuarantined } from '../../bin/operations/find-quarantined.ts'
import { replayEvents } from '../../bin/operations/replay-events.ts'
import { retryParked } from '../../bin/operations/retry-parked.ts'
import { retryQuarantined } from '../../bin/operations/retry-quarantined.ts'
import type { DeliveryOutcome } from '../../functions/contracts/destination.ts'
import type { Ledger } from '../../functions/core/ledger.ts'
import { parkUnhandled } from '../../functions/core/park-unhandled.ts'
import type { ObjectStore } from '../../functions/core/ports.ts'
import { deliverEvent } from '../../functions/deliver/deliver-event.ts'
import { readQueuedEvent } from '../../functions/deliver/read-queued-event.ts'
import { quarantine } from '../../functions/ingest/quarantine.ts'
import type { RoutePorts } from '../../functions/route/route-event.ts'
import { routeMessage } from '../../functions/route/route-message.ts'
import type { RoutedEvent } from '../../schemas/contact-event.ts'
import { deployment } from '../../schemas/deployment.ts'
import { deliverScene } from './deliver-scene.ts'
import { type Channel, erased, type Speaker } from './erasure-people.ts'
import { quarantinedRequest } from './erasure-requests.ts'
import { type Call, findWords, inFull } from './erasure-search.ts'
import { erasureTalk } from './erasure-talk.ts'
import { recordingTelemetry } from './memory-ports.ts'
import { operationsScene } from './operations-scene.ts'

/** Functions of one's own that put into each event once more what it says and of whom. */
const copying: RoutePorts['own'] = {
  enrich: async ({ event: { message, author, recipients, conversation } }) => ({
    copy: { message, author, recipients, subject: conversation.subject },
  }),
  decide: async ({ event: { message } }) => ({ reason: message?.text?.slice(0, 200) }),
}

const minute = 60_000
/** Longer than any destination that fails is left alone. */
const maxRounds = 500
const start = Date.parse('2026-11-21T08:00:00.000Z')

export type ErasureWorld = ReturnType<typeof erasureWorld>

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
  const calls: Call[] = []
  let isOver = false
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
    own: copying,
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
            calls.push({ event, afterErasure: isOver })
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
    return (
      message && {
        ...message,
        brings: message.brings?.[0] ?? null,
        id: `${queue}-${at}`,
        recordId: `${queue}-${at}`,
        receiptHandle: 'h',
        receiveCount: 1,
      }
    )
  }
  const done = (queue: string) => heads.set(queue, (heads.get(queue) ?? 0) + 1)

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
    const verdict = await deliverEvent(await readQueuedEvent(message, ports.store), deliverPorts(queue))
    if (verdict === 'done') done(queue)
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

  /** All that anybody has ever been told or that is kept. */
  const everything = () =>
    [
      ...calls.map(({ event }) => inFull(event)),
      ...[...rows.values()].map(inFull),
      ...[...objects.values()].map((bytes) => Buffer.from(bytes).toString()),
    ].join('\n')

  const talk = erasureTalk(channel, {
    store: ports.store,
    contacts: ports.queues.get('contacts')!,
    now,
    isOver: () => isOver,
    isRouted: (eventId) => rows.has(`processed#${eventId}`),
  })

  const world = {
    ...talk,
    /** A queue hands out again what had come to its end. */
    handOutAgain(queue: string): void {
      heads.set(queue, Math.max(0, (heads.get(queue) ?? 0) - 1))
    },
    async setAside(): Promise<void> {
      const { name, body, headers } = quarantinedRequest(channel, talk.count())
      const platform = await findPlatform(name)
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
          platform: platform!,
          store: ports.store,
          telemetry,
        },
      )
    },
    route,
    async routeAll(): Promise<void> {
      while (head('contacts')) await route()
    },
    deliver,
    routeSlowly: () => underWay(route),
    deliverSlowly: (queue: string, outcome: DeliveryOutcome) => underWay(() => deliver(queue, outcome)),
    /** All that waits in a queue has waited too long. */
    async park(queue: string): Promise<void> {
      const place = queue === 'contacts' ? 'route' : queue
      for (let message = head(queue); message; message = head(queue)) {
        done(queue)
        await parkUnhandled({ ...ports, telemetry }, place, message, 'waited_too_long')
      }
    },
    async retry(): Promise<void> {
      await retryParked(await findParked({}, ports), ports)
    },
    async replay(): Promise<void> {
      await replayEvents({ from: new Date(start - minute), to: now() }, ports, { dryRun: false })
    },
    async readAgain(): Promise<void> {
      for (const item of await findQuarantined({}, ports)) await retryQuarantined(item, findPlatform, ports)
    },
    /** The destination `gone` is not deployed any more. */
    undeploy: async () => void ports.queues.delete('gone'),
    /** @param last after which nothing of before may be found; people go on after one that is not */
    async erase(last: boolean) {
      isOver = last
      return erasePerson(erased[channel], { ...ports, findPlatform, settle }, { dryRun: false })
    },
    pass() {
      time += minute
    },
    settle,
    /** Everything that waits is handled. */
    async drain(): Promise<void> {
      await world.arrive()
      await world.routeAll()
      for (const queue of ['crm', 'gone'])
        for (let round = 0; head(queue); round++) {
          if (round > maxRounds) throw new Error(`${queue} does not come to an end`)
          await deliver(queue, { status: 'delivered' })
          world.pass()
        }
    },
    /** Words that are found nowhere though somebody else said them and left them there. */
    lost: (speaker: Speaker) => talk.missingIn(everything(), speaker),
    findWords: (words: readonly string[]) => findWords(words, { rows, objects, calls }),
  }
  return world
}
