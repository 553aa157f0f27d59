import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { eventObject } from '../../../../bin/cli/events/event-object.ts'
import { changed } from '../../../../bin/cli/events/tail-events.ts'
import { describeEvents } from '../../../../bin/cli/events/tell-events.ts'
import { describeTimeline } from '../../../../bin/cli/events/tell-timeline.ts'
import { localTime } from '../../../../bin/cli/local-time.ts'
import { listContacts } from '../../../../bin/operations/contacts/list-contacts.ts'
import { readContact } from '../../../../bin/operations/contacts/read-contact.ts'
import { nthEvent, operationsScene } from '../../../support/operations-scene.ts'

const today = { from: new Date('2026-11-21T00:00:00Z'), to: new Date('2026-11-21T23:00:00Z') }

/** One event that the CRM has taken in its second attempt, one that is on its way, one that is parked. */
async function threeEvents() {
  const scene = operationsScene()
  const { ledger } = scene.ports
  const events = [1, 2, 3].map((n) =>
    nthEvent(n, { author: { id: '1', role: 'customer', name: 'Änne \u001b[31mGrün' } }),
  )
  for (const event of events) {
    await scene.archive(event, event.receivedAt, ['crm'])
    await ledger.merge('processed', event.id, {
      at: event.receivedAt,
      generation: 0,
      receivedAt: event.receivedAt,
    })
  }
  const [first, , third] = events
  const at = (seconds: number) => new Date(Date.parse(first!.receivedAt) + seconds * 1000).toISOString()
  await ledger.merge('delivery', `crm#${first!.id}`, {
    status: 'delivered',
    generation: 0,
    attempts: 2,
    firstAttemptAt: at(1),
    lastAttemptAt: at(90),
    deliveredAt: at(91),
    remote: { ticket: 'T-4711' },
    attemptLog: [
      { at: at(1), ms: 20_000, outcome: 'waiting', reason: 'answered 503' },
      { at: at(90), ms: 240, outcome: 'delivered' },
    ],
  })
  await scene.park(third!)
  return { ...scene, events }
}

describe('a list of events', () => {
  it('is a table where that fits, and short lines each where not, with nothing that steers the terminal', async () => {
    const { ports } = await threeEvents()
    const { items } = await listContacts(today, ports)
    const wide = describeEvents(items, 400)
    expect(wide.split('\n')).toHaveLength(4)
    expect(wide).toMatch(/^RECEIVED +STATE +PLATFORM +KIND +EVENT +FOR +REASON +WHO +WORDS\n/)
    const narrow = stripVTControlCharacters(describeEvents(items, 60))
    expect(narrow.split('\n').filter((line) => /^ {2}evt_/.test(line))).toHaveLength(3)
    expect(narrow).toMatch(/ parked\n(.*\n)*? {2}crm parked: /)
    for (const text of [wide, describeEvents(items, 60)]) expect(text).not.toContain('\u001b[31mGrün')
  })

  it('shows neither names nor words unless they are asked for', async () => {
    const { ports } = await threeEvents()
    const { items } = await listContacts(today, ports, { words: false })
    expect(describeEvents(items, 400) + describeEvents(items, 40)).not.toMatch(/Änne|Grün|WORDS/)
  })
})

