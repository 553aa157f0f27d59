import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { close, listen } from '../../bin/local/listen.ts'
import { facebook } from '../../bin/local/senders/facebook.ts'
import manifest from '../../package.json' with { type: 'json' }

vi.setConfig({ testTimeout: 60_000 })

const root = fileURLToPath(new URL('../..', import.meta.url))
const comment = 'bin/samples/facebook/comment.json'

async function run(args: string[], input = '', environment: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, ['bin/netzdialog.ts', ...args], {
    cwd: root,
    env: { ...process.env, ...environment },
  })
  child.stdin.end(input)
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.on('close', resolve)),
  ])
  return { stdout, stderr, code, lines: stdout.trim().split('\n') }
}

describe('netzdialog', () => {
  it('explains itself', async () => {
    const { stdout, code } = await run(['--help'])
    expect(code).toBe(0)
    for (const command of ['start', 'normalize', 'send']) expect(stdout).toContain(command)
  })

  it.each(['start', 'normalize', 'send', 'init', 'new platform'])(
    'explains %s by an example that can be pasted',
    async (command) => {
      const { stdout, code } = await run([...command.split(' '), '--help'])
      const called = new RegExp(`Example:\\n {2}(PORT=9000 )?node bin/netzdialog[.]mjs ${command}`)
      expect([code, stdout]).toEqual([0, expect.stringMatching(called)])
    },
  )

  it('says in a sentence what an adapter of one’s own lacks to be run', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'netzdialog-senderless-'))
    const forum = join(root, 'test/support/own-adapters/forum.ts')
    const own = join(folder, 'forum.ts')
    writeFileSync(own, `export { platform } from '${forum}'`)
    const deployment = {
      platforms: { forum: { adapter: './forum.ts' } },
      destinations: [{ name: 'crm', adapter: 'webhook', settings: { url: 'https://crm.test' } }],
      routing: { rules: [{ to: ['crm'] }] },
    }
    const file = join(folder, 'deployment.ts')
    writeFileSync(file, `export default ${JSON.stringify(deployment)}`)
    const { stderr, code } = await run(['start'], '', {
      NETZDIALOG_DEPLOYMENT: file,
      PORT: '0',
      CRM_PORT: '0',
    })
    rmSync(folder, { recursive: true })
    expect([code, stderr]).toEqual([
      1,
      `netzdialog: ${own} exports no \`sender\` of the right form: export one under this name\n`,
    ])
  })

  it('tells its version', async () => {
    expect(await run(['--version'])).toMatchObject({ stdout: `${manifest.version}\n`, code: 0 })
  })

  it.each([
    ['no command', [], /Usage:/],
    ['an unknown command', ['frobnicate'], /unknown command 'frobnicate'\n.*--help/],
    ['a missing argument', ['normalize'], /missing required argument 'platform'\n.*--help/],
    ['an unknown option', ['send', 'facebook', comment, '--uri', 'x'], /unknown option '--uri'/],
    [
      'an unknown platform',
      ['normalize', 'myspace', comment],
      /no platform "myspace": take one of .*facebook/,
    ],
    ['a person without an id', ['erase', '--id', ' '], /--id is empty: take it as `author.id`/],
    ['an empty scope', ['erase', '--id', '9', '--scope', ''], /--scope is empty: leave it out/],
    ['an unknown platform to send', ['send', 'constructor', comment], /no platform "constructor"/],
    [
      'an impossible address',
      ['send', 'facebook', comment, '--url', 'crm'],
      /--url is "crm": give the whole/,
    ],
  ])('ends with 2 for %s', async (_what, args, sentence) => {
    const { code, stderr, stdout } = await run(args)
    expect([code, stderr, stdout]).toEqual([2, expect.stringMatching(sentence), ''])
  })

  it('ends quietly when nobody reads on', async () => {
    const child = spawn(
      'sh',
      ['-c', `"${process.execPath}" bin/netzdialog.ts normalize facebook ${comment} ${comment} | true`],
      {
        cwd: root,
      },
    )
    expect(await text(child.stderr)).toBe('')
  })
})

