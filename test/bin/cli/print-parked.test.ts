import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { localTime } from '../../../bin/cli/local-time.ts'
import { printResults, showPlan, whatComesNext } from '../../../bin/cli/print-parked.ts'

let printed = ''
beforeEach(() => {
  printed = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    printed += String(chunk)
    return true
  })
})
afterEach(() => vi.restoreAllMocks())

const rows = ['evt_1', 'evt_2'].map((eventId) => ({
  destination: 'crm',
  eventId,
  code: 'refused',
  reason: 'answered 422',
  attempts: 1,
  generation: 0,
  firstAt: '2026-11-21T19:43:05.123Z',
  lastAt: '2026-11-21T19:43:05.123Z',
  body: `parked/crm/${eventId}.json`,
}))

describe('netzdialog parked --json', () => {
  it.each(['would_send', 'would_drop'] as const)('answers a dry run as what it tries: %s', (outcome) => {
    showPlan(outcome, rows, { json: true })
    const plan = printed
    expect(plan).toBe(
      `{"eventId":"evt_1","destination":"crm","outcome":"${outcome}"}\n` +
        `{"eventId":"evt_2","destination":"crm","outcome":"${outcome}"}\n`,
    )
    printed = ''
    const results = rows.map((row) => ({ row, outcome }))
    printResults('done', results, { json: true }, () => undefined)
    expect(printed).toBe(plan)
  })
})

describe('netzdialog parked --dry-run', () => {
  it.each([
    ['would_send', 'would send again 2:\n'],
    ['would_drop', 'would drop 2:\n'],
  ] as const)('says of %s in words how many', (outcome, sentence) => {
    showPlan(outcome, rows, {})
    expect(printed.startsWith(sentence)).toBe(true)
    printed = ''
    showPlan(outcome, [], {})
    expect(printed).toBe(sentence.replace('2:', '0'))
  })
})

it('says below a list what comes next, and when the first is deleted', () => {
  const later = { ...rows[0]!, lastAt: '2026-11-22T00:00:00.000Z' }
  const sentences = whatComesNext([later, rows[1]!], 30)
  expect(sentences).toContain('Nothing of it is sent again by itself')
  expect(sentences).toContain(`the first ${localTime('2026-12-21T19:43:05.123Z')}.`)
})
