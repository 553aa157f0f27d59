import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  contactState,
  type DeliveryFacts,
  deliveryState,
} from '../../../../bin/operations/contacts/contact-state.ts'
import { readNumbers } from '../../../../bin/operations/contacts/read-numbers.ts'
import { dropParked } from '../../../../bin/operations/drop-parked.ts'
import { findParked } from '../../../../bin/operations/find-parked.ts'
import { retryParked } from '../../../../bin/operations/retry-parked.ts'
import { toEscapedJson } from '../../../../functions/core/json.ts'
import { apart, nthEvent, operationsScene } from '../../../support/operations-scene.ts'

const at = '2026-11-21T11:00:00.000Z'
const delivery = { generation: 0, attempts: 1, lastAttemptAt: at }
const parked = {
  destination: 'crm',
  eventId: 'evt_1',
  code: 'refused',
  reason: 'answered 422',
  attempts: 1,
  generation: 0,
  firstAt: at,
  lastAt: at,
  body: 'parked/crm/evt_1.json',
}

describe('a delivery', () => {
  it.each<[string, Omit<DeliveryFacts, 'destination'>, string]>([
    ['that nobody has tried is on the way', {}, 'on_the_way'],
    [
      'that waits for another try is on the way',
      { delivery: { ...delivery, status: 'waiting' } },
      'on_the_way',
    ],
    ['that got through is delivered', { delivery: { ...delivery, status: 'delivered' } }, 'delivered'],
    ['that is parked is parked', { delivery: { ...delivery, status: 'parked' }, parked }, 'parked'],
    [
      'that is parked and got through all the same is parked: somebody has to look at it',
      { delivery: { ...delivery, status: 'delivered' }, parked },
      'parked',
    ],
    ['that was sent again is on the way', { delivery: { ...delivery, status: 'parked' } }, 'on_the_way'],
    [
      'that was dropped is given up',
      { delivery: { ...delivery, status: 'parked', droppedAt: '2026-11-21T11:30:00.000Z' } },
      'given_up',
    ],
    [
      'that was dropped, replayed, parked and sent again is on the way',
      { delivery: { ...delivery, status: 'parked', droppedAt: '2026-11-21T10:30:00.000Z' } },
      'on_the_way',
    ],
    [
      'whose time in the parked store has run out is given up',
      { delivery: { ...delivery, status: 'parked', lastAttemptAt: '2026-10-01T00:00:00.000Z' } },
      'given_up',
    ],
  ])('%s', (_, facts, state) => {
    const options = { now: new Date('2026-11-21T12:00:00Z'), parkedDays: 30 }
    expect(deliveryState({ destination: 'crm', ...facts }, options)).toBe(state)
  })

  it('counts a contact once, where its worst delivery stands', () => {
    expect(contactState([{ state: 'delivered' }, { state: 'parked' }])).toBe('parked')
    expect(contactState([{ state: 'delivered' }, { state: 'on_the_way' }])).toBe('on_the_way')
    expect(contactState([{ state: 'delivered' }, { state: 'given_up' }])).toBe('given_up')
    expect(contactState([])).toBe('not_asked_for')
  })
})

const destinations = ['crm', 'acd'] as const
type Step =
  | { readonly do: 'accept'; readonly to: readonly (typeof destinations)[number][] }
  | { readonly do: 'unmatched' }
  | { readonly do: 'unrouted'; readonly code: string; readonly isReadable: boolean }
  | { readonly do: 'deliver' | 'park'; readonly nth: number; readonly to: (typeof destinations)[number] }
  | { readonly do: 'retry' | 'drop'; readonly nth: number }

const steps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('accept' as const), to: fc.subarray([...destinations]) }),
    fc.record({ do: fc.constant('unmatched' as const) }),
    fc.record({
      do: fc.constant('unrouted' as const),
      code: fc.constantFrom('not_an_event', 'waited_too_long', 'kills_function'),
      isReadable: fc.boolean(),
    }),
    fc.record({
      do: fc.constantFrom('deliver' as const, 'park' as const),
      nth: fc.nat(9),
      to: fc.constantFrom(...destinations),
    }),
    fc.record({ do: fc.constantFrom('retry' as const, 'drop' as const), nth: fc.nat(4) }),
  ),
  { maxLength: 30, size: 'max' },
)

const numRuns = Number(process.env['NETZDIALOG_NUMBERS_RUNS'] ?? 60)

