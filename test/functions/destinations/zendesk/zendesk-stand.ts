import type { Destination } from '../../../../functions/contracts/destination.ts'
import type { Row } from '../../../../functions/core/ledger.ts'
import { unpackEvent } from '../../../../functions/core/message-body.ts'
import { deliverEvent } from '../../../../functions/deliver/deliver-event.ts'
import { zendesk } from '../../../../functions/destinations/zendesk/index.ts'
import { createGuardedConnect } from '../../../../functions/outbound/guarded-connect.ts'
import { createGuardedFetch } from '../../../../functions/outbound/guarded-fetch.ts'
import { createTokenCache } from '../../../../functions/outbound/token-cache.ts'
import { routeEvent } from '../../../../functions/route/route-event.ts'
import type { ContactEvent, RoutedEvent } from '../../../../schemas/contact-event.ts'
import { destination } from '../../../../schemas/deployment.ts'
import { storedPhoto } from '../../../contracts/delivery-context.ts'
import type { FakeZendesk } from '../../../support/fake-zendesk.ts'
import { memoryLedger, memoryQueue, memoryStore, recordingTelemetry } from '../../../support/memory-ports.ts'

export const tokenSettings = (origin: string) => ({
  url: origin,
  email: 'agent@acme.test',
  apiToken: 'recognisable-api-token',
})

/** Route and deliver as they are, with a ledger in memory, before an account of Zendesk. */
export function zendeskStand(
  fake: FakeZendesk,
  settings: Record<string, unknown> = tokenSettings(fake.origin),
) {
  const { ledger, rows } = memoryLedger()
  const { store, objects } = memoryStore()
  const { queue, taken } = memoryQueue()
  const { telemetry } = recordingTelemetry()
  objects.set(storedPhoto.key, storedPhoto.bytes)
  let time = Date.parse('2026-11-21T10:00:00Z')
  const now = () => new Date(time)
  const config = destination.parse({ name: 'crm', adapter: 'zendesk' })
  const routing = { match: 'first' as const, rules: [{ when: {}, to: ['crm'], forward: 'work' as const }] }
  const parsed = zendesk.settings.parse(settings)
  const reasons: string[] = []
  const watched: Destination = {
    ...(zendesk as Destination),
    open(context) {
      const system = (zendesk as Destination).open(context)
      return {
        ...system,
        async deliver(event) {
          const outcome = await system.deliver(event)
          if (outcome.status !== 'delivered') reasons.push(outcome.reason)
          return outcome
        },
      }
    },
  }
  const ports = {
    config,
    adapter: watched,
    settings: async () => parsed,
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
    const deployment = { routing, destinations: [config], retention: { archive: 0 } }
    await routeEvent(event, 0, { ledger, store, queueOf: () => queue, deployment, telemetry, now })
    return unpackEvent(taken.at(-1)?.body ?? '', store) as Promise<RoutedEvent>
  }

  return {
    reasons,
    /** Routes and delivers, again and again until the message is done. */
    async bring(event: ContactEvent, maxAttempts = 4): Promise<Partial<Row<'delivery'>>> {
      const routed = await route(event)
      for (let receiveCount = 1; receiveCount <= maxAttempts; receiveCount++) {
        const verdict = await deliverEvent({ event: routed, generation: 0, receiveCount }, ports)
        if (verdict === 'done') break
        time += 15 * 60_000
      }
      return (await ledger.read('delivery', `crm#${event.id}`)) ?? {}
    },
    /** As if the table had been lost. */
    forget: () => rows.clear(),
  }
}