describe('a timeline', () => {
  it('tells each attempt with its reason and the ticket, in lines that a narrow terminal holds', async () => {
    const { ports, events } = await threeEvents()
    const told = stripVTControlCharacters(describeTimeline((await readContact(events[0]!.id, ports))!))
    expect(
      told.split('\n').map((line) => line.replace(/^\d.*? ?(?=\+\d+(\.\d)? (ms|s|min)|$)/, '@')),
    ).toEqual([
      `${events[0]!.id} delivered`,
      '  facebook message.created',
      `  conversation ${events[0]!.conversation.id}`,
      '@',
      '  happened, as the platform says',
      '@',
      '  received',
      expect.stringMatching(/^@/),
      '  routed to crm',
      expect.stringMatching(/^ {2}work: open, /),
      '@+1.0 s',
      '  crm: waiting in 20.0 s',
      '  answered 503',
      '@+1 min',
      '  crm: delivered in 240 ms',
      '@+1 min',
      '  crm: delivered',
      '  ticket T-4711',
    ])
    expect(Math.max(...told.split('\n').map(({ length }) => length))).toBeLessThan(80)
  })

  it('says what is still waited for', async () => {
    const { ports, events } = await threeEvents()
    expect(describeTimeline((await readContact(events[1]!.id, ports))!)).toMatch(/\ncrm: not tried yet$/)
  })

  const tried = { generation: 0, attempts: 0, allAttempts: 3, reason: 'no answer: ECONNREFUSED' }
  it.each([
    [
      'was tried while the destination was stopped',
      { ...tried, status: 'waiting' as const },
      'it is tried again',
    ],
    [
      'is being tried',
      { ...tried, status: 'waiting' as const, claimedUntil: '2026-11-21T12:01:00.000Z' },
      'it is being tried',
    ],
    [
      'was parked, and sent again',
      { ...tried, attempts: 1, status: 'parked' as const, lastAttemptAt: '2026-11-21T11:59:00.000Z' },
      'sent again, and not tried since',
    ],
  ])('says of what %s what comes next, and lists count the attempts', async (_what, row, sentence) => {
    const { ports, events } = await threeEvents()
    await ports.ledger.merge('delivery', `crm#${events[1]!.id}`, row)
    const contact = (await readContact(events[1]!.id, ports))!
    expect(describeTimeline(contact).split('\n').at(-1)).toBe(`crm: ${sentence}`)
    const { items } = await listContacts(today, ports, { words: false })
    const listed = items.find(({ id }) => id === contact.id)
    expect([contact, listed].map((each) => each?.deliveries[0]?.attempts)).toEqual([3, 3])
  })

  it('says of what is parked that nobody sends it again by itself, and when it is deleted', async () => {
    const { ports, events } = await threeEvents()
    const contact = (await readContact(events[2]!.id, ports))!
    const told = stripVTControlCharacters(describeTimeline(contact)).split('\n')
    const until = '2026-12-21T12:00:00.000Z'
    expect(told.slice(-3)).toEqual([
      'crm: it is not sent again by itself: mend what the',
      '  reason names, then `netzdialog parked retry`;',
      `  it is deleted ${localTime(until)}`,
    ])
    expect(contact.deliveries).toMatchObject([{ keptUntil: until }])
    expect(Math.max(...told.map(({ length }) => length))).toBeLessThan(80)
  })

  it('says when an operator sent it again, before and after it got through', async () => {
    const { ports, events } = await threeEvents()
    const asked = ['2026-11-21T10:30:00.000Z', '2026-11-21T10:40:00.000Z']
    await ports.ledger.merge('delivery', `crm#${events[0]!.id}`, { allAttempts: 4, sentAgain: asked })
    const contact = (await readContact(events[0]!.id, ports))!
    const told = stripVTControlCharacters(describeTimeline(contact))
    expect(told.match(/crm: sent again by an operator/g)).toHaveLength(2)
    expect(contact.timeline.filter(({ what }) => what === 'sent_again').map(({ at }) => at)).toEqual(asked)
    expect(contact.deliveries).toMatchObject([{ attempts: 4, sentAgain: asked }])
  })
})

describe('what --json prints', () => {
  it('has one shape in every command', async () => {
    const { ports, events } = await threeEvents()
    const { items } = await listContacts(today, ports, { words: false })
    const listed = items.find(({ id }) => id === events[0]!.id)
    const contact = (await readContact(events[0]!.id, ports))!
    const { timeline, ...traced } = eventObject(contact, { words: false })
    expect(traced).toEqual(listed)
    expect(timeline).toHaveLength(6)
    const { event, told, ...shown } = eventObject(contact, { words: true })
    expect(shown).toEqual({ ...traced, timeline })
    expect([event?.id, told?.surface]).toEqual([events[0]!.id, 'comment'])
  })
})

describe('what is new in a tail', () => {
  it('is each event once, and again when it stands differently, the oldest first', async () => {
    const { ports, events, park } = await threeEvents()
    const seen = new Map()
    const ids = async () => (await changed(today, seen, ports, false)).map(({ id }) => id)
    expect(await ids()).toEqual(events.map(({ id }) => id))
    expect(await ids()).toEqual([])
    await park(events[1]!)
    expect(await ids()).toEqual([events[1]!.id])
    expect(await ids()).toEqual([])
  })

  it('forgets what is too old to be followed', async () => {
    const { ports } = await threeEvents()
    const seen = new Map()
    await changed(today, seen, ports, false)
    await changed({ ...today, from: today.to, to: new Date('2026-11-22T00:00:00Z') }, seen, ports, false)
    expect(seen.size).toBe(0)
  })
})
