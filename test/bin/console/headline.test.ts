import { describe, expect, it } from 'vitest'
import { createFeed } from '../../../bin/console/feed.ts'
import { texts } from '../../../bin/console/language.ts'
import type { PageState } from '../../../bin/console/page-state.ts'
import { seeEvent } from '../../../bin/console/seen-event.ts'
import { readHeadline } from '../../../bin/console/views/headline.ts'
import { createTickets } from '../../../bin/local/demo-tickets.ts'
import { nthEvent } from '../../support/operations-scene.ts'

const silence = {
  platform: 'facebook',
  events: ['facebook'],
  hours: 3,
  within: 'Mon-Fri 08:00-18:00',
  timeZone: 'Europe/Berlin',
}
const since = '2026-11-21T11:00:00.000Z'
const open = {
  open: true,
  since,
  probeAt: since,
  probes: 0,
  reason: 'answered 500',
  stoppedMs: 0,
  version: 1,
}

const read = (
  parked: number,
  quarantined: number,
  waiting = 0,
  underWay = 0,
  overview: Partial<PageState['overview']> = {},
) => {
  const feed = createFeed()
  for (let n = 0; n < underWay; n += 1) feed.accept(seeEvent(nthEvent(n)))
  const state: PageState = {
    status: 'ok',
    feed,
    tickets: createTickets(),
    crm: { mode: 'ok', received: 0, duplicates: 0 },
    overview: {
      queues: [{ name: 'contacts', waiting, inFlight: 0, deadLetterQueue: 0 }],
      breakers: {},
      silences: [],
      parked: { total: parked, items: [] },
      quarantine: { total: quarantined, items: [] },
      ...overview,
    },
    samples: new Map(),
    sendings: [],
  }
  return readHeadline(state, { language: 'en', texts: texts.en, window: 30 })
}

describe('the headline', () => {
  it.each([
    [1, 0, ['1 contact is parked.']],
    [0, 2, ['2 payloads are in quarantine.']],
  ])('does not call it well while %i are parked and %i in quarantine', (parked, quarantined, more) => {
    expect(read(parked, quarantined)).toEqual({
      tone: 'stopped',
      sentence: 'Not everything got through.',
      more,
    })
  })

  const unrouted = '2 messages of up to a hundred events wait to be routed.'

  it.each([
    [0, 0, { tone: 'busy', sentence: unrouted, more: [] }],
    [0, 3, { tone: 'busy', sentence: '3 contacts are on the way.', more: [unrouted] }],
    [
      1,
      0,
      { tone: 'stopped', sentence: 'Not everything got through.', more: ['1 contact is parked.', unrouted] },
    ],
    [1, 3, { tone: 'stopped', more: ['1 contact is parked.', '3 contacts are on the way.', unrouted] }],
  ])(
    'counts no message that waits to be routed as an event, with %i parked and %i on the way',
    (parked, underWay, expected) => {
      expect(read(parked, 0, 2, underWay)).toMatchObject(expected)
    },
  )

  it.each([
    [{ silences: [silence] }, 0, 'Nothing came from facebook for 3 h.'],
    [{ silences: [silence] }, 3, 'Nothing came from facebook for 3 h.'],
    [{ breakers: { crm: open } }, 0, 'crm is stopped.'],
    [
      { queues: [{ name: 'crm', waiting: 0, inFlight: 0, deadLetterQueue: 2 }] },
      0,
      'The dead-letter queue of crm holds 2: see “Dead-letter queue” in docs/operations.md.',
    ],
  ])('does not call it well with %o and %i on the way', (overview, underWay, sentence) => {
    const { tone, sentence: first, more } = read(0, 0, 0, underWay, overview)
    expect([tone, first, more[0]]).toEqual(['stopped', '1 thing needs attention.', sentence])
  })

  it('says that nothing has arrived where nothing is stuck either', () => {
    expect(read(0, 0)).toMatchObject({ tone: 'calm', sentence: 'Nothing has arrived yet.' })
  })
})
