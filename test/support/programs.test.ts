import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  cfnLint,
  chromium,
  java,
  mono,
  moto,
  type OptionalProgram,
  php,
  pipePrograms,
  postfix,
  python,
  requestTracker,
  type Surroundings,
  znuny,
} from './programs.ts'

const programs = {
  cfnLint,
  chromium,
  java,
  mono,
  moto,
  php,
  pipePrograms,
  postfix,
  python,
  requestTracker,
  znuny,
}

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'netzdialog-programs-'))
})
afterEach(() => rmSync(root, { recursive: true }))

/** A program of the machine under `root`, which ends with `code`. */
function put(place: string, code = 0): void {
  const file = join(root, place)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `#!/bin/sh\nexit ${code}\n`)
  chmodSync(file, 0o755)
}

const around = (environment: NodeJS.ProcessEnv = {}, isRoot = true): Surroundings => ({
  environment: { PATH: `${root}/usr/bin:${root}/usr/sbin`, ...environment },
  root,
  isRoot,
})

/** Where Debian puts what each takes. */
const debian = {
  cfnLint: ['opt/cfn-lint/bin/cfn-lint'],
  chromium: ['usr/bin/chromium'],
  java: ['usr/bin/java', 'usr/bin/javac'],
  mono: ['usr/bin/mcs', 'usr/bin/mono'],
  moto: ['opt/moto/bin/moto_server'],
  php: ['usr/bin/php'],
  pipePrograms: ['usr/bin/openssl', 'usr/bin/curl'],
  postfix: ['usr/bin/openssl', 'usr/bin/curl', 'usr/sbin/postfix', 'usr/lib/postfix/sbin/master'],
  python: ['usr/bin/python3'],
  requestTracker: [
    'usr/sbin/rt-setup-database-5',
    'usr/bin/rt-mailgate-5',
    'usr/share/request-tracker5/libexec/rt-server',
    'usr/bin/perl',
  ],
  znuny: [
    'opt/znuny/usr/share/otrs/Kernel/cpan-lib/any',
    'usr/lib/postgresql/17/bin/initdb',
    'usr/bin/plackup',
    'usr/bin/perl',
  ],
} as const
const names = [
  'cfnLint',
  'chromium',
  'java',
  'mono',
  'moto',
  'php',
  'pipePrograms',
  'postfix',
  'python',
  'requestTracker',
  'znuny',
] as const

describe.each(names)('the optional program %s', (name) => {
  const program: OptionalProgram<unknown> = programs[name]

  it('is missing on a machine with nothing on it', () => {
    expect(program.find(around())).toBeUndefined()
    expect(program.find({ ...around(), environment: {} })).toBeUndefined()
  })

  it('is found where Debian puts it, and missing as soon as a part of it is', () => {
    for (const place of debian[name]) put(place)
    expect(program.find(around())).toBeDefined()
    for (const place of debian[name]) {
      rmSync(join(root, place.replace(/(Kernel|postfix\/sbin)\/.*/, '$1')), { recursive: true })
      expect(program.find(around()), `without ${place}`).toBeUndefined()
      put(place)
    }
  })

  it('is hidden by NETZDIALOG_WITHOUT_PROGRAMS, as on a machine that lacks it', () => {
    for (const place of debian[name]) put(place)
    expect(program.find(around({ NETZDIALOG_WITHOUT_PROGRAMS: '1' }))).toBeUndefined()
  })

  it('says what it needs', () => {
    expect(program.needs).toMatch(/^needs .+: .+/)
  })
})

it.each(['requestTracker', 'znuny'] as const)('%s is missing where Perl lacks its modules', (name) => {
  for (const place of debian[name]) put(place)
  put('usr/bin/perl', 2)
  expect(programs[name].find(around())).toBeUndefined()
})

it('PHP is missing where it lacks its module', () => {
  put('usr/bin/php', 1)
  expect(php.find(around())).toBeUndefined()
})

it('Postfix is left alone by whoever is not root', () => {
  for (const place of debian.postfix) put(place)
  expect(postfix.find(around({}, false))).toBeUndefined()
})

it('Znuny lies where the environment says, and runs on the newest PostgreSQL', () => {
  for (const place of debian.znuny.slice(1)) put(place)
  for (const version of [9, 15]) put(`usr/lib/postgresql/${version}/bin/initdb`)
  put('elsewhere/usr/share/otrs/Kernel/cpan-lib/any')
  const elsewhere = join(root, 'elsewhere')
  expect(znuny.find(around({ NETZDIALOG_ZNUNY: elsewhere }))).toMatchObject({
    package: elsewhere,
    postgres: join(root, 'usr/lib/postgresql/17/bin'),
  })
})

it('no other test knows where a program lies, or installs one', () => {
  const tests = resolve(import.meta.dirname, '..')
  const known = ['support/programs.ts', 'support/programs.test.ts']
  const files = readdirSync(tests, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.ts$/.test(file) && !known.includes(file.replaceAll('\\', '/')),
  )
  expect(files.length).toBeGreaterThan(100)
  const knowing = files.filter((file) =>
    /[='"`](?:\/usr|\/opt|\/s?bin)\/|command -v|apt-get/.test(
      readFileSync(join(tests, file), 'utf8').replaceAll(/= (?=\/)/g, '='),
    ),
  )
  expect(knowing).toEqual([])
})