describe('the numbers', () => {
  it('add up over any history, each event once a destination, and parked is what the parked store holds', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        const { scene, accepted, due } = await live(history)
        const window = { from: new Date('2026-11-21T00:00:00Z'), to: new Date('2026-11-21T23:00:00Z') }
        const { contacts, destinations: by } = await readNumbers(window, scene.ports)
        const { accepted: all, ...states } = contacts
        expect(all).toBe(accepted)
        expect(sum(states)).toBe(all)
        for (const [name, { due: owed, ...rest }] of Object.entries(by)) {
          expect(sum(rest), name).toBe(owed)
          if (name !== 'route') expect(owed, name).toBe(due.get(name) ?? 0)
        }
        const parked = await findParked({}, scene.ports)
        expect(sum(mapValues(by, (each) => each.parked))).toBe(parked.length)
        expect(contacts.parked).toBe(new Set(parked.map(({ eventId }) => eventId)).size)
      }),
      { numRuns, seed: 13 },
    )
  })

  it('tell what waits for route, or in the bucket, beside the sum, in messages and mails, of which nobody knows how many events they hold', async () => {
    const scene = operationsScene()
    const { receivedAt } = nthEvent(1)
    await scene.archive(nthEvent(1), receivedAt, [])
    const contacts = { name: 'contacts', waiting: 3, inFlight: 2, deadLetterQueue: 0 }
    const ports = { ...scene.ports, levels: async () => [contacts] }
    const window = { from: new Date('2026-11-21T00:00:00Z'), to: ports.now() }
    for (const key of ['ses/1', 'mime/2/mail', 'mime/2/ticket'])
      scene.objects.set(`incoming/${key}`, new Uint8Array())
    expect(await readNumbers(window, ports)).toMatchObject({
      waiting: 7,
      contacts: { accepted: 1, on_the_way: 0, not_asked_for: 1 },
    })
  })
})

const sum = (numbers: Readonly<Record<string, number>>) =>
  Object.values(numbers).reduce((total, each) => total + each, 0)
const mapValues = <Value>(all: Readonly<Record<string, Value>>, of: (value: Value) => number) =>
  Object.fromEntries(Object.entries(all).map(([name, value]) => [name, of(value)]))

/** As the stages and the operator write it. */
async function live(history: readonly Step[]) {
  const scene = operationsScene()
  const { ledger } = scene.ports
  const due = new Map<string, number>()
  const generations = new Map<string, number>()
  const events: { readonly event: ReturnType<typeof nthEvent>; readonly to: readonly string[] }[] = []
  const next = () => nthEvent(events.length + 1, apart(`facebook:${events.length}`))
  for (const step of history) {
    if (step.do === 'accept') {
      const event = next()
      events.push({ event, to: step.to })
      await scene.archive(event, event.receivedAt, [...step.to])
      await ledger.merge('processed', event.id, {
        at: event.receivedAt,
        generation: 0,
        receivedAt: event.receivedAt,
      })
      for (const name of step.to) due.set(name, (due.get(name) ?? 0) + 1)
    } else if (step.do === 'unmatched') {
      const event = next()
      events.push({ event, to: [] })
      await scene.park(event, { destination: 'route', code: 'unmatched', attempts: 0 })
      await scene.archive(event, event.receivedAt, [])
      await ledger.merge('processed', event.id, {
        at: event.receivedAt,
        generation: 0,
        receivedAt: event.receivedAt,
      })
    } else if (step.do === 'unrouted') {
      const event = next()
      events.push({ event, to: [] })
      const body = step.isReadable ? toEscapedJson(event) : 'no event'
      await scene.park(body, { eventId: event.id, destination: 'route', code: step.code })
    } else if (step.do === 'deliver' || step.do === 'park') {
      const known = events[step.nth]
      if (!known?.to.includes(step.to)) continue
      const key = `${step.to}#${known.event.id}`
      // A message that is parked comes again only as its next generation.
      if (await ledger.read('parked', key)) continue
      const generation = generations.get(key) ?? 0
      const lastAttemptAt = scene.clock.now
      const status = step.do === 'deliver' ? 'delivered' : 'parked'
      if (step.do === 'park') await scene.park(known.event, { destination: step.to, generation })
      await ledger.merge('delivery', key, { status, generation, attempts: 1, lastAttemptAt })
    } else {
      const rows = await findParked({}, scene.ports)
      const row = rows[step.nth]
      if (!row) continue
      generations.set(`${row.destination}#${row.eventId}`, row.generation + 1)
      if (step.do === 'drop') await dropParked([row], scene.ports)
      // What route gets again, it takes from the queue, which counts as accepted until then.
      else if (row.destination !== 'route') await retryParked([row], scene.ports)
    }
    scene.clock.now = new Date(Date.parse(scene.clock.now) + 1000).toISOString()
  }
  return { scene, accepted: events.length, due }
}