describe('netzdialog normalize', () => {
  it.each(['comment', 'message', 'review'])('makes one event of the sample %s', async (name) => {
    const file = `bin/samples/facebook/${name}.json`
    const { stdout, stderr, code } = await run(['normalize', 'facebook', file])
    expect([code, stderr]).toEqual([0, ''])
    expect(JSON.parse(stdout)).toMatchObject({
      file,
      events: [{ kind: 'message.created', direction: 'inbound' }],
      ignored: [],
      quarantined: [],
    })
  })

  it('reads standard input, with ids and characters unchanged', async () => {
    const payload = {
      object: 'page',
      entry: [
        {
          id: '4711',
          time: 1795203802,
          changes: [
            {
              field: 'feed',
              value: {
                item: 'comment',
                verb: 'add',
                comment_id: '777_10',
                post_id: '4711_777',
                parent_id: '4711_777',
                sender_id: 'ID',
                created_time: 1795203801,
                message: 'Grüße 😱 \uFFFF',
              },
            },
          ],
        },
      ],
    }
    const json = JSON.stringify(payload).replace('"ID"', '9007199254740993')
    const { stdout, code } = await run(['normalize', 'facebook'], json)
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      file: '-',
      events: [{ message: { text: 'Grüße 😱 \uFFFF' }, author: { id: '9007199254740993' } }],
    })
  })

  it('tells what would be quarantined, and why, and ends with 0', async () => {
    const { stdout, code } = await run(['normalize', 'facebook', '-'], 'genuine nonsense')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      file: '-',
      events: [],
      ignored: [],
      quarantined: [{ what: 'payload', why: 'not_json' }],
    })
  })

  it('names a file that is not there, does the others, and ends with 1', async () => {
    const { stderr, code, lines } = await run(['normalize', 'facebook', 'none.json', 'bin', comment])
    expect([code, lines.length]).toEqual([1, 1])
    expect(JSON.parse(lines[0]!)).toMatchObject({ file: comment })
    expect(stderr).toBe(
      'netzdialog: cannot read none.json: there is no such file\n' +
        'netzdialog: cannot read bin: it is a folder: name the files in it\n',
    )
  })
})

describe('netzdialog send', () => {
  let server: Server
  const received: { url: string; signature: unknown; body: string }[] = []
  afterEach(() => close(server))

  async function receiver(status: number, answer: string): Promise<number> {
    received.length = 0
    server = createServer(async (request, response) => {
      const body = await text(request)
      received.push({ url: request.url ?? '', signature: request.headers['x-hub-signature-256'], body })
      response.writeHead(status).end(answer)
    })
    return listen(server, 0)
  }

  it('posts each file as the platform would, to the port of the local run', async () => {
    const port = await receiver(200, 'EVENT_RECEIVED')
    const { lines, code } = await run(['send', 'facebook', comment, '-'], '{}', { PORT: String(port) })
    expect([code, lines]).toEqual([0, [`${comment}: 200 EVENT_RECEIVED`, '-: 200 EVENT_RECEIVED']])
    const { headers } = facebook.sign(Buffer.from('{}'), facebook.localSecrets, new Date())
    expect(received[1]).toEqual({
      url: '/webhooks/facebook',
      signature: new Headers(headers).get('x-hub-signature-256'),
      body: '{}',
    })
  })

  it('prints a refusal and ends with 1', async () => {
    const port = await receiver(401, '{"error":"no"}')
    const url = `http://127.0.0.1:${port}/other`
    const { stdout, code } = await run(['send', 'facebook', comment, '--url', url])
    expect([code, stdout, received[0]?.url]).toEqual([1, `${comment}: 401 {"error":"no"}\n`, '/other'])
  })

  it('sends with fresh ids and times, so that each is a new contact, and an edit still means its message', async () => {
    const port = await receiver(200, '')
    const folder = 'bin/samples/facebook/conversation'
    const scene = [`${folder}/1-question.json`, `${folder}/3-edited.json`]
    const commentOf = (body = '') => /"comment_id":\s*"([^"]+)"/.exec(body)?.[1]
    const sendOnce = async () => {
      received.length = 0
      const { code } = await run(['send', '--new', 'facebook', ...scene], '', { PORT: String(port) })
      expect(code).toBe(0)
      const posted = received.filter(({ url }) => url.startsWith('/webhooks/')).map(({ body }) => body)
      expect(posted).toHaveLength(2)
      expect(commentOf(posted[0])).toBe(commentOf(posted[1]))
      return commentOf(posted[0])
    }
    const first = await sendOnce()
    expect(first).toMatch(/^\d+_\d+$/)
    expect(await sendOnce()).not.toBe(first)
  })

  it('signs with other secrets', async () => {
    const port = await receiver(200, '')
    const file = 'test/bin/fixtures/facebook-secrets.json'
    const { code } = await run(['send', 'facebook', '-', '--secrets', file], '{}', { PORT: String(port) })
    expect(code).toBe(0)
    const { headers } = facebook.sign(Buffer.from('{}'), { appSecrets: ['another-secret'] }, new Date())
    expect(received[0]?.signature).toBe(new Headers(headers).get('x-hub-signature-256'))
  })

  it('says what the secrets should be', async () => {
    await receiver(200, '')
    const { code, stderr } = await run(['send', 'facebook', comment, '--secrets', 'package-lock.json'])
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('must be an object with appSecrets, verifyTokens'),
    ])
    expect(stderr).toContain(
      'cannot sign with package-lock.json: appSecrets in it is missing or of another form',
    )
    expect(stderr).not.toContain('Zod')
    const notJson = await run(['send', 'facebook', comment, '--secrets', 'biome.json.txt'])
    expect([notJson.code, notJson.stderr]).toEqual([1, expect.stringContaining('there is no such file')])
  })

  it('asks whether anything runs where nobody listens', async () => {
    const port = await receiver(200, '')
    await close(server)
    const { code, stderr } = await run(['send', 'facebook', comment], '', { PORT: String(port) })
    expect([code, stderr]).toEqual([
      1,
      `netzdialog: nobody listens at http://localhost:${port}/webhooks/facebook: is \`npm start\` running?\n`,
    ])
  })
})
