import type { DeliveryOutcome, Destination } from '../../../../functions/contracts/destination.ts'
import type { Row } from '../../../../functions/core/ledger.ts'
import { unpackEvent } from '../../../../functions/core/message-body.ts'
import { deliverEvent } from '../../../../functions/deliver/deliver-event.ts'
import { genesys } from '../../../../functions/destinations/genesys/index.ts'
import { createGuardedConnect } from '../../../../functions/outbound/guarded-connect.ts'
import { createGuardedFetch } from '../../../../functions/outbound/guarded-fetch.ts'
import { createTokenCache } from '../../../../functions/outbound/token-cache.ts'
import { routeEvent } from '../../../../functions/route/route-event.ts'
import type { ContactEvent, RoutedEvent } from '../../../../schemas/contact-event.ts'
import { destination } from '../../../../schemas/deployment.ts'
import { storedPhoto } from '../../../contracts/delivery-context.ts'
import { memoryLedger, memoryQueue, memoryStore, recordingTelemetry } from '../../../support/memory-ports.ts'

/** Route and deliver as they are, with a ledger in memory, before a stand-in for Genesys Cloud. */
export function genesysStand(given: Record<string, unknown>) {
  const { ledger } = memoryLedger()
  const { store, objects } = memoryStore()
  const { queue, taken } = memoryQueue()
  const { telemetry } = recordingTelemetry()
  objects.set(storedPhoto.key, storedPhoto.bytes)
  let time = Date.parse('2026-11-21T10:00:00Z')
  const now = () => new Date(time)
  const config = destination.parse({ name: 'acd', adapter: 'genesys' })
  const rules = [{ when: {}, to: ['acd'], forward: 'all' as const }]
  const settings = genesys.settings.parse(given)
  const outcomes: DeliveryOutcome[] = []
  const watched: Destination = {
    ...(genesys as Destination),
    open(context) {
      const system = (genesys as Destination).open(context)
      return {
        ...system,
        async deliver(event) {
          const outcome = await system.deliver(event)
          outcomes.push(outcome)
          return outcome
        },
      }
    },
  }
  const ports = {
    config,
    adapter: watched,
    settings: async () => settings,
    ledger,
    store,
    links: {
      baseUrl: 'https://links.netzdialog.test',
      days: 90,
      keys: async () => ({ key: 'only-for-tests-0123456789abcdef01', others: [] }),
    },
    tokens: createTokenCache(now),
    fetch: createGuardedFetch({ allowHttp: true, allowPrivateAddresses: true }),
    connect: createGuardedConnect({ allowPrivateAddresses: true }),
    telemetry,
    pacer: { takeSlot: async () => ({ sendAt: 0 }), sending() {}, observedPerSecond: () => 0 },
    sleep: async () => {},
    now,
    random: () => 0.5,
    retryCapSeconds: 900,
    maxLatencyDays: 30,
    claimMarginSeconds: 60,
  }

  async function route(event: ContactEvent): Promise<RoutedEvent> {
    const deployment = {
      routing: { match: 'first' as const, rules },
      destinations: [config],
      retention: { archive: 0 },
    }
    await routeEvent(event, 0, { ledger, store, queueOf: () => queue, deployment, telemetry, now })
    return unpackEvent(taken.at(-1)?.body ?? '', store) as Promise<RoutedEvent>
  }

  return {
    /** Of every attempt. */
    outcomes,
    /** Routes and delivers, again and again until the message is done. */
    async bring(event: ContactEvent, { maxAttempts = 20, generation = 0 } = {}): Promise<Row<'delivery'>> {
      const routed = await route(event)
      for (let receiveCount = 1; receiveCount <= maxAttempts; receiveCount++) {
        if ((await deliverEvent({ event: routed, generation, receiveCount }, ports)) === 'done') break
        time += 15 * 60_000
      }
      const row = await ledger.read('delivery', `acd#${event.id}`)
      if (!row) throw new Error(`${event.kind} was not sent on`)
      return row
    },
  }
}
