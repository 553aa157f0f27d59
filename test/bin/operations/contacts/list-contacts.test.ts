import { describe, expect, it } from 'vitest'
import type { ContactFilter } from '../../../../bin/operations/contacts/contact-filter.ts'
import { createContactIndex } from '../../../../bin/operations/contacts/contact-index.ts'
import { findContacts } from '../../../../bin/operations/contacts/find-contact.ts'
import { listContacts } from '../../../../bin/operations/contacts/list-contacts.ts'
import { readContact } from '../../../../bin/operations/contacts/read-contact.ts'
import { dropParked } from '../../../../bin/operations/drop-parked.ts'
import { findParked } from '../../../../bin/operations/find-parked.ts'
import { toEscapedJson } from '../../../../functions/core/json.ts'
import { routedMail } from '../../../contracts/routed-event.ts'
import { apart, nthEvent, operationsScene } from '../../../support/operations-scene.ts'

const today = { from: new Date('2026-11-21T00:00:00Z'), to: new Date('2026-11-21T23:00:00Z') }
const { message, author } = nthEvent(1)

/** Of six: delivered, parked, on the way, by X, a mail, unmatched. */
async function story() {
  const scene = operationsScene()
  const { ledger } = scene.ports
  const mail = routedMail({ id: nthEvent(5).id, receivedAt: nthEvent(5).receivedAt })
  const events = [
    nthEvent(1),
    nthEvent(2, { message: { ...message!, text: 'Die Rechnung stimmt nicht' } }),
    nthEvent(3, { kind: 'message.deleted', message: { ...message!, text: '' } }),
    nthEvent(4, {
      platform: 'twitter',
      ...apart('twitter:9'),
      author: { ...author!, name: 'Joe', handle: 'joe42' },
    }),
    mail,
  ]
  for (const event of events) {
    const to = event === mail ? ['crm', 'acd'] : ['crm']
    await scene.archive(event, event.receivedAt, to)
    const processed = { at: event.receivedAt, generation: 0, receivedAt: event.receivedAt }
    await ledger.merge('processed', event.id, processed)
  }
  const done = { generation: 0, attempts: 1, deliveredAt: '2026-11-21T10:00:09.000Z' }
  await ledger.merge('delivery', `crm#${events[0]!.id}`, {
    ...done,
    status: 'delivered',
    remote: { ticket: 'T-4711', url: 'https://crm.test/T-4711' },
  })
  await ledger.merge('message', 'facebook:777_10', {
    conversationId: 'facebook:4711_777/777_10',
    broughtBy: events[0]!.id,
  })
  await ledger.merge('message', 'email:<m1@kunde.test>', {
    conversationId: mail.conversation.id,
    broughtBy: mail.id,
  })
  await scene.park(events[1]!)
  await scene.park(nthEvent(6), { destination: 'route', code: 'unmatched', firstAt: nthEvent(6).receivedAt })
  return { ...scene, events }
}

const numbers = (ids: readonly string[]) => ids.map((id) => Number(id.slice('evt_'.length)))

