import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { hostileMails } from './hostile-mails.ts'

const run = promisify(execFile)
const reader = fileURLToPath(new URL('read-hostile-mail.ts', import.meta.url))

it.each(Object.keys(hostileMails))(
  'takes at most two seconds and 256 MB for %s',
  async (name) => {
    const { stdout } = await run(process.execPath, [reader, name])
    const { outcome, seconds, megabytes } = JSON.parse(stdout)
    expect(outcome).toMatch(/^(?:read|html_too_complex|mail_[a-z_]+|report_too_long)$/)
    expect(seconds).toBeLessThan(2)
    expect(megabytes).toBeLessThan(256)
  },
  20_000,
)
