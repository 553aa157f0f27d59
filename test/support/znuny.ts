import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { freePort } from '../flow/mail-front-door.ts'
import { znuny } from './programs.ts'
import { run } from './run.ts'
import {
  customer,
  outMark,
  password,
  prelude,
  readRecipients,
  readTickets,
  setup,
  userLogin,
} from './znuny-perl.ts'

const webService = fileURLToPath(new URL('../../docs/destinations/netzdialog-znuny.yml', import.meta.url))

const articles = z.array(
  z.object({
    from: z.string(),
    subject: z.string(),
    body: z.string(),
    sender: z.string(),
    visible: z.coerce.number().transform(Boolean),
    event: z.string().nullable(),
    files: z.array(z.string()),
  }),
)
const tickets = z.array(
  z.object({
    id: z.coerce.string(),
    title: z.string(),
    state: z.string(),
    queue: z.string(),
    customer: z.string(),
    key: z.string().nullable(),
    articles,
  }),
)
export type ZnunyTicket = z.infer<typeof tickets>[number]

export interface Znuny {
  /** The web service of docs/destinations/netzdialog-znuny.yml. */
  readonly url: string
  readonly userLogin: string
  readonly password: string
  /** A customer user. */
  readonly customer: string
  /** Every ticket but the one that it welcomes its administrator with, the oldest first. */
  tickets(): Promise<ZnunyTicket[]>
  /** To whom it has sent mail so far. */
  recipients(): Promise<string[]>
  /** Runs Perl with `$Kernel::OM` at hand, and `out` to hand a value over. @returns that value */
  administer(perl: string): Promise<unknown>
  stop(): Promise<void>
}

/**
 * A Znuny of its own with the agent `netzdialog`, who may do everything in the queue Raw, whose customers get auto
 * responses, and nothing in Misc. Own database, own port; mails stay in its queue. It looks up no domain.
 */
export async function startZnuny(): Promise<Znuny> {
  const found = znuny.find()
  if (!found) throw new Error(znuny.needs)
  const { package: root, postgres, plackup } = found
  const folder = await mkdtemp(join(tmpdir(), 'netzdialog-znuny-'))
  const home = join(folder, 'home')
  const as = { cwd: folder, ...(await postgresUser()), maxBuffer: 64 * 1024 * 1024 }
  const program = (name: string, ...args: string[]) => run(join(postgres, name), args, as)
  const console = (...args: string[]) => run(join(home, 'bin/otrs.Console.pl'), args, { ...as, cwd: home })
  const administer = async (perl: string): Promise<unknown> => {
    const { stdout } = await run('perl', ['-e', prelude(home) + perl], { ...as, cwd: home })
    const written = stdout.split(outMark)[1]
    return written === undefined ? undefined : JSON.parse(written)
  }

  await copyTree(root, home)
  await copyFile(join(root, 'usr/share/dbconfig-common/data/otrs2/install/pgsql'), join(folder, 'schema.sql'))
  await copyFile(webService, join(folder, 'web-service.yml'))
  await writeFile(join(home, 'Kernel/Config.pm'), config(folder, home))
  if (as.uid !== undefined) await run('chown', ['-R', `${as.uid}:${as.gid}`, folder])
  await program(
    'initdb',
    '-D',
    join(folder, 'db'),
    '-U',
    'znuny',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
  )
  const options = `-k ${folder} -c listen_addresses='' -c fsync=off -c synchronous_commit=off`
  await program(
    'pg_ctl',
    '-D',
    join(folder, 'db'),
    '-w',
    '-s',
    '-l',
    join(folder, 'db.log'),
    '-o',
    options,
    'start',
  )
  const psql = (...args: string[]) => program('psql', '-q', '-h', folder, '-U', 'znuny', ...args)
  await psql('-d', 'postgres', '-c', 'create database znuny')
  await psql('-d', 'znuny', '-1', '-v', 'ON_ERROR_STOP=1', '-f', join(folder, 'schema.sql'))
  await console('Maint::Config::Rebuild')
  await administer(setup)
  await console(
    'Admin::WebService::Add',
    '--name',
    'Netzdialog',
    '--source-path',
    join(folder, 'web-service.yml'),
  )

  const port = await freePort()
  const server = spawn(
    plackup,
    ['-E', 'deployment', '--host', '127.0.0.1', '--port', String(port), join(home, 'bin/cgi-bin/app.psgi')],
    {
      ...as,
      stdio: 'ignore',
    },
  )
  const ended = once(server, 'exit')
  const url = `http://127.0.0.1:${port}/otrs/nph-genericinterface.pl/Webservice/Netzdialog`
  while (!(await fetch(url).then(Boolean, () => false))) {
    if (server.exitCode !== null) throw new Error('its web server ended at once')
    await sleep(100)
  }
  return {
    url,
    userLogin,
    password,
    customer,
    tickets: async () => tickets.parse(await administer(readTickets)),
    recipients: async () => z.array(z.string()).parse(await administer(readRecipients)),
    administer,
    async stop() {
      server.kill('SIGTERM')
      await ended
      await program('pg_ctl', '-D', join(folder, 'db'), '-m', 'immediate', '-s', 'stop')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** PostgreSQL does not run as root. */
async function postgresUser(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {}
  const id = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout)
  return { uid: await id('-u'), gid: await id('-g') }
}

/** The package's parts lie apart, tied by links into `/etc` and `/var`. */
async function copyTree(root: string, home: string): Promise<void> {
  await cp(join(root, 'usr/share/otrs'), home, { recursive: true, verbatimSymlinks: true })
  const links = [
    'Kernel/Config.pm',
    'Kernel/Config/Backups',
    'Kernel/Config/Files',
    'Kernel/Config/GenericAgent.pm',
    'var',
  ]
  for (const link of links) await rm(join(home, link), { force: true })
  await cp(join(root, 'var/lib/otrs'), join(home, 'var'), { recursive: true, verbatimSymlinks: true })
  await rename(join(home, 'var/Config/Files'), join(home, 'Kernel/Config/Files'))
  for (const link of ['var/run', 'var/spool']) {
    await rm(join(home, link), { force: true })
    await mkdir(join(home, link))
  }
}

function config(folder: string, home: string): string {
  return `package Kernel::Config;
use strict; use warnings; use utf8;
sub Load {
    my $Self = shift;
    $Self->{DatabaseDSN} = 'DBI:Pg:dbname=znuny;host=${folder}';
    $Self->{DatabaseUser} = 'znuny';
    $Self->{DatabasePw} = '';
    $Self->{Home} = '${home}';
    $Self->{SecureMode} = 1;
    $Self->{CheckMXRecord} = 0;
    return 1;
}
use Kernel::Config::Defaults;
use parent qw(Kernel::Config::Defaults);
1;
`
}
