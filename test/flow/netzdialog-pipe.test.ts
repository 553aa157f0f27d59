import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { listen } from '../../bin/local/listen.ts'
import { verifyMail } from '../../functions/platforms/mime/verify-mail.ts'
import { describeWith } from '../support/describe-with.ts'
import { pipePrograms } from '../support/programs.ts'
import { isThorough } from '../support/thorough.ts'
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

  it('announces a mail of more than 3 MB, and uploads it where the answer says', async () => {
    const place = await uploadPlace()
    const body = Buffer.concat([Buffer.from(simpleMail), Buffer.alloc(3_000_000, 'x\xff', 'latin1')])
    expect(await runPipe(body, { url: place.url })).toEqual({ code: 0, output: '' })
    const [announcement, upload] = place.requests
    expect([announcement?.method, upload?.method, place.requests.length]).toEqual(['POST', 'PUT', 2])
    const hash = createHash('sha256').update(body)
    const digest = hash.digest()
    expect(JSON.parse(String(announcement?.body))).toEqual({
      size: body.length,
      sha256: digest.toString('hex'),
    })
    const { headers } = announcement!
    expect(headers.get('x-envelope-to')).toBe('service@acme.example')
    expect(headers.get('x-envelope-from')).toBe('<anne@kunde.example>')
    const request = {
      method: 'POST',
      query: new URLSearchParams(),
      headers,
      body: announcement!.body,
      receivedAt: new Date(),
    }
    expect(() => verifyMail(request, mimeSettings)).not.toThrow()
    expect(upload?.body.equals(body)).toBe(true)
    expect(upload?.headers.get('x-amz-checksum-sha256')).toBe(digest.toString('base64'))
    place.server.close()
  })

  /** Each hashes and signs three megabytes: `npm test` takes half of them. */
  const endings: [where: string, statuses: Parameters<typeof uploadPlace>[0], code: number, says: RegExp][] =
    [
      ['the upload fails', { upload: 503 }, 75, /^4\.3\.0 .*upload was answered 503/],
      ['S3 finds other bytes than were announced', { upload: 400 }, 75, /^4\.3\.0 .*400/],
      ['the announcement is answered with 503', { announcement: 503 }, 75, /^4\.3\.0 .*503/],
      ['the announcement is not proven', { announcement: 401 }, 75, /^4\.7\.8 /],
      [
        'uploads are not enabled, and the mail is too large',
        { announcement: 413, mail: 413 },
        69,
        /^5\.3\.4 /,
      ],
      ['uploads are not enabled, and the mail is taken', { announcement: 413 }, 0, /^$/],
      ['the service knows no announcements', { announcement: 415 }, 0, /^$/],
    ]

  it.each(endings.filter((_, index) => isThorough || index % 2 === 0))(
    'says what becomes of a large mail where %s',
    async (_, statuses, code, says) => {
      const place = await uploadPlace(statuses)
      const body = Buffer.concat([Buffer.from(simpleMail), Buffer.alloc(3_000_000, 'x')])
      const outcome = await runPipe(body, { url: place.url })
      place.server.close()
      expect(outcome.code).toBe(code)
      expect(outcome.output).toMatch(says)
    },
  )
})

/** Stands for the front door and the bucket of a deployment with uploads. */
async function uploadPlace(statuses: { announcement?: number; upload?: number; mail?: number } = {}) {
  const requests: { method: string; headers: Headers; body: Buffer }[] = []
  const server = createServer(async (request, response) => {
    const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    requests.push({ method: request.method ?? '', headers, body: await buffer(request) })
    const announces = headers.get('content-type')?.endsWith('announcement+json')
    const { announcement = 201, upload = 200, mail = 200 } = statuses
    response.statusCode = request.method === 'PUT' ? upload : announces ? announcement : mail
    if (response.statusCode === 201)
      response.setHeader('Location', `${url}/incoming/1/mail?signed=a%2Fb&c="d"`)
    response.end()
  })
  const url = `http://127.0.0.1:${await listen(server, 0)}`
  return { url, requests, server }
}
