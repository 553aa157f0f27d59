/** Vitest's setup of every test file: see `sandbox.mjs`. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach } from 'vitest'
import './sandbox.mjs'

const refusals = join(tmpdir(), `netzdialog-refused-${process.pid}`)
process.env['NETZDIALOG_REFUSED'] = refusals
rmSync(refusals, { force: true })

/** What was refused since the last time. */
export function takeRefusals(): string[] {
  if (!existsSync(refusals)) return []
  const lines = readFileSync(refusals, 'utf8').trim().split('\n')
  rmSync(refusals)
  return lines
}

function failOverRefusals(): void {
  const lines = takeRefusals()
  if (lines.length > 0) throw new Error(lines.join('\n'))
}
afterEach(failOverRefusals)
afterAll(failOverRefusals)
