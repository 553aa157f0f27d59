import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { describeThorough, isThorough } from '../../../support/thorough.ts'
import { hostileMails, largeMails, smallHostileMails } from './hostile-mails.ts'

const run = promisify(execFile)
const reader = fileURLToPath(new URL('read-hostile-mail.ts', import.meta.url))
const timeout = 20_000

/** @param mail its name, or the path of a file */
async function expectCost(mail: string, maxSeconds: number, maxMegabytes = 256): Promise<void> {
  // A reader that takes for ever is ended, and says so by the signal.
  const { stdout } = await run(process.execPath, [reader, mail], { timeout: timeout / 2 })
  const { outcome, seconds, megabytes } = JSON.parse(stdout)
  expect(outcome).toMatch(/^(?:read|html_too_complex|mail_[a-z_]+|report_too_long)$/)
  expect(seconds).toBeLessThan(maxSeconds)
  expect(megabytes).toBeLessThan(maxMegabytes)
}

/** Each is read by a process of its own: `npm test` takes a quarter of them. */
const tried = (mails: object) => Object.keys(mails).filter((_, index) => isThorough || index % 4 === 0)

it.each(tried(hostileMails))(
  'takes at most two seconds and 256 MB for %s',
  (name) => expectCost(name, 2),
  timeout,
)

it.each(tried(smallHostileMails))(
  'takes less than a tenth of a second of processor time for %s',
  (name) => expectCost(name, 0.1),
  timeout,
)

// The mail itself is a third of that; the function that reads it has a gigabyte.
describeThorough('a mail of forty megabytes', () => {
  it.each(Object.keys(largeMails))(
    'that is %s takes at most eight seconds and 512 MB',
    (name) => expectCost(name, 8, 512),
    timeout,
  )
})

const cases = join(process.env['NETZDIALOG_CASES'] ?? '', 'hostile')
const hasCases = process.env['NETZDIALOG_CASES'] !== undefined && existsSync(cases)
const files = hasCases ? readdirSync(cases).filter((name) => name.endsWith('.eml')) : []

// The cases are not part of the project: without NETZDIALOG_CASES there are none.
describe.skipIf(!hasCases)('the reader, given the hostile mails of NETZDIALOG_CASES', () => {
  it('has some to read', () => expect(files.length).toBeGreaterThan(0))

  it.each(files)(
    'takes less than a tenth of a second of processor time for %s',
    (file) => expectCost(join(cases, file), 0.1),
    timeout,
  )
})
