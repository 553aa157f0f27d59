import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseDestinations } from '../../../functions/route/choose-destinations.ts'
import { effects, type RoutedEvent, visibilities } from '../../../schemas/contact-event.ts'
import { routingRules } from '../../../schemas/routing-rules.ts'
import { routedEvent, routedMail } from '../../contracts/routed-event.ts'
import { customer, directMessage } from '../../support/contact-events.ts'
import { routeStory } from '../../support/route-story.ts'

const destinations = [
  { name: 'crm', holds: 'both' as const },
  { name: 'board', holds: 'public' as const },
  { name: 'vault', holds: 'private' as const },
]

function choose(event: RoutedEvent, routing: Parameters<typeof routingRules.parse>[0]) {
  return chooseDestinations(event, routingRules.parse(routing), destinations)
}

describe('a rule', () => {
  const event = routedEvent({
    message: { id: 'facebook:1', text: 'ja', language: 'de', attachments: [] },
  })

  it.each([
    ['platform', { platform: ['facebook'] }, { platform: ['email', 'twitter'] }],
    ['surface', { surface: ['post', 'comment'] }, { surface: ['review'] }],
    ['account', { account: ['4711'] }, { account: ['4712'] }],
    ['kind', { kind: ['message.created'] }, { kind: ['message.edited'] }],
    ['visibility', { visibility: ['public'] }, { visibility: ['private'] }],
    ['direction', { direction: ['inbound'] }, { direction: ['community', 'outbound'] }],
    ['addressing', { addressing: ['direct'] }, { addressing: ['about'] }],
    ['language', { language: ['en', 'de'] }, { language: ['en'] }],
    ['automated', { automated: false }, { automated: true }],
    [
      'every field',
      { platform: ['facebook'], language: ['de'] },
      { platform: ['facebook'], language: ['en'] },
    ],
  ])('matches on %s', (_, holds, fails) => {
    expect(choose(event, { rules: [{ when: holds, to: ['crm'] }] }).to).toEqual(['crm'])
    expect(choose(event, { rules: [{ when: fails, to: ['crm'] }] })).toMatchObject({
      to: [],
      unmatched: true,
    })
  })

  it('on language does not match what declares none', () => {
    expect(choose(routedMail(), { rules: [{ when: { language: ['de'] }, to: ['crm'] }] }).unmatched).toBe(
      true,
    )
  })

  it('decides alone where the first is asked, with the others where all are', () => {
    const rules = [{ when: { platform: ['facebook'] }, to: ['board'] }, { to: ['crm', 'board'] }]
    expect(choose(event, { rules }).to).toEqual(['board'])
    expect(choose(event, { match: 'all', rules }).to).toEqual(['crm', 'board'])
  })

  it.each([
    [
      'the first that applies',
      { rules: [{ when: { platform: ['twitter'] }, to: ['crm'] }, { to: ['board'] }] },
      '2',
    ],
    [
      'each that applies where all are asked',
      { match: 'all', rules: [{ to: ['board'] }, { to: ['crm'] }] },
      '1,2',
    ],
    ['one that ignores it', { rules: [{ to: 'ignore' }] }, '1'],
    ['none', { rules: [{ when: { platform: ['twitter'] }, to: ['crm'] }] }, ''],
  ])('is written down by its number: %s', (_, routing, by) => {
    expect(choose(event, routing).by).toBe(by)
  })

  it('is not what routes where a decision names the destinations, and not alone where a message is changed', () => {
    const routing = routingRules.parse({ rules: [{ to: ['crm'] }] })
    const choice = (to: readonly string[] | undefined, sentTo: readonly string[]) =>
      chooseDestinations(event, routing, destinations, sentTo, {
        decision: to === undefined ? { effect: 'append' } : { to: [...to] },
        ticketExists: false,
      })
    expect([choice(['board'], []).by, choice(undefined, []).by]).toEqual(['own', '1'])
    expect([choice(['board'], ['crm']).by, choice(undefined, ['board']).by]).toEqual(['own,sent', '1,sent'])
    expect([choice(undefined, ['crm']).by, choice(undefined, ['gone']).by]).toEqual(['1', '1'])
  })

  it('that says ignore finishes the event, unless another one names a destination', () => {
    const rules = [{ when: { platform: ['facebook'] }, to: 'ignore' }, { to: ['crm'] }]
    expect(choose(event, { rules })).toMatchObject({ to: [], unmatched: false })
    expect(choose(event, { match: 'all', rules })).toMatchObject({ to: ['crm'], unmatched: false })
  })

  it('may say what an event means for work', () => {
    const { work } = choose(routedMail(), { rules: [{ to: ['crm'], effect: 'open' }] })
    expect(work).toEqual({ ...routedMail().work, effect: 'open', reopen: false, reason: 'as a rule says' })
    expect(choose(routedMail(), { rules: [{ to: ['crm'], effect: 'append' }] }).work).toEqual(
      routedMail().work,
    )
  })

  it('gets what asks nothing of a person only where it asks for all', () => {
    const idle = routedEvent({ work: { ...event.work, effect: 'none' } })
    expect(choose(idle, { rules: [{ to: ['crm'] }] })).toMatchObject({ to: [], unmatched: false })
    expect(choose(idle, { rules: [{ to: ['crm'], forward: 'all' }] }).to).toEqual(['crm'])
    expect(choose(event, { rules: [{ to: ['crm'], effect: 'none' }] }).to).toEqual([])
  })
})

