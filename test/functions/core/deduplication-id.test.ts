import { describe, expect, it } from 'vitest'
import { readDeduplicationId } from '../../../functions/core/deduplication-id.ts'

describe('readDeduplicationId', () => {
  it.each([
    ['evt_1', 'evt_1', 0],
    ['evt_1#1', 'evt_1', 1],
    ['evt_1#12', 'evt_1', 12],
    ['evt_1#', 'evt_1#', 0],
    ['evt_1#x', 'evt_1#x', 0],
    ['#1', '#1', 0],
    ['', '', 0],
  ])('reads %j as the event %j, replayed %i times', (given, eventId, generation) => {
    expect(readDeduplicationId(given)).toEqual({ eventId, generation })
  })
})
