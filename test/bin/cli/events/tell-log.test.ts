import { expect, it } from 'vitest'
import { describeLog } from '../../../../bin/cli/events/tell-log.ts'
import { localTime } from '../../../../bin/cli/local-time.ts'

const line = { at: '2026-11-21T19:43:22.105Z', function: 'route', event: 'evt_1', code: 'routed', ms: 12 }

it('tells what the logs say of an event, and of no other, by the trace that it had', () => {
  const log = [
    { ...line, request: 'r1', trace: '1-a-b' },
    { ...line, event: 'evt_2' },
    {
      ...line,
      function: 'deliver-crm',
      code: 'retry',
      ms: undefined,
      reason: 'HTTP 500\u001b[31m',
      trace: '1-a-b',
    },
  ].map(({ ms, ...rest }) => (ms === undefined ? rest : { ...rest, ms }))
  expect(describeLog(log, { id: 'evt_1' })).toEqual([
    'log of trace 1-a-b',
    `  ${localTime(line.at)} route routed in 12 ms request r1`,
    `  ${localTime(line.at)} deliver-crm retry (HTTP 500\uFFFD[31m)`,
  ])
})

it('tells nothing where nobody was asked, or nothing was said', () => {
  expect(describeLog(undefined, { id: 'evt_1' })).toEqual([])
  expect(describeLog([line], { id: 'evt_2' })).toEqual([])
})
