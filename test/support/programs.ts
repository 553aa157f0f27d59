/**
 * The programs that tests use for real and a machine may lack: the only place that knows where each lies. Every probe
 * is synchronous, so that none leaves a rejection behind; `describeWith` is how a test asks.
 */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, isAbsolute, join } from 'node:path'
import { findChromium } from '../../bin/tools/find-chromium.ts'

/** Where a test may look. */
export interface Surroundings {
  /**
   * `PATH`; `NETZDIALOG_ZNUNY`, where `otrs2` has been unpacked; `NETZDIALOG_WITHOUT_PROGRAMS`, which hides all that
   * npm does not install.
   */
  readonly environment: NodeJS.ProcessEnv
  /** The machine's root. */
  readonly root: string
  readonly isRoot: boolean
}

export interface OptionalProgram<Places> {
  /** Ends the name of a `describe`, so that a skipped one says how to get it. */
  readonly needs: string
  /** @returns its places; `undefined` where it, or something that it takes to run it, is missing */
  find(surroundings?: Surroundings): Places | undefined
}

const require = createRequire(import.meta.url)
const here: Surroundings = { environment: process.env, root: '/', isRoot: process.getuid?.() === 0 }

export const chromium = installed('needs Chromium: apt install chromium', ({ environment }) =>
  findChromium(environment['PATH'] ?? ''),
)

export const tar = installed('needs tar: apt install tar', (around) => onPath(around, { tar: 'tar' }))

export const pipePrograms = installed('needs openssl and curl: apt install openssl curl', (around) =>
  onPath(around, { openssl: 'openssl', curl: 'curl' }),
)

export const postfix = installed(
  'needs root, openssl, curl and Postfix: apt install openssl curl postfix',
  (around) =>
    around.isRoot && onPath(around, { openssl: 'openssl', curl: 'curl' })
      ? onPath(around, { postfix: '/usr/sbin/postfix', daemons: '/usr/lib/postfix/sbin' })
      : undefined,
)

export const requestTracker = installed(
  'needs Request Tracker: apt install request-tracker5 rt5-db-sqlite rt5-standalone dbconfig-sqlite3',
  (around) => {
    const places = onPath(around, {
      setup: 'rt-setup-database-5',
      gateway: 'rt-mailgate-5',
      server: '/usr/share/request-tracker5/libexec/rt-server',
    })
    return places && hasPerl(around, ['DBD::SQLite'])
      ? { ...places, library: '/usr/share/request-tracker5/lib' }
      : undefined
  },
)

export const znuny = installed(
  'needs PostgreSQL, and Debian’s otrs2 unpacked in /opt/znuny with the Perl packages that it depends on: .ci/install-programs, as root',
  (around) => {
    const roots = [around.environment['NETZDIALOG_ZNUNY'] ?? join(around.root, 'opt/znuny'), around.root]
    const package_ = roots.find((root) => existsSync(join(root, 'usr/share/otrs/Kernel')))
    const postgres = newestPostgres(around)
    const server = onPath(around, { plackup: 'plackup' })
    return package_ !== undefined && postgres !== undefined && server && hasPerl(around, znunyModules)
      ? { package: package_, postgres, ...server }
      : undefined
  },
)

export const python = installed('needs Python 3.9 or newer: apt install python3', (around) =>
  onPath(around, { python: 'python3' }),
)

/** Runs a source file without compiling it first. */
export const java = installed('needs Java 17 or newer: apt install default-jdk-headless', (around) => {
  const places = onPath(around, { java: 'java', javac: 'javac' })
  return places && { java: places.java }
})

export const php = installed('needs PHP 8 with pdo_sqlite: apt install php-cli php-sqlite3', (around) => {
  const places = onPath(around, { php: 'php' })
  const asks = ['-r', "exit(extension_loaded('pdo_sqlite') ? 0 : 1);"]
  return places && spawnSync(places.php, asks, { stdio: 'ignore' }).status === 0 ? places : undefined
})

export const mono = installed('needs Mono: apt install mono-mcs', (around) =>
  onPath(around, { compiler: 'mcs', mono: 'mono' }),
)

export const cfnLint = installed(
  'needs cfn-lint: pip install cfn-lint',
  (around) =>
    onPath(around, { cfnLint: '/opt/cfn-lint/bin/cfn-lint' }) ?? onPath(around, { cfnLint: 'cfn-lint' }),
)

export const moto = installed(
  'needs moto: pip install moto flask flask-cors pyyaml py-partiql-parser openapi-spec-validator',
  (around) =>
    onPath(around, { moto: '/opt/moto/bin/moto_server' }) ?? onPath(around, { moto: 'moto_server' }),
)

/** Its program; npm brings it, so that no environment hides it. */
export const nodeRed: OptionalProgram<string> = {
  needs: 'needs the development dependency node-red: npm ci',
  find() {
    try {
      return join(dirname(require.resolve('node-red/package.json')), 'red.js')
    } catch {
      return undefined
    }
  },
}

const znunyModules = [
  'DBD::Pg',
  'REST::Client',
  'Plack',
  'CGI::Emulate::PSGI',
  'Module::Refresh',
  'Moo',
  'DateTime',
]

function installed<Places>(
  needs: string,
  look: (around: Surroundings) => Places | undefined,
): OptionalProgram<Places> {
  return {
    needs,
    find: (around = here) => (around.environment['NETZDIALOG_WITHOUT_PROGRAMS'] ? undefined : look(around)),
  }
}

/** @param wanted names on the `PATH`, or absolute places. @returns where each is; `undefined` where one is missing */
function onPath<Name extends string>(
  { environment, root }: Surroundings,
  wanted: Record<Name, string>,
): Record<Name, string> | undefined {
  const folders = (environment['PATH'] ?? '').split(delimiter)
  const places = { ...wanted }
  for (const name in wanted) {
    const program = wanted[name]
    const candidates = isAbsolute(program)
      ? [join(root, program)]
      : folders.map((folder) => join(folder, program))
    const place = candidates.find(isProgram)
    if (place === undefined) return undefined
    places[name] = place
  }
  return places
}

function hasPerl(around: Surroundings, modules: readonly string[]): boolean {
  const perl = onPath(around, { perl: 'perl' })?.perl
  if (perl === undefined) return false
  const uses = modules.map((name) => `-M${name}`)
  return spawnSync(perl, [...uses, '-e', '1'], { stdio: 'ignore' }).status === 0
}

/** The folder of the programs of the newest version. */
function newestPostgres({ root }: Surroundings): string | undefined {
  const folder = join(root, 'usr/lib/postgresql')
  if (!existsSync(folder)) return undefined
  const versions = readdirSync(folder).toSorted((one, other) => Number(other) - Number(one))
  return versions.map((version) => join(folder, version, 'bin')).find((bin) => isProgram(join(bin, 'initdb')))
}

function isProgram(place: string): boolean {
  try {
    accessSync(place, constants.X_OK)
    return true
  } catch {
    return false
  }
}
