import { describe, expect, it } from 'vitest'
import type { Arrival } from '../support/counting-receiver.ts'
import { brokenPromises, countOutcome, promisesBrokenForGood } from './count-outcome.ts'
import type { Happened } from './happened.ts'
import type { Malice, Update } from './update.ts'

function update(conversation: string, number: number, given: Partial<Update> = {}): Update {
  const messageId = `twitter:${conversation}${number}`
  const kind = given.kind ?? 'message.created'
  return {
    key: `${kind} ${messageId}`,
    kind,
    messageId,
    place: 'x_v2',
    conversation,
    number,
    author: 'customer',
    group: conversation,
    index: number,
    follows: [],
    text: kind === 'message.deleted' ? '' : `Nachricht ${number}`,
    ...given,
  }
}

const hour = 3_600_000
const noon = Date.parse('2026-11-21T12:00:00.000Z')

type Told = Partial<Pick<Arrival, 'id' | 'confirmed' | 'at'>> & {
  text?: string
  withheld?: 'deleted'
  key?: string
}

function arrival({ kind, messageId, text: written, conversation }: Update, told: Told = {}): Arrival {
  const {
    text = written,
    withheld,
    key = conversation,
    id = `${kind} ${messageId}`,
    confirmed = true,
    at = noon,
  } = told
  const message = { id: messageId, attachments: [], ...(withheld ? { withheld } : text !== '' && { text }) }
  const work = { effect: 'open', key, reopen: false, reason: '' } as const
  const event = {
    id: `evt_${kind}_${messageId}`,
    kind,
    message,
    work,
    receivedAt: '2026-11-21T11:00:00.000Z',
  }
  return { id, event, messageId, at, confirmed }
}

/** All accepted at noon, written down, and in their tickets, unless told. */
function happened(updates: Update[], arrivals: Arrival[], given: Partial<Happened> = {}): Happened {
  const byKey = Map.groupBy(arrivals, ({ event }) => event.work.key)
  return {
    updates,
    acceptedAt: new Map(updates.map(({ key }) => [key, noon])),
    arrivals,
    tickets: [...byKey].map(([workKey, all]) => ({
      workKey,
      eventIds: [...new Set(all.map(({ event }) => event.id))],
    })),
    parked: new Map(),
    bodiless: 0,
    deletedAt: new Map(),
    erasedAt: new Map(),
    doubts: [],
    replays: [],
    recorded: new Set(arrivals.map(({ event }) => `crm#${event.id}`)),
    ...given,
  }
}

const broken = (all: Happened) => brokenPromises(countOutcome(all), all)
const parkedAt = (destination: string, ...updates: Update[]) =>
  new Map([[destination, new Set(updates.map(({ key }) => key))]])

const [a0, a1, b0] = [update('a', 0), update('a', 1), update('b', 0)]

