import { describe, expect, it } from 'vitest'
import { createFeed } from '../../../bin/console/feed.ts'
import { texts } from '../../../bin/console/language.ts'
import type { PageState } from '../../../bin/console/page-state.ts'
import { readHeadline } from '../../../bin/console/views/headline.ts'
import { createTickets } from '../../../bin/local/demo-tickets.ts'

const read = (parked: number, quarantined: number) => {
  const state: PageState = {
    status: 'ok',
    feed: createFeed(),
    tickets: createTickets(),
    crm: { mode: 'ok', received: 0, duplicates: 0 },
    overview: {
      queues: [],
      breakers: {},
      parked: { total: parked, items: [] },
      quarantine: { total: quarantined, items: [] },
    },
    samples: new Map(),
    sendings: [],
  }
  return readHeadline(state, { language: 'en', texts: texts.en, window: 30 })
}

describe('the headline', () => {
  it.each([
    [1, 0, ['1 item is parked.']],
    [0, 2, ['2 payloads are in quarantine.']],
  ])('does not call it well while %i are parked and %i in quarantine', (parked, quarantined, more) => {
    expect(read(parked, quarantined)).toEqual({
      tone: 'stopped',
      sentence: 'Not everything got through.',
      more,
    })
  })

  it('says that nothing has arrived where nothing is stuck either', () => {
    expect(read(0, 0)).toMatchObject({ tone: 'calm', sentence: 'Nothing has arrived yet.' })
  })
})
