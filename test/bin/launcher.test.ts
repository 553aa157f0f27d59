import { execFile } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'launcher-'))
  cpSync(new URL('../../bin/netzdialog.mjs', import.meta.url), join(folder, 'bin/netzdialog.mjs'))
  put('bin/netzdialog.ts', "console.log('the program', ...process.argv.slice(2))")
})
afterEach(() => rmSync(folder, { recursive: true }))

function put(file: string, text = ''): void {
  const path = join(folder, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  chmodSync(path, 0o755)
}

/** What `node bin/netzdialog.mjs <command>` comes to. */
async function launch({ older = false, command = 'status' } = {}) {
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })`
  const script = `${older ? pretend : ''}; process.argv.splice(1, 1, 'bin/netzdialog.mjs'); await import('./bin/netzdialog.mjs')`
  const args = ['--input-type=module', '-e', script, 'x', command]
  return promisify(execFile)(process.execPath, args, { cwd: folder }).catch(
    (error: { stdout: string; stderr: string; code: number }) => error,
  )
}

describe('bin/netzdialog.mjs', () => {
  it('runs the program', async () => {
    put('node_modules/commander/package.json')
    expect(await launch()).toMatchObject({ stdout: 'the program status\n' })
  })

  it('says what to do where the packages are not installed', async () => {
    expect(await launch()).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'netzdialog: its packages are not installed here: run `npm ci` in its folder\n',
    })
  })

  it('runs on the Node.js that the package brings where its own is too old, and ends as that does', async () => {
    put('node_modules/commander/package.json')
    put('node_modules/node/bin/node', '#!/bin/sh\necho brought "$@"\nexit 3\n')
    expect(await launch({ older: true })).toMatchObject({
      code: 3,
      stdout: 'brought bin/netzdialog.mjs status\n',
      stderr: '',
    })
  })

  it('says what it needs where there is none', async () => {
    put('node_modules/commander/package.json')
    expect(await launch({ older: true })).toMatchObject({
      code: 1,
      stdout: '',
      stderr:
        'netzdialog needs Node.js 24 and this is 20.20.2: install Node.js 24, or add the package that brings it to ' +
        'your project with `npm install --save-dev node@24`\n',
    })
  })

  it('says how a project is made without it, where the package is asked for one', async () => {
    rmSync(join(folder, 'bin/netzdialog.ts'))
    expect(await launch({ older: true, command: 'init' })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(
        '`npm create netzdialog@latest <folder>` makes a project on any Node.js',
      ),
    })
  })
})
