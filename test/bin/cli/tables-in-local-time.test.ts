import { afterEach, beforeEach, expect, it } from 'vitest'
import { tableOf } from '../../../bin/cli/print-parked.ts'
import { quarantineTable } from '../../../bin/cli/print-quarantined.ts'

const zone = process.env['TZ']
beforeEach(() => {
  process.env['TZ'] = 'Europe/Berlin'
})
afterEach(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

const at = '2026-11-21T19:43:05.123Z'
const here = '2026-11-21T20:43:05+01:00'

it.each([
  [
    'what is parked',
    () =>
      tableOf([
        {
          destination: 'crm',
          eventId: 'evt_1',
          code: 'refused',
          reason: 'answered 422',
          attempts: 1,
          generation: 0,
          firstAt: at,
          lastAt: at,
          body: 'parked/crm/1',
        },
      ]),
  ],
  [
    'what is in quarantine',
    () =>
      quarantineTable([
        {
          id: 'abc',
          key: 'quarantine/facebook/2026-11-21/abc',
          platform: 'facebook',
          headers: {},
          receivedAt: at,
          size: 9,
          parts: [],
        },
      ]),
  ],
])('the table of %s has the times of this machine', (_, read) => {
  expect(read()).toContain(here)
  expect(read()).not.toContain(at)
})