describe('counting', () => {
  it('finds nothing wrong where all arrived once and in order', () => {
    const all = happened([a0, a1, b0], [arrival(a0), arrival(b0), arrival(a1, { at: noon + 2 })])
    expect(countOutcome(all)).toEqual({
      sent: 3,
      accepted: 3,
      delivered: 3,
      parked: 0,
      lost: 0,
      repetitions: { otherKey: 0, sameKey: 0, unexplained: 0, excessive: 0 },
      orderBreaks: 0,
      overtaken: 0,
      words: { wrong: 0, takenBack: 0, erased: 0 },
      tickets: { torn: 0, doubled: 0, repeated: 0, missing: 0 },
      unrecorded: 0,
      bodiless: 0,
      longestWaitMs: 2,
    })
    expect(broken(all)).toEqual([])
  })

  it('counts as lost what was accepted and is neither delivered nor parked', () => {
    const a2 = update('a', 2, { malice: 'rejected' })
    expect(broken(happened([a0, a1, a2], [arrival(a1)], { parked: parkedAt('crm', a2) }))).toEqual([
      '1 lost after their 200',
    ])
  })

  it('calls broken for good only what nothing can mend that is still under way', () => {
    const underWay = happened([a0, a1, b0], [arrival(b0, { key: 'other' })], { recorded: new Set() })
    expect(promisesBrokenForGood(underWay)).toEqual([])
    const first = happened([a0, a1], [arrival(a1), arrival(a0)])
    expect(promisesBrokenForGood(first)).toEqual(['1 out of order'])
  })

  it('says what never had its 200', () => {
    const all = happened([a0, a1], [arrival(a0), arrival(a1)], { acceptedAt: new Map([[a0.key, noon]]) })
    expect(broken(all)).toEqual(['1 sent and never accepted'])
  })

  it('tells a repetition under the same key from one under another', () => {
    const again = arrival(a0, { id: 'other' })
    const all = happened([a0], [arrival(a0), again])
    expect(countOutcome(all).repetitions).toMatchObject({ otherKey: 1, sameKey: 0 })
    expect(broken(all)).toHaveLength(1)
  })

  it('takes a repetition under the same key only where something explains it', () => {
    const twice = (first: Told, given: Partial<Happened> = {}) =>
      countOutcome(happened([a0], [arrival(a0, first), arrival(a0, { at: noon + 100 })], given)).repetitions
    expect(twice({})).toMatchObject({ sameKey: 1, unexplained: 1 })
    expect(twice({ confirmed: false })).toMatchObject({ sameKey: 1, unexplained: 0 })
    expect(twice({}, { doubts: [noon + 50] })).toMatchObject({ unexplained: 0 })
    expect(twice({}, { doubts: [noon + 150] })).toMatchObject({ unexplained: 1 })
    expect(twice({}, { replays: [noon + 50] })).toMatchObject({ unexplained: 0 })
  })

  it('takes no message again and again, whatever explains it', () => {
    const often = Array.from({ length: 7 }, (_, index) => arrival(a0, { confirmed: false, at: noon + index }))
    expect(broken(happened([a0], often))).toEqual(['1 repeated again and again'])
  })

  it('counts what overtook within its group, and nothing else', () => {
    const inOrder = (...arrivals: Arrival[]) => countOutcome(happened([a0, a1, b0], arrivals)).orderBreaks
    expect(inOrder(arrival(a1), arrival(a0), arrival(b0))).toBe(1)
    expect(inOrder(arrival(b0), arrival(a0), arrival(a1), arrival(a0))).toBe(0)
  })

  it('counts what came before what it names, whatever group that is in', () => {
    const reply = update('a', 1, { group: 'own', follows: [a0.key] })
    expect(broken(happened([a0, reply], [arrival(reply), arrival(a0)]))).toEqual([
      '1 before what they answer, edit or delete',
    ])
    const poison = update('a', 0, { malice: 'rejected' })
    expect(broken(happened([poison, reply], [arrival(reply)], { parked: parkedAt('crm', poison) }))).toEqual(
      [],
    )
    const erasedAt = new Map([[a0.conversation, noon]])
    expect(broken(happened([a0, reply], [arrival(reply)], { erasedAt })).join()).not.toMatch('before what')
  })

  it('complains of what was parked for nothing, and of poison that was not', () => {
    const poison = update('b', 1, { malice: 'rejected' as Malice })
    const all = happened([a0, poison], [arrival(poison)], { parked: parkedAt('crm', a0), bodiless: 2 })
    expect(broken(all)).toEqual([
      '2 parked without their body',
      '1 parked though nothing was wrong with them',
      '1 poisonous and not parked',
    ])
  })

  it('sees what was delivered and not written down', () => {
    expect(broken(happened([a0], [arrival(a0)], { recorded: new Set() }))).toEqual([
      '1 delivered and not written down',
    ])
  })
})

describe('words', () => {
  const deletion = update('a', 0, { kind: 'message.deleted', index: 2 })

  it('are those that were written, whole', () => {
    expect(broken(happened([a0], [arrival(a0, { text: 'Nachricht' })]))).toEqual([
      '1 with other words than were written',
    ])
  })

  it('are withheld for a reason only', () => {
    const withheld = arrival(a0, { withheld: 'deleted' })
    expect(broken(happened([a0, deletion], [withheld, arrival(deletion)]))).toEqual([])
    expect(broken(happened([a0], [withheld]))).toEqual(['1 with other words than were written'])
  })

  it('do not come once route knows that they were taken back', () => {
    const late = arrival(a0, { at: noon + hour })
    const deletedAt = new Map([[deletion.key, noon]])
    expect(broken(happened([a0, deletion], [late, arrival(deletion)], { deletedAt }))).toEqual([
      '1 with words that had been taken back',
    ])
  })

  it('of somebody erased do not come either, unless they were written after that', () => {
    const late = arrival(a0, { at: noon + hour })
    expect(broken(happened([a0], [late], { erasedAt: new Map([['a', noon]]) }))).toEqual([
      '1 with words of somebody who had been erased',
    ])
    expect(broken(happened([a0], [late], { erasedAt: new Map([['a', noon - 2 * hour]]) }))).toEqual([])
  })
})

describe('tickets', () => {
  it('are one for each conversation in which one person asks', () => {
    expect(broken(happened([a0, a1], [arrival(a0), arrival(a1, { key: 'torn' })]))).toEqual([
      '1 conversations torn into several tickets',
    ])
  })

  it('are one for each work key, with each event once', () => {
    const { id } = arrival(a0).event
    const tickets = [
      { workKey: 'a', eventIds: [id] },
      { workKey: 'a', eventIds: [id] },
    ]
    expect(broken(happened([a0], [arrival(a0)], { tickets }))).toEqual([
      '1 tickets too many for their work',
      '1 written twice into a ticket',
    ])
  })

  it('have every message that asks for work, of those platforms that they are kept of', () => {
    expect(broken(happened([a0], [arrival(a0)], { tickets: [] }))).toEqual(['1 not in their ticket'])
    const comment = update('c', 0, { place: 'comment' })
    expect(broken(happened([comment], [arrival(comment)], { tickets: [] }))).toEqual([])
    expect(broken(happened([a0], [arrival(a0)], { tickets: [], parked: parkedAt('desk', a0) }))).toEqual([])
  })
})