describe('listContacts', () => {
  it.each<[string, Partial<ContactFilter>, number[]]>([
    ['everything, newest first', {}, [6, 5, 4, 3, 2, 1]],
    ['by state', { state: 'parked' }, [6, 2]],
    ['by state at a destination', { state: 'parked', destination: 'crm' }, [2]],
    ['what is delivered', { state: 'delivered' }, [1]],
    ['what is on the way', { state: 'on_the_way' }, [5, 4, 3]],
    ['by platform', { platform: 'twitter' }, [4]],
    ['by kind', { kind: 'message.deleted' }, [3]],
    ['by destination', { destination: 'acd' }, [5]],
    ['what route parked', { destination: 'route' }, [6]],
    ['by conversation', { conversation: 'twitter:9' }, [4]],
    ['by name, without case or accents', { text: 'anne GRUN' }, [6, 3, 2, 1]],
    ['by handle', { text: '@joe42' }, [4]],
    ['by address', { text: 'anne@kunde.test' }, [5]],
    ['by words', { text: 'rechnung' }, [2]],
    ['by several words, wherever they stand', { text: 'Grün Rechnung' }, [2]],
    ['by the ticket’s number', { text: 'T-4711' }, [1]],
    ['by id', { text: nthEvent(4).id }, [4]],
    ['from a time on', { from: new Date(nthEvent(5).receivedAt) }, [6, 5]],
    ['before a time', { to: new Date(nthEvent(2).receivedAt) }, [1]],
    ['by name, as those write who have no umlauts', { text: 'Frau GRUEN' }, [6, 3, 2, 1]],
    ['by words in quotes, in their order alone', { text: '„Rechnung stimmt“ grün' }, [2]],
    ['nothing by words in quotes that stand otherwise', { text: '"stimmt Rechnung"' }, []],
    ['nothing by a digit that stands inside ids', { text: '8' }, []],
    ['what is not kept, by its id alone', { named: nthEvent(4).id.slice(-6) }, [4]],
    ['nothing that nobody said', { text: 'waschmaschine' }, []],
  ])('finds %s', async (_, filter, expected) => {
    const { ports } = await story()
    const index = createContactIndex(ports)
    for (const each of [ports, { ...ports, index }, { ...ports, index }]) {
      const { items } = await listContacts({ ...today, ...filter }, each)
      expect(numbers(items.map(({ id }) => id))).toEqual(expected)
    }
  })

  it('tells of words that were deleted since, also under the id of a version, and of a page like of a list', async () => {
    const { ports, events, archive } = await story()
    const version = { ...message!, id: 'facebook:8', version: 'facebook:8v2' }
    const edited = nthEvent(7, { kind: 'message.edited', message: version })
    await archive(edited, edited.receivedAt, ['crm'])
    const changes = async () => {
      const { items } = await listContacts(today, ports)
      return items.filter(({ told }) => told?.changed === 'deleted').map(({ id }) => id)
    }
    expect(await changes()).toEqual([])
    const deletedAt = '2026-11-21T10:30:00.000Z'
    await ports.ledger.merge('message', message!.id, { deletedAt })
    await ports.ledger.merge('message', version.version, { deletedAt })
    expect(numbers(await changes())).toEqual([7, 6, 4, 2, 1])
    expect((await readContact(events[0]!.id, ports))?.told?.changed).toBe('deleted')
    expect((await readContact(events[2]!.id, ports))?.told?.changed).toBeUndefined()
  })

  it('finds by the ticket that the demo CRM made, which tells none in its response', async () => {
    const { ports, events } = await story()
    const ticketOf = (destination: string, id: string) =>
      destination === 'crm' && id === events[1]!.id ? '12' : undefined
    const { items } = await listContacts({ ...today, text: 'ticket 12' }, { ...ports, ticketOf })
    expect(items).toMatchObject([{ id: events[1]!.id, deliveries: [{ ticket: '12' }] }])
    expect((await readContact(events[1]!.id, { ...ports, ticketOf }))?.deliveries).toMatchObject([
      { destination: 'crm', ticket: '12' },
    ])
  })

  it('tells who wrote, how it begins and where it stands', async () => {
    const { ports } = await story()
    const { items } = await listContacts({ ...today, text: 'Rechnung' }, ports)
    expect(items).toMatchObject([
      {
        state: 'parked',
        told: { who: 'Änne Grün 🚚', words: 'Die Rechnung stimmt nicht', visibility: 'public' },
        deliveries: [{ destination: 'crm', state: 'parked', code: 'refused', reason: 'answered 422' }],
      },
    ])
  })

  it.each([1, 2, 4])('gives every event once, %i a page', async (limit) => {
    const { ports: plain } = await story()
    const ports = limit === 2 ? { ...plain, index: createContactIndex(plain) } : plain
    const ids: string[] = []
    let cursor: string | undefined
    do {
      const page = await listContacts(today, ports, { limit, cursor })
      expect(page.items.length).toBeLessThanOrEqual(limit)
      ids.push(...page.items.map(({ id }) => id))
      cursor = page.next
    } while (cursor !== undefined)
    expect(numbers(ids)).toEqual([6, 5, 4, 3, 2, 1])
  })

  it('stops after so many and says how far it has searched', async () => {
    const { ports } = await story()
    const page = await listContacts({ ...today, text: 'T-4711' }, ports, { maxLooked: 3 })
    expect(page).toMatchObject({ items: [], looked: 3, searchedTo: nthEvent(4).receivedAt })
    const rest = await listContacts({ ...today, text: 'T-4711' }, ports, { cursor: page.next })
    expect(numbers(rest.items.map(({ id }) => id))).toEqual([1])
  })
})

describe('a page of so many hours', () => {
  it('ends with them where they hold nothing, and the next goes on behind', async () => {
    const { ports } = await story()
    const late = { from: today.from, to: new Date('2026-11-21T15:30:00Z') }
    const ids: string[][] = []
    let cursor: string | undefined
    do {
      const page = await listContacts(late, ports, { maxHours: 3, cursor })
      ids.push(page.items.map(({ id }) => id))
      cursor = page.next
    } while (cursor !== undefined)
    expect(numbers(ids.flat())).toEqual([6, 5, 4, 3, 2, 1])
    expect([ids.length, ids[0]]).toEqual([6, []])
  })
})