describe('a private event', () => {
  it('never goes to a destination that holds public ones, nor the other way round', async () => {
    const names = fc.subarray(['crm', 'board', 'vault'], { minLength: 1 })
    const rule = fc.record({
      when: fc.record({ visibility: fc.subarray([...visibilities], { minLength: 1 }) }, { requiredKeys: [] }),
      to: fc.oneof(names, fc.constant('ignore')),
      forward: fc.constantFrom('work', 'all'),
      effect: fc.constantFrom(...effects),
    })
    const routing = fc.record({
      match: fc.constantFrom('first', 'all'),
      rules: fc.array(rule, { minLength: 1, maxLength: 4 }),
    })
    await fc.assert(
      fc.property(routing, fc.constantFrom(...visibilities), (rules, visibility) => {
        const { to, unmatched } = choose(routedEvent({ visibility }), rules)
        expect(to).not.toContain(visibility === 'private' ? 'board' : 'vault')
        expect(new Set(to).size).toBe(to.length)
        if (to.length > 0) expect(unmatched).toBe(false)
      }),
    )
  })

  it('is parked and counted where the only destination named for it is public', async () => {
    const { route, parked, counts, taken } = routeStory({
      destinations: [{ name: 'board', holds: 'public' }],
      routing: { rules: [{ to: ['board'] }] },
    })
    const event = directMessage('m1', customer('anne'))
    await route(event)
    expect(taken('board')).toEqual([])
    expect(parked()).toMatchObject([{ destination: 'route', eventId: event.id, code: 'unmatched' }])
    expect(counts.get('Unmatched')).toBe(1)
  })
})

describe('an ignored message', () => {
  it('leaves no ticket behind that a later one would be appended to', async () => {
    const { route, received } = routeStory({
      routing: { rules: [{ when: { language: ['fr'] }, to: 'ignore' }, { to: ['crm'] }] },
    })
    const first = directMessage('m1', customer('anne'), { minute: 1 })
    await route(
      { ...first, message: { ...first.message!, language: 'fr' } },
      directMessage('m2', customer('anne'), { minute: 2 }),
    )
    expect(received().map(({ work }) => work.effect)).toEqual(['open'])
  })

  it('still counts where it was the company’s answer', async () => {
    const { route, received } = routeStory({
      routing: { rules: [{ when: { direction: ['outbound'] }, to: 'ignore' }, { to: ['crm'] }] },
    })
    const question = directMessage('m1', customer('anne'), { minute: 1 })
    await route(question, directMessage('m2', { role: 'company', id: '4711' }, { minute: 2 }), {
      ...question,
      id: `evt_${'0'.repeat(32)}`,
      kind: 'message.deleted',
    })
    expect(received().map(({ work }) => work.effect)).toEqual(['open', 'append'])
  })
})
