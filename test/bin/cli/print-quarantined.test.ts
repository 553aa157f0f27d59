import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { printDropped, printRead } from '../../../bin/cli/print-quarantined.ts'

let printed = ''
beforeEach(() => {
  printed = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    printed += String(chunk)
    return true
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  process.exitCode = 0
})

const item = {
  key: 'quarantine/facebook/2026-11-21/a',
  id: 'a',
  platform: 'facebook',
  receivedAt: '2026-11-21T19:43:05.123Z',
  size: 7,
  headers: { from: 'anne@kunde.test' },
  parts: [{ what: 'entry', why: 'no field of that name' }],
}
const lines = () =>
  printed
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)

describe('netzdialog quarantine --json', () => {
  it.each([
    [true, 'would_drop'],
    [false, 'dropped'],
  ])('answers drop with an outcome and no address of anybody (dry run: %s)', (dryRun, outcome) => {
    printDropped([item], { json: true, dryRun })
    expect(lines()).toEqual([{ id: 'a', platform: 'facebook', outcome }])
  })

  it.each([
    ['read', false, 'read', 0],
    ['read', true, 'would_read', 0],
    ['partly_read', true, 'would_partly_read', 1],
    ['unread', true, 'unread', 1],
    ['body_missing', true, 'body_missing', 1],
  ] as const)('answers retry that came to %s (dry run: %s) with %s', (outcome, dryRun, said, code) => {
    printRead([{ item, outcome, events: 2, unread: [] }], { json: true, dryRun })
    expect(lines()).toEqual([{ id: 'a', platform: 'facebook', outcome: said, events: 2, unread: [] }])
    expect(process.exitCode).toBe(code)
  })
})

describe('netzdialog quarantine', () => {
  it('says in words how many it would drop, and which', () => {
    printDropped([item], { dryRun: true })
    expect(printed).toMatch(/^would drop 1\n.*facebook.*entry: no field of that name/s)
    printed = ''
    printDropped([item], {})
    expect(printed).toBe('dropped 1\n')
  })

  it('says in words what could be read and what could not', () => {
    const unread = [{ what: 'entry', why: 'no field of that name' }]
    printRead([{ item, outcome: 'partly_read', events: 2, unread }], {})
    expect(printed).toBe('0 of 1 read, 2 events sent on\na (facebook): entry: no field of that name\n')
  })
})