describe('what route could not handle', () => {
  const lost = nthEvent(9, apart('facebook:9'))
  const dropped = async (body: string) => {
    const scene = operationsScene()
    await scene.park(body, { eventId: lost.id, destination: 'route', code: 'not_an_event' })
    await dropParked(await findParked({}, scene.ports), scene.ports)
    return scene.ports
  }

  it('stays in the list where it stood once it was dropped, without its words', async () => {
    const ports = await dropped(toEscapedJson(lost))
    const { items } = await listContacts(today, ports)
    expect(items).toMatchObject([
      {
        id: lost.id,
        state: 'given_up',
        receivedAt: '2026-11-21T12:00:00.000Z',
        platform: 'facebook',
        conversationId: 'facebook:9',
      },
    ])
    expect(items[0]).not.toHaveProperty('told')
    expect(await readContact(lost.id, ports)).toMatchObject({
      state: 'given_up',
      receivedAt: '2026-11-21T12:00:00.000Z',
    })
  })

  it('has no platform where nobody could read it, and is in no list where nothing is archived', async () => {
    const ports = await dropped('no event')
    const [item] = (await listContacts(today, ports)).items
    expect(item).toMatchObject({ id: lost.id, state: 'given_up' })
    for (const field of ['platform', 'kind', 'conversationId']) expect(item).not.toHaveProperty(field)
    const scene = operationsScene()
    Object.assign(scene.ports.deployment.retention, { archive: 0 })
    await scene.park('no event', { eventId: lost.id, destination: 'route', code: 'not_an_event' })
    await dropParked(await findParked({}, scene.ports), scene.ports)
    expect([...scene.rows.keys()].filter((key) => key.startsWith('archive#'))).toEqual([])
  })
})

describe('readContact', () => {
  it('brings together what the ledger knows', async () => {
    const { ports, events } = await story()
    const contact = await readContact(events[0]!.id, ports)
    expect(contact).toMatchObject({
      state: 'delivered',
      event: events[0],
      deliveries: [{ destination: 'crm', ticket: 'T-4711' }],
      message: { broughtBy: events[0]!.id },
    })
    expect(contact?.timeline.map(({ what }) => what)).toEqual(['happened', 'received', 'routed', 'delivered'])
    expect(contact?.timeline.at(-1)).toMatchObject({ afterMs: 8000, ticket: 'T-4711' })
  })

  it('shows what route parked, with its words', async () => {
    const { ports } = await story()
    expect(await readContact(nthEvent(6).id, ports)).toMatchObject({
      state: 'parked',
      told: { who: 'Änne Grün 🚚' },
      deliveries: [{ destination: 'route', code: 'unmatched' }],
    })
  })

  it('knows nothing of an id that nobody has', async () => {
    const { ports } = await story()
    expect(await readContact(nthEvent(99).id, ports)).toBeUndefined()
  })
})

describe('findContacts', () => {
  it.each([
    ['an event', nthEvent(2).id, [2]],
    ['a message, as the platform calls it', '777_10', [1]],
    ['a message, as events call it', 'facebook:777_10', [1]],
    ['a mail, by its Message-ID', '<m1@kunde.test>', [5]],
    ['a mail, by its Message-ID without brackets', 'm1@kunde.test', [5]],
    ['a ticket', 'T-4711', [1]],
    ['an event, by its end', nthEvent(2).id.slice(-20), [2]],
    ['a ticket, by its number', '4711', [6, 3, 2, 1]],
    ['nothing, by a digit that stands inside ids', '0', []],
    ['nothing, by words', 'Rechnung', []],
    ['nothing, by quotes', '""', []],
    ['nothing, by an id that nobody has', nthEvent(99).id, []],
    ['nothing, by nothing', ' ', []],
  ])('finds %s', async (_, id, expected) => {
    const { ports } = await story()
    expect(numbers((await findContacts(id, today, ports)).events)).toEqual(expected)
  })

  it('looks through the whole window for a ticket, however much came since, and tells how far it is', async () => {
    const { ports } = await story()
    const told: [number, number][] = []
    const tell = (looked: number, found: number) => void told.push([looked, found])
    const { events } = await findContacts('T-4711', today, ports, { maxLooked: 2, tell })
    expect(numbers(events)).toEqual([1])
    expect(told.at(0)).toEqual([2, 0])
    expect(told.at(-1)).toEqual([6, 1])
  })

  it('ends where as many are found as were asked for', async () => {
    const { ports } = await story()
    const told: number[] = []
    const options = { limit: 1, maxLooked: 1, tell: (looked: number) => void told.push(looked) }
    const { events } = await findContacts('4711', today, ports, options)
    expect([events.length, told.at(-1)! < 6]).toEqual([1, true])
  })
})
