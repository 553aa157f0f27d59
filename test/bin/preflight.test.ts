import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'preflight-'))
  cpSync(new URL('../../bin/preflight.mjs', import.meta.url), join(folder, 'bin/preflight.mjs'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const node = (script: string) =>
  promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { cwd: folder })

const check = `await import(${JSON.stringify('./bin/preflight.mjs')})`
const older = `Object.defineProperty(process, 'versions', { value: { node: '20.20.2' } }); ${check}`

describe('the preflight', () => {
  it('says that the packages are missing', async () => {
    await expect(node(check)).rejects.toMatchObject({
      code: 1,
      stderr: 'netzdialog cannot start: its packages are not installed: run `npm ci`.\n',
    })
  })

  it('says what to do about an older Node.js', async () => {
    mkdirSync(join(folder, 'node_modules/commander'), { recursive: true })
    await expect(node(older)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /needs Node\.js 24 and this is 20\.20\.2: .*npm ci --ignore-scripts=false/,
      ),
    })
  })

  it('is silent where all is there', async () => {
    mkdirSync(join(folder, 'node_modules/commander'), { recursive: true })
    expect(await node(check)).toEqual({ stdout: '', stderr: '' })
  })
})
