import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { describeWith } from '../support/describe-with.ts'
import { pipePrograms } from '../support/programs.ts'
import { type FrontDoor, freePort, mimeSettings, openFrontDoor } from './mail-front-door.ts'
import { simpleMail } from './simple-mail.ts'

const pipe = fileURLToPath(new URL('../../bin/postfix/netzdialog-pipe', import.meta.url))
const secret = mimeSettings.signingSecrets[0] ?? ''

describeWith(pipePrograms, 'netzdialog-pipe', () => {
  let door: FrontDoor
  let folder: string

  beforeAll(async () => {
    door = await openFrontDoor()
    folder = await mkdtemp(join(tmpdir(), 'netzdialog-pipe-'))
  })
  beforeEach(() => {
    for (const list of [door.requests, door.events, door.refused]) list.length = 0
    door.status = 200
  })
  afterAll(async () => {
    door.server.close()
    await rm(folder, { recursive: true })
  })

  async function runPipe(
    body: string | Buffer,
    { url = door.url, key = secret, from = 'anne@kunde.example', to = ['service@acme.example'] } = {},
  ): Promise<{ code: number | null; output: string }> {
    const config = join(folder, 'pipe.conf')
    await writeFile(config, `# Netzdialog\nurl = ${url}\nsecret=${key}\n`)
    const child = spawn(pipe, ['-c', config, '-f', from, '--', ...to], { stdio: ['pipe', 'pipe', 'inherit'] })
    const output: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
    // A pipe that gives up early closes its input.
    child.stdin.on('error', () => undefined)
    child.stdin.end(body)
    const code = await new Promise<number | null>((done) => child.on('close', done))
    return { code, output: Buffer.concat(output).toString() }
  }

  it('signs and posts a mail with its envelope', async () => {
    const to = ['service@acme.example', 'vertrieb@acme.example']
    expect(await runPipe(simpleMail, { to })).toEqual({ code: 0, output: '' })
    expect(door.refused).toEqual([])
    expect(door.requests.map(({ body }) => body)).toEqual([Buffer.from(simpleMail)])
    expect(door.events.map(({ account }) => [account.id, ...(account.others ?? [])])).toEqual([to])
  })

  it('keeps every byte of a mail that is no UTF-8', async () => {
    const body = Buffer.concat([
      Buffer.from('Subject: x\n\n'),
      Buffer.from(Array.from({ length: 512 }, (_, n) => n % 256)),
    ])
    expect((await runPipe(body)).code).toBe(0)
    expect(door.requests[0]?.body.equals(body)).toBe(true)
    expect(door.events).toHaveLength(1)
  })

  it('names the null sender of a bounce', async () => {
    await runPipe(
      simpleMail.replace('From: Anne Beispiel <anne@kunde.example>', 'From: MAILER-DAEMON@kunde.example'),
      {
        from: '',
      },
    )
    expect(door.events[0]?.message?.automated).toBe('bounce')
  })

  it('takes an address for an address, whatever stands in it', async () => {
    const odd = '"a\\"b@x --output=y"@acme.example'
    expect((await runPipe(simpleMail, { to: [odd] })).code).toBe(0)
    expect(door.requests).toHaveLength(1)
  })

  it('signs with keys of any length that is allowed', async () => {
    for (const length of [24, 63, 64]) {
      const key = `whsec_${Buffer.alloc(length, 7).toString('base64')}`
      await runPipe(simpleMail, { key })
      const { headers, body } = door.requests.at(-1)!
      // The library reads the body as JSON once it has proven it.
      expect(() => new Webhook(key).verify(body, Object.fromEntries(headers))).toThrow(SyntaxError)
    }
    expect(door.requests).toHaveLength(3)
  })

  it.each([
    { status: 413, code: 69, says: /^5\.3\.4 / },
    { status: 401, code: 75, says: /^4\.7\.8 / },
    { status: 403, code: 75, says: /^4\.3\.0 / },
    { status: 415, code: 75, says: /^4\.3\.0 / },
    { status: 429, code: 75, says: /^4\.3\.0 / },
    { status: 500, code: 75, says: /^4\.3\.0 / },
    { status: 503, code: 75, says: /^4\.3\.0 / },
    { status: 202, code: 75, says: /^4\.3\.0 / },
  ])('exits with $code when the service answers $status', async ({ status, code, says }) => {
    door.status = status
    const result = await runPipe(simpleMail)
    expect(result.code).toBe(code)
    expect(result.output).toMatch(says)
  })

  it('has Postfix try again where nobody answers or the configuration is wrong', async () => {
    expect((await runPipe(simpleMail, { url: `http://127.0.0.1:${await freePort()}/` })).code).toBe(75)
    expect((await runPipe(simpleMail, { url: '' })).code).toBe(75)
    const wrong = await runPipe(simpleMail, { key: 'whsec_zu-kurz' })
    expect(wrong.code).toBe(75)
    expect(wrong.output).not.toContain('zu-kurz')
  })
})
