import type { ErasurePorts } from '../../bin/operations/erase-person.ts'
import { findPlatform } from '../../bin/operations/find-platform.ts'
import { type Row, rowSchemas } from '../../functions/core/ledger.ts'
import { park } from '../../functions/core/park.ts'
import type { OutgoingMessage } from '../../functions/core/ports.ts'
import { archiveEvent } from '../../functions/route/archive-event.ts'
import type { RoutedEvent } from '../../schemas/contact-event.ts'
import { deployment } from '../../schemas/deployment.ts'
import { routedEvent } from '../contracts/routed-event.ts'
import { memoryLedger, memoryQueue, memoryStore, recordingTelemetry } from './memory-ports.ts'

type Fault = (queue: string, message: OutgoingMessage) => 'sender' | 'queue' | undefined

/** What the operator's commands act on, in memory: destinations `crm` and `acd`. */
export function operationsScene({ fault = () => undefined }: { fault?: Fault } = {}) {
  const { ledger, rows } = memoryLedger()
  const { store, objects, remarks } = memoryStore()
  const { telemetry } = recordingTelemetry()
  const clock = { now: '2026-11-21T12:00:00.000Z' }
  const now = () => new Date(clock.now)
  const queues = new Map(
    ['contacts', 'crm', 'acd'].map((name) => [name, memoryQueue((message) => fault(name, message))] as const),
  )
  const under = (prefix: string) => [...rows].filter(([key]) => key.startsWith(prefix))
  const ports: ErasurePorts = {
    findPlatform,
    settle: async () => {},
    deployment: deployment.parse({
      platforms: { facebook: {} },
      destinations: [
        { name: 'crm', adapter: 'webhook' },
        { name: 'acd', adapter: 'webhook' },
      ],
      routing: { rules: [{ to: ['crm', 'acd'] }] },
    }),
    ledger,
    store,
    retained: {
      parkedPlaces: async () => [
        ...new Set(
          [...objects.keys()].filter((key) => key.startsWith('parked/')).map((key) => key.split('/')[1]!),
        ),
      ],
      parked: async (destination) =>
        under(`parked#${destination}#`).map(([, row]) => rowSchemas.parked.parse(row)),
      countParked: async (destination) => under(`parked#${destination}#`).length,
      async removeParked({ destination, eventId, generation, lastAt }) {
        const key = `parked#${destination}#${eventId}`
        const row = rows.get(key)
        if (row?.['generation'] !== generation || row['lastAt'] !== lastAt) return false
        return rows.delete(key)
      },
      archivedHours: async () => undefined,
      archived: async (hour) =>
        under(`archive#${hour}`).map(([key, row]) => ({
          ...rowSchemas.archive.parse(row),
          receivedAt: key.split('#')[1]!,
        })),
      async archivedPage(hour, { before, limit }) {
        const found = under(`archive#${hour}`)
          .map(([key, row]) => ({ ...rowSchemas.archive.parse(row), receivedAt: key.split('#')[1]! }))
          .map((row) => ({ row, place: `${row.receivedAt}#${row.eventId}` }))
          .filter(({ place }) => before === undefined || place < before)
          .sort((one, other) => (one.place < other.place ? 1 : -1))
        return { rows: found.slice(0, limit).map(({ row }) => row), isLast: found.length <= limit }
      },
      async rewriteArchived({ receivedAt, eventId }, body) {
        const key = `archive#${receivedAt}#${eventId}`
        const row = rows.get(key)
        if (row) rows.set(key, { ...row, body })
      },
      removeArchived: async ({ receivedAt, eventId }) => void rows.delete(`archive#${receivedAt}#${eventId}`),
      objects: async (prefix) => [...objects.keys()].filter((key) => key.startsWith(prefix)).sort(),
      removeObject: async (key) => {
        objects.delete(key)
        remarks.delete(key)
      },
      remark: async (key) => remarks.get(key),
    },
    queues: new Map([...queues].map(([name, { queue }]) => [name, queue])),
    levels: async () =>
      [...queues].map(([name, { taken }]) => ({
        name,
        waiting: taken.length,
        inFlight: 0,
        deadLetterQueue: 0,
      })),
    now,
  }

  return {
    ports,
    rows,
    objects,
    remarks,
    clock,
    taken: (name = 'crm') => queues.get(name)?.taken ?? [],
    /** As the stages park; tried first at noon plus `minute`. */
    async park(
      event: RoutedEvent | string,
      fields: Partial<Row<'parked'>> = {},
      minute = 0,
      response?: string,
    ) {
      const at = new Date(Date.UTC(2026, 10, 21, 12, minute)).toISOString()
      const known =
        typeof event === 'string'
          ? { eventId: 'unreadable' }
          : {
              eventId: event.id,
              conversationId: event.conversation.id,
              platform: event.platform,
              kind: event.kind,
            }
      await park(
        { ledger, store, telemetry },
        {
          destination: 'crm',
          code: 'refused',
          reason: 'answered 422',
          attempts: 1,
          generation: 0,
          firstAt: at,
          lastAt: at,
          ...known,
          ...fields,
        },
        event,
        response,
      )
    },
    /** As route does. */
    archive: (
      event: RoutedEvent,
      routedAt: string,
      destinations = ['crm'],
      {
        retention = ports.deployment.retention,
        turn,
        by,
      }: { retention?: { archive: number }; turn?: number; by?: string } = {},
    ) =>
      archiveEvent(
        { event, destinations, ...(by !== undefined && { by }) },
        { at: new Date(routedAt), turn },
        { ledger, store, deployment: { retention } },
      ),
  }
}

/** The n-th event of a conversation, received at noon plus n seconds. */
export function nthEvent(n: number, overrides: Partial<RoutedEvent> = {}): RoutedEvent {
  return routedEvent({
    id: `evt_${String(n).padStart(32, '0')}`,
    receivedAt: new Date(Date.UTC(2026, 10, 21, 10, 0, n)).toISOString(),
    ...overrides,
  })
}

/** A conversation of its own. */
export const apart = (id: string): Pick<RoutedEvent, 'conversation'> => ({
  conversation: { id, match: 'platform' },
})
