import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const project = join(import.meta.dirname, '../../..')
const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8' })
  return { status, stdout, stderr }
}

it.each([
  'test/bench/run.ts',
  'test/bounces/run.ts',
  'test/broken-builds/run.ts',
  'test/faults/run.ts',
  'bin/tools/publish-docs.ts',
  'bin/tools/publish-schemas.ts',
  'bin/tools/screenshot.ts',
])('%s says what it takes where it is asked, and where it is asked for something else', (program) => {
  const helped = run(program, '--help')
  expect(helped).toEqual({ status: 0, stdout: expect.stringMatching(/npm run [\w-]+: /), stderr: '' })
  const refused = run(program, '--of-tomorrow')
  expect(refused).toEqual({ status: 2, stdout: '', stderr: expect.stringContaining('--of-tomorrow') })
})
