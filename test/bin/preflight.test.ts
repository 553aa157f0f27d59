import { execFile } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'preflight-'))
  cpSync(new URL('../../bin/preflight.mjs', import.meta.url), join(folder, 'bin/preflight.mjs'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function put(file: string, text = ''): string {
  const path = join(folder, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  chmodSync(path, 0o755)
  return path
}

/** What npm leaves behind when it has installed everything. */
const installed = 'node_modules/.package-lock.json'

/** A stand-in for npm, which installs what the test says: the real one would ask a registry. */
const npmThat = (does: string) =>
  put(
    'npm/npm-cli.js',
    `const { mkdirSync, writeFileSync } = require('node:fs')
     console.log('npm', process.argv[2], 'in', process.cwd())
     ${does}`,
  )
const installing = `mkdirSync('node_modules', { recursive: true }); writeFileSync('${installed}', '{}')`

const node = (script: string, environment: NodeJS.ProcessEnv = {}) =>
  promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    cwd: folder,
    env: { ...process.env, npm_execpath: '', ...environment },
  })

const check = `await import(${JSON.stringify('./bin/preflight.mjs')})`
const older = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } }); ${check}`

describe('the preflight', () => {
  it('installs the packages where they are missing, and says so', async () => {
    const { stdout, stderr } = await node(check, { npm_execpath: npmThat(installing) })
    expect(stderr).toBe(
      'netzdialog: its packages are not installed here: `npm ci` runs now, once, for a minute or two\n',
    )
    expect(stdout).toMatch(/^npm ci in .*preflight-/)
    expect(existsSync(join(folder, installed))).toBe(true)
    expect(await node(check)).toEqual({ stdout: '', stderr: '' })
  })

  it('goes on with the Node.js that the install brought, whatever began it', async () => {
    const brought = put('node_modules/.bin/node', '#!/bin/sh\necho 24.1.0\n')
    const environment = {
      npm_execpath: npmThat(installing),
      PATH: `${dirname(brought)}:${process.env['PATH']}`,
    }
    await expect(node(older, environment)).resolves.toMatchObject({
      stdout: expect.stringMatching(/^npm ci/),
    })
  })

  it('installs again after an install that was broken off', async () => {
    put('node_modules/commander/package.json', '{}')
    expect((await node(check, { npm_execpath: npmThat(installing) })).stdout).toMatch(/^npm ci/)
  })

  it('ends where the install fails, and leaves the word to npm', async () => {
    const environment = { npm_execpath: npmThat("console.error('npm error network'); process.exitCode = 1") }
    await expect(node(check, environment)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /npm error network\nnetzdialog cannot start: `npm ci` did not install its packages: /,
      ),
    })
  })

  it('takes npm from the PATH where another package manager runs the script', async () => {
    mkdirSync(join(folder, 'node_modules'))
    const fake = put('path/npm', `#!/bin/sh\necho '{}' > ${installed}\n`)
    const environment = {
      npm_execpath: '/elsewhere/yarn.js',
      PATH: `${dirname(fake)}:${process.env['PATH']}`,
    }
    await node(check, environment)
    expect(existsSync(join(folder, installed))).toBe(true)
  })

  it('says what to do about an older Node.js', async () => {
    put(installed, '{}')
    await expect(node(older)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /needs Node\.js 24 and this is 20\.20\.2: .*npm ci --ignore-scripts=false/,
      ),
    })
  })

  it('is silent where all is there', async () => {
    put(installed, '{}')
    expect(await node(check)).toEqual({ stdout: '', stderr: '' })
  })

  it.each(['start', 'test'] as const)('comes before `npm %s`', (script) => {
    expect(manifest.scripts[script]).toMatch(/^node bin\/preflight\.mjs && /)
  })
})
