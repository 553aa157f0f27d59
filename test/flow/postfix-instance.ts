import { chmod, chown, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { postfix } from '../support/programs.ts'
import { run } from '../support/run.ts'

const pipe = fileURLToPath(new URL('../../bin/postfix/netzdialog-pipe', import.meta.url))

export interface PostfixInstance {
  control(...args: string[]): Promise<unknown>
  log(): Promise<string>
  stop(): Promise<void>
}

/** A Postfix of its own, beside any other: the recipe of docs/postfix.md, listening on `port`. */
export async function startPostfix(options: {
  port: number
  url: string
  secret: string
}): Promise<PostfixInstance> {
  const found = postfix.find()
  if (!found) throw new Error(postfix.needs)
  const folder = await mkdtemp(join(tmpdir(), 'netzdialog-postfix-'))
  await chmod(folder, 0o755)
  for (const name of ['etc', 'queue', 'data', 'log']) await mkdir(join(folder, name))
  const id = async (...args: string[]) => Number((await run('id', args)).stdout)
  await chown(join(folder, 'data'), await id('-u', 'postfix'), await id('-g', 'postfix'))
  await copyFile(pipe, join(folder, 'netzdialog-pipe'))
  const config = join(folder, 'pipe.conf')
  await writeFile(config, `url = ${options.url}\nsecret = ${options.secret}\n`, { mode: 0o600 })
  await chown(config, await id('-u', 'nobody'), -1)
  await writeFile(join(folder, 'etc', 'transport'), 'service@acme.example netzdialog:\n')
  await writeFile(join(folder, 'etc', 'main.cf'), mainCf(folder, found))
  await writeFile(join(folder, 'etc', 'master.cf'), masterCf(folder, options.port))
  const control = (...args: string[]) => run(found.postfix, ['-c', join(folder, 'etc'), ...args])
  await control('start')
  return {
    control,
    log: () => readFile(join(folder, 'log', 'mail.log'), 'utf8').catch(() => ''),
    async stop() {
      await control('stop').catch(() => undefined)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function mainCf(folder: string, programs: { postfix: string; daemons: string }): string {
  return `compatibility_level = 3.6
command_directory = ${dirname(programs.postfix)}
daemon_directory = ${programs.daemons}
queue_directory = ${folder}/queue
data_directory = ${folder}/data
mail_owner = postfix
setgid_group = postdrop
maillog_file = ${folder}/log/mail.log
maillog_file_prefixes = ${folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.acme.example
mydestination =
relay_domains = acme.example
mynetworks = 127.0.0.0/8
recipient_delimiter = +
default_transport = discard
transport_maps = texthash:${folder}/etc/transport
netzdialog_destination_recipient_limit = 20
message_size_limit = 4000000
minimal_backoff_time = 1s
`
}

function masterCf(folder: string, port: number): string {
  return `127.0.0.1:${port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
local unix - n n - - local
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
netzdialog unix - n n - 10 pipe
  flags=q user=nobody null_sender=
  argv=${folder}/netzdialog-pipe -c ${folder}/pipe.conf -f \${sender} -- \${recipient}
`
}
