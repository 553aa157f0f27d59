import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { runCommand } from '../../support/run-command.ts'

vi.setConfig({ testTimeout: 60_000 })

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netzdialog-check-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** As a user does in a project of one's own. */
function check(text: string, command = 'check') {
  writeFileSync(join(folder, 'netzdialog.config.ts'), text)
  return runCommand([command], {
    cwd: folder,
    environment: { NETZDIALOG_DEPLOYMENT: '', PORT: '0', CRM_PORT: '0' },
  })
}

const destination = (url: string) => `{ name: 'crm', adapter: 'webhook', settings: { url: '${url}' } }`
const deployment = (destinations: string, rules = "{ to: ['crm'] }") =>
  `export default { platforms: { facebook: {} }, destinations: [${destinations}], routing: { rules: [${rules}] }, alarms: { subscribed: true } }`
const cannotBeUsed = 'netzdialog: the deployment cannot be used\n'

describe('netzdialog check', () => {
  it('says of a good deployment that it is right', async () => {
    expect(await check(deployment(destination('https://crm.acme.test')))).toEqual({
      stdout: 'the deployment "netzdialog" is right: facebook to crm\n',
      stderr: '',
      code: 0,
    })
  })

  it('tells what is odd beside it and ends well', async () => {
    const { stderr, code } = await check(deployment(destination('https://crm.example.com/netzdialog')))
    expect(code).toBe(0)
    expect(stderr).toBe(
      'note: netzdialog.config.ts: destinations[0].settings.url: "crm.example.com" stands in documents only and is nobody\'s: put your own there before you deploy\n',
    )
  })

  it.each([
    ['a bracket is missing', '\nexport default { a: [ }', 'line 2: Expression expected: correct it there'],
    ['there is an enum', 'enum A { B }', 'line 1: TypeScript enum is not supported'],
    ['it throws', '\n\nthrow new Error("boom")', 'line 3: it threw "boom": correct what stands there'],
    ['it throws no error', 'throw { a: 1 }', 'it threw {"a":1}: correct that'],
    [
      'it imports a file that is not there',
      "import './none.ts'",
      'none.ts, which is not there: correct the import',
    ],
    [
      'it imports a package that is not installed',
      "import 'no-such-package-here'",
      'it imports the package "no-such-package-here", which is not installed here: run `npm install`',
    ],
    ['it waits for ever', 'await new Promise(() => {})', 'it awaits something that never comes'],
  ])('says in a sentence that %s', async (_what, text, sentence) => {
    const { stdout, stderr, code } = await check(text)
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain(`${cannotBeUsed}netzdialog.config.ts: cannot be read: `)
    expect(stderr).toContain(sentence)
    expect(stderr.trim().split('\n')).toHaveLength(2)
  })

  it('says which imported file is wrong, and where', async () => {
    writeFileSync(join(folder, 'rules.ts'), '\nexport const rules = [')
    const { stderr } = await check("import { rules } from './rules.ts'\nexport default rules")
    expect(stderr).toContain(`cannot be read: ${join(folder, 'rules.ts')}, line 2: `)
  })

  it.each(['start', 'synth', 'deploy'])('has its sentences from %s too', async (command) => {
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(resolve('node_modules/aws-cdk'), join(folder, 'node_modules/aws-cdk'))
    const { stderr, code } = await check(deployment(destination('https://10.1.2.3')), command)
    expect(code).toBe(1)
    expect(stderr).toContain(
      'netzdialog.config.ts: destinations[0].settings.url: "10.1.2.3" lies in a private network',
    )
    expect(stderr).not.toContain('    at ')
  })

  it('does not deploy what would send to an address of the documents', async () => {
    const { stderr, code } = await check(deployment(destination('https://crm.example.com')), 'deploy')
    expect([code, stderr]).toEqual([
      1,
      'netzdialog: it is not deployed\nnetzdialog.config.ts: destinations[0].settings.url: "crm.example.com" stands in documents only and is nobody\'s: put your own there before you deploy\n',
    ])
  })

  it('names what NETZDIALOG_DEPLOYMENT should be where it is a folder or nothing', async () => {
    const of = (named: string) =>
      runCommand(['check'], { cwd: folder, environment: { NETZDIALOG_DEPLOYMENT: named } })
    expect(await of('.')).toMatchObject({
      code: 1,
      stderr: `${cannotBeUsed}NETZDIALOG_DEPLOYMENT is ".": that is a folder; name the file in it, such as netzdialog.config.ts\n`,
    })
    expect(await of('none.ts')).toMatchObject({
      code: 1,
      stderr: `${cannotBeUsed}NETZDIALOG_DEPLOYMENT is "none.ts": there is no such file; correct or unset it\n`,
    })
  })
})
