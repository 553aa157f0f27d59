import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../flow/mail-front-door.ts'
import { requestTracker } from './programs.ts'
import { readTickets, type TrackedTicket } from './request-tracker-tickets.ts'
import { run } from './run.ts'

const initialData = fileURLToPath(new URL('../../docs/destinations/rt-initialdata.pl', import.meta.url))

export interface SentMail {
  readonly to: string
  readonly subject: string
  /** The whole mail, headers included. */
  readonly source: string
}

export interface RequestTracker {
  /** Without a slash at the end. */
  readonly url: string
  /** Of the user `netzdialog`, made with its rights by docs/destinations/rt-initialdata.pl. */
  readonly token: string
  readonly queue: string
  readonly root: { readonly user: 'root'; readonly password: string }
  /** All tickets, straight from the database. */
  tickets(): TrackedTicket[]
  /** What it has sent by mail so far, the oldest first. */
  mails(): Promise<SentMail[]>
  /** Asks its REST 2.0 interface as root. @returns what it says, JSON read */
  ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>
  /** Hands a mail to its mail gateway (`rt-mailgate`), as an MTA's alias would. Rejects where it is not taken. */
  receiveMail(mail: string | Uint8Array, action?: string): Promise<void>
  /** Runs Perl with RT loaded and `$queue` and `$user` at hand. @returns what it prints */
  administer(perl: string): Promise<string>
  stop(): Promise<void>
}

export interface RequestTrackerOptions {
  /** A folder of Perl modules that it finds besides its own. */
  readonly perlLibrary?: string
  /** Lines for its configuration, e.g. `Set(@MailPlugins, 'Netzdialog');`. */
  readonly configuration?: string
}

/** A Request Tracker of its own, beside any other: default scrips, own database, own port, mails kept in files. */
export async function startRequestTracker({
  perlLibrary,
  configuration = '',
}: RequestTrackerOptions = {}): Promise<RequestTracker> {
  const found = requestTracker.find()
  if (!found) throw new Error(requestTracker.needs)
  const { setup, gateway, server, library } = found
  const folder = await mkdtemp(join(tmpdir(), 'netzdialog-rt-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const queue = 'General'
  const root = { user: 'root', password: 'root-of-a-test' } as const
  for (const name of ['d', 'mason', 'sessions', 'mails']) await mkdir(join(folder, name))
  await writeFile(join(folder, 'config.pm'), config(folder, port, configuration))
  await writeFile(join(folder, 'keep-mail'), keepMail(folder))
  await chmod(join(folder, 'keep-mail'), 0o755)
  await writeFile(join(folder, 'root-password'), root.password, { mode: 0o600 })
  const env = {
    ...process.env,
    RT_SITE_CONFIG: join(folder, 'config.pm'),
    RT_SITE_CONFIG_DIR: join(folder, 'd'),
    NETZDIALOG_QUEUE: queue,
    ...(perlLibrary !== undefined && { PERL5LIB: perlLibrary }),
  }
  await run(
    setup,
    ['--action', 'init', '--skip-create', '--root-password-file', join(folder, 'root-password')],
    { env },
  )
  const { stdout } = await run(setup, ['--action', 'insert', '--skip-create', '--datafile', initialData], {
    env,
  })
  const token = /^\d+-\d+-[0-9a-f]+$/m.exec(stdout)?.[0]
  if (!token) throw new Error(`no token from ${initialData}:\n${stdout}`)

  const log: string[] = []
  const child = spawn(
    server,
    ['--server', 'Starlet', '--host', '127.0.0.1', '--port', String(port), '--max-workers', '2'],
    {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => log.push(String(chunk)))
  const ended = once(child, 'exit')
  while (!(await fetch(`${url}/REST/2.0/rt`).then(Boolean, () => false))) {
    if (child.exitCode !== null) throw new Error(`Request Tracker ended at once:\n${log.join('')}`)
    await sleep(100)
  }

  return {
    url,
    token,
    queue,
    root,
    tickets: () => readTickets(join(folder, 'database')),
    mails: () => readMails(join(folder, 'mails')),
    async ask(method, path, body) {
      const basic = Buffer.from(`${root.user}:${root.password}`).toString('base64')
      const answer = await fetch(`${url}/REST/2.0/${path}`, {
        method,
        headers: { authorization: `Basic ${basic}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      const text = await answer.text()
      return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) }
    },
    async receiveMail(mail, action = 'correspond') {
      const gate = spawn(gateway, ['--queue', queue, '--action', action, '--url', url], { env })
      gate.stdin.end(mail)
      const [code] = await once(gate, 'exit')
      if (code !== 0) throw new Error(`rt-mailgate ended with ${code}`)
    },
    async administer(perl) {
      const prelude = `use strict; use lib '${library}'; use RT; RT::LoadConfig(); RT::Init();
        my $queue = RT::Queue->new(RT->SystemUser); $queue->Load('${queue}');
        my $user = RT::User->new(RT->SystemUser); $user->Load('netzdialog');`
      return (await run('perl', ['-e', `${prelude}\n${perl}`], { env })).stdout
    },
    async stop() {
      // SIGINT would change the owner of the folders of the machine's own Request Tracker.
      child.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function readMails(folder: string): Promise<SentMail[]> {
  const names = (await readdir(folder)).sort()
  const sources = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  return sources.map((source) => {
    const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'mi').exec(source)?.[1] ?? ''
    return { to: header('To'), subject: header('Subject'), source }
  })
}

function keepMail(folder: string): string {
  return `#!/bin/sh
name="$(date +%s%N)-$$"
cat > "${folder}/$name" && mv "${folder}/$name" "${folder}/mails/$name"
`
}

function config(folder: string, port: number, more: string): string {
  return `Set($rtname, 'acme.example');
Set($Organization, 'acme.example');
Set($CorrespondAddress, 'service@acme.example');
Set($CommentAddress, 'service-comment@acme.example');
Set($WebPath, '');
Set($WebDomain, '127.0.0.1');
Set($WebPort, ${port});
Set($WebBaseURL, 'http://127.0.0.1:${port}');
Set($Timezone, 'Europe/Berlin');
Set($DatabaseType, 'SQLite');
Set($DatabaseName, '${folder}/database');
Set($MailCommand, 'sendmailpipe');
Set($SendmailPath, '${folder}/keep-mail');
# A token is checked by bcrypt, which at the usual 12 is most of what a request costs.
Set($BcryptCost, 4);
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'error');
$RT::MasonDataDir = '${folder}/mason';
$RT::MasonSessionDir = '${folder}/sessions';
${more}
1;
`
}
