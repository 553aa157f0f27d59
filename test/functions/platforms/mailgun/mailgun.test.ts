import { createHmac } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mailgun as sender } from '../../../../bin/local/senders/mailgun.ts'
import type { WebhookRequest } from '../../../../functions/contracts/platform.ts'
import { Proven } from '../../../../functions/contracts/proven.ts'
import { rememberFirst } from '../../../../functions/ingest/remember-first.ts'
import { mailgun as adapter } from '../../../../functions/platforms/mailgun/index.ts'
import { verifyMailgun } from '../../../../functions/platforms/mailgun/verify.ts'
import { mailStory } from '../../../contracts/mail-story.ts'
import { describePlatform } from '../../../contracts/platform-contract.ts'
import { expectSoundResult } from '../../../contracts/sound-result.ts'
import {
  emptyWorld,
  expectResult,
  localSettings,
  readSigned,
  receivedAt,
  signedRequest,
} from '../../../contracts/webhook-request.ts'
import { memoryStore } from '../../../support/memory-ports.ts'

const fixtures = new URL('./fixtures/', import.meta.url)
const valid = readFileSync(new URL('mail.payload.txt', fixtures))
const wiring = { adapter, sender }
const settings = localSettings(wiring)
const form = (fields: Record<string, string>) => Buffer.from(String(new URLSearchParams(fields)))

const proofAtTheEnd = /&timestamp=[^&]*&token=[^&]*&signature=[^&]*$/

function withProof(request: WebhookRequest, proof: string | undefined): WebhookRequest {
  const text = Buffer.from(request.body).toString('latin1').replace(proofAtTheEnd, '')
  const timestamp = String(Math.floor(Date.parse(receivedAt) / 1000))
  const forged =
    proof === undefined ? '' : `&${new URLSearchParams({ timestamp, token: proof, signature: proof })}`
  return { ...request, body: Buffer.from(text + forged, 'latin1') }
}

const names = [
  'recipient',
  'sender',
  'from',
  'subject',
  'body-plain',
  'body-html',
  'body-mime',
  'message-headers',
]
const more = ['content-id-map', 'attachments', 'Message-Id', 'To', 'Date', 'attachment-count']
const values = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc.constantFrom(
    'service@acme.test',
    '[["Subject","x"],["From"]]',
    'From: a@b.test\r\nSubject: x',
    '[{"url":"u"}]',
  ),
)
const bodies = fc
  .dictionary(fc.constantFrom(...names, ...more), values)
  .map((fields) => ({ payload: form(fields), parts: 1 }))

describePlatform({
  ...wiring,
  fixtures,
  valid,
  otherSecrets: { signingKeys: ['other-mailgun-signing-key'], apiKeys: ['other-mailgun-api-key'] },
  withProof,
  unknown: readFileSync(new URL('no-mail.payload.txt', fixtures)),
  story: {
    ...mailStory((mail) =>
      form({ recipient: 'service@acme.example', 'body-mime': Buffer.from(mail).toString() }),
    ),
    answer: 'kits/mail tells the company’s own mails from others: `mime` plays it',
  },
  bodies,
  skip: {
    tampered: 'Mailgun signs a time and a token, not the mail',
    twice: 'a form is one mail',
    batch: 'a form is one mail',
    mutations: 'a form is no JSON: the form readers have property tests of their own',
  },
})

function codeOf(body: Uint8Array, at = receivedAt, type = 'application/x-www-form-urlencoded'): unknown {
  const headers = new Headers({ 'content-type': type })
  try {
    verifyMailgun(
      { method: 'POST', query: new URLSearchParams(), headers, body, receivedAt: new Date(at) },
      settings,
    )
    return 'proven'
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error
  }
}

/** As Mailgun may sign a repetition: with another token. */
const signLater: typeof sender.sign = (payload, secrets, now) =>
  sender.sign(Buffer.concat([payload, Buffer.from('&')]), secrets, now)

describe('verifyMailgun', () => {
  const { body } = signedRequest(wiring, valid)
  const later = (hours: number) => new Date(Date.parse(receivedAt) + hours * 3_600_000).toISOString()
  const proofOf = (timestamp: string, token: string) => ({
    timestamp,
    token,
    signature: createHmac('sha256', 'local-mailgun-signing-key')
      .update(timestamp + token)
      .digest('hex'),
  })

  it.each([
    [0, 'proven'],
    [8.9, 'proven'],
    [9.1, 'timestamp_stale'],
    [-0.05, 'proven'],
    [-0.1, 'timestamp_stale'],
  ])('%d hours after it was signed says %s: Mailgun repeats a mail for eight', (hours, code) => {
    expect(codeOf(body, later(hours))).toBe(code)
  })

  it('takes the same token again with the same mail, as a repetition after a time-out, and with no other', async () => {
    const { store } = memoryStore()
    const world = { ...emptyWorld, remember: rememberFirst('mailgun', store) }
    const request = signedRequest(wiring, valid)
    const verify = (given: Uint8Array) => adapter.verify({ ...request, body: given }, settings, world)
    const forged = Buffer.from(Buffer.from(request.body).toString().replace('recipient=', 'recipient=x'))
    await verify(request.body)
    await expect(verify(forged)).rejects.toMatchObject({ code: 'token_seen' })
    await expect(verify(forged)).rejects.toMatchObject({ code: 'token_seen' })
    await expect(verify(request.body)).resolves.toBeUndefined()
    const signedAnew = signedRequest({ sender: { ...sender, sign: signLater } }, valid)
    await expect(adapter.verify(signedAnew, settings, world)).resolves.toBeUndefined()
  })

  it('takes a token again with no other file, whatever the file is called', async () => {
    const { store } = memoryStore()
    const world = { ...emptyWorld, remember: rememberFirst('mailgun', store) }
    const headers = new Headers({ 'content-type': 'multipart/form-data; boundary=b' })
    const proof = Object.entries(proofOf('1795203802', 'f'.repeat(50))).map(
      ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    const verify = (name: string, bytes: string) => {
      const file = `--b\r\nContent-Disposition: form-data; name="${name}"; filename="a"\r\n\r\n${bytes}\r\n--b--\r\n`
      const body = Buffer.from(`${proof.join('')}${file}`)
      return adapter.verify({ ...signedRequest(wiring, valid), headers, body }, settings, world)
    }
    await verify('token', 'one')
    await verify('token', 'one')
    for (const name of ['token', 'timestamp', 'signature', 'attachment-1'])
      await expect(verify(name, 'other')).rejects.toMatchObject({ code: 'token_seen' })
  })

  it('has a webhook of an event proven once, too', async () => {
    const { store } = memoryStore()
    const world = { ...emptyWorld, remember: rememberFirst('mailgun', store) }
    const signature = proofOf('1795203802', 'b'.repeat(50))
    const verify = (event: string) =>
      adapter.verify(
        {
          ...signedRequest(wiring, valid),
          headers: new Headers({ 'content-type': 'application/json' }),
          body: Buffer.from(JSON.stringify({ signature, 'event-data': { event } })),
        },
        settings,
        world,
      )
    await verify('delivered')
    await verify('delivered')
    await expect(verify('failed')).rejects.toMatchObject({ code: 'token_seen' })
  })

  it('has the mail sent again where another request is just being proven by its token', async () => {
    const store = { ...memoryStore().store, putNew: async () => false }
    const world = { ...emptyWorld, remember: rememberFirst('mailgun', store) }
    const verifying = adapter.verify(signedRequest(wiring, valid), settings, world)
    await expect(verifying).rejects.toMatchObject({ code: 'not_remembered' })
  })

  it('finds the proof beside headers of the mail that are called the same', () => {
    const forged = `timestamp=1&token=x&signature=00&token=y&signature=${'a'.repeat(64)}`
    expect(codeOf(Buffer.concat([Buffer.from(`${forged}&`), body]))).toBe('proven')
    expect(codeOf(Buffer.concat([body, Buffer.from(`&${forged}`)]))).toBe('proven')
  })

  it.each([
    ['', 'signature_missing'],
    ['timestamp=1795203802&token=x', 'signature_missing'],
    [`timestamp=gestern&token=x&signature=${'a'.repeat(64)}`, 'signature_missing'],
    [`timestamp=1795203802&token=x&signature=${'a'.repeat(64)}`, 'signature_mismatch'],
    [`timestamp=1795203802&token=x&signature=${'a'.repeat(63)}`, 'signature_missing'],
  ])('refuses "%s" with %s', (text, code) => {
    expect(codeOf(Buffer.from(text))).toBe(code)
  })

  it('refuses a form that is cut off, so that it comes again', () => {
    expect(
      codeOf(
        Buffer.from('--x\r\nContent-Disposition: form-data; name="a"'),
        receivedAt,
        'multipart/form-data',
      ),
    ).toBe('signature_missing')
  })

  it('proves a mail with more headers or files than anybody reads, which says how many were left out', async () => {
    const { timestamp, token, signature } = proofOf('1795203802', 'x'.repeat(50))
    const fields = {
      timestamp,
      token,
      signature,
      recipient: 'service@acme.test',
      from: 'a@b.test',
      'body-plain': 'Hallo',
    }
    const headers = Array.from({ length: 3000 }, (_, n): [string, string] => [`X-${n}`, 'x'])
    const urlencoded = Buffer.from(String(new URLSearchParams([...headers, ...Object.entries(fields)])))
    expect(codeOf(urlencoded)).toBe('proven')
    const part = (name: string, value: string) =>
      `--b\r\nContent-Disposition: form-data; name="${name}\r\n\r\n${value}\r\n`
    const files = Array.from({ length: 1100 }, (_, n) => part(`attachment-${n}"; filename="${n}.txt"`, 'x'))
    const named = Object.entries(fields).map(([name, value]) => part(`${name}"`, value))
    const body = Buffer.from(`${[...named, ...files].join('')}--b--\r\n`)
    const type = 'multipart/form-data; boundary=b'
    expect(codeOf(body, receivedAt, type)).toBe('proven')
    const proven = Proven.fromQuarantine({ body, headers: new Headers({ 'content-type': type }) })
    const { events, quarantined } = await adapter.normalize(proven, { settings, receivedAt })
    expect([events[0]?.message?.text, events[0]?.message?.attachments.length, quarantined.length]).toEqual([
      'Hallo',
      200,
      1,
    ])
  })

  it('proves the webhooks of events, which belong elsewhere, and keeps them', async () => {
    const body = Buffer.from(
      JSON.stringify({ signature: proofOf('1795203802', 'x'), 'event-data': { event: 'opened' } }),
    )
    expect(codeOf(body, receivedAt, 'application/json')).toBe('proven')
    expect(codeOf(Buffer.from('{}'), receivedAt, 'application/json')).toBe('signature_missing')
    const { quarantined } = expectResult(await readSigned(wiring, Buffer.from('{"event-data":{}}')))
    expect(quarantined.map(({ what }) => what)).toEqual(['event webhook'])
  })
})

describe('normalizeMailgun', () => {
  it('believes verdicts where the deployment says that the spam filter writes them, and once only', async () => {
    const payload = readFileSync(new URL('verdicts-without-the-spam-filter.payload.txt', fixtures))
    const filtered = { ...wiring, settings: { spamFilter: true } }
    expect(expectResult(await readSigned(wiring, payload)).events[0]?.authenticity).not.toHaveProperty('spf')
    expect(expectResult(await readSigned(filtered, payload)).events[0]?.authenticity).toMatchObject({
      spf: 'pass',
      dkim: 'pass',
    })
    const twice = form({
      recipient: 'service@acme.test',
      from: 'a@b.test',
      'body-plain': 'Hallo',
      'message-headers': '[["X-Mailgun-Spf","Pass"],["X-Mailgun-Spf","Fail"]]',
    })
    expect(expectResult(await readSigned(filtered, twice)).events[0]?.authenticity).not.toHaveProperty('spf')
  })

  it('makes the same of a mail however Mailgun hands it over', async () => {
    const read = async (name: string) =>
      expectResult(await readSigned(wiring, readFileSync(new URL(`${name}.payload.txt`, fixtures))))
    expect(await read('raw-multipart')).toEqual(await read('raw'))
  })

  it('knows a repeated mail without a Message-ID, whatever token it comes with', async () => {
    const payload = readFileSync(new URL('no-message-id.payload.txt', fixtures))
    const idAt = async (now: Date) => {
      const signed = sender.sign(payload, sender.localSecrets, now)
      const { Proven } = await import('../../../../functions/contracts/proven.ts')
      const proven = Proven.fromQuarantine({ body: signed.body, headers: new Headers(signed.headers) })
      return (await adapter.normalize(proven, { settings, receivedAt })).events[0]?.id
    }
    expect(await idAt(new Date(0))).toBe(await idAt(new Date(receivedAt)))
  })

  it('reads any byte flipped, cut out or put in of a form with files', async () => {
    const bytes = readFileSync(new URL('with-files.payload.txt', fixtures))
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(4), fc.uint8Array({ maxLength: 4 }), async (at, remove, insert) => {
        const start = 120 + (at % (bytes.length - 300))
        const changed = Buffer.concat([bytes.subarray(0, start), insert, bytes.subarray(start + remove)])
        const outcome = await readSigned(wiring, changed).catch(({ code }) => ({ malformed: String(code) }))
        if ('malformed' in outcome) return
        expectSoundResult(outcome)
      }),
      { numRuns: 200 },
    )
  })

  it.each(['body-plain', 'body-html', 'body-mime'])('reads four megabytes of %s', async (name) => {
    const text = `${name === 'body-mime' ? 'From: anne@kunde.test\r\n\r\n' : ''}${'Hallo aus Bonn. '.repeat(220_000)}`
    const payload = form({ recipient: 'service@acme.test', from: 'anne@kunde.test', [name]: text })
    expectResult(await readSigned(wiring, payload))
  })

  it('refuses headers of a megabyte', async () => {
    const headers = JSON.stringify(Array.from({ length: 100_000 }, () => ['X-Spam', '1']))
    const payload = form({ recipient: 'service@acme.test', 'message-headers': headers })
    expect(await readSigned(wiring, payload)).toEqual({ malformed: 'mail_too_complex' })
  })

  it('reads the samples of bin/samples without a rest', async () => {
    const folder = new URL('../../../../bin/samples/mailgun/', import.meta.url)
    for (const file of readdirSync(folder)) {
      const { events, quarantined } = expectResult(
        await readSigned(wiring, readFileSync(new URL(file, folder))),
      )
      expect([file, events.length, quarantined]).toEqual([file, 1, []])
    }
  })
})

describe('a mail that a route stores', () => {
  const at = 'https://sw.api.mailgun.net/v3/domains/in.acme.example/messages/BAAB_z=='
  const fields = { recipient: 'service@acme.example', sender: 'anne@kunde.example', 'body-plain': 'Frage' }
  const mail = 'From: Anne <anne@kunde.example>\r\nSubject: Größe\r\n\r\n--b\r\nFrage\r\n'
  const pointer = (given: Record<string, string>, more = '') => ({
    body: Buffer.from(`${new URLSearchParams({ ...fields, ...given })}${more}`),
    headers: new Headers({ 'content-type': 'application/x-www-form-urlencoded' }),
  })
  const points = (given: Record<string, string>, more?: string) =>
    adapter.stored?.isPointer(pointer(given, more))

  async function follow(
    answers: [status: number, body?: string][],
    { apiKeys = ['the-first-api-key'], from = pointer({ 'message-url': at }), maxBytes = 1000 } = {},
  ) {
    const asked: [url: string, authorization: string | undefined][] = []
    const read = await adapter.stored!.fetch(from, {
      settings: { ...settings, apiKeys },
      async fetch(url, { headers }) {
        asked.push([url, headers['authorization']])
        const [status = 500, body] = answers.shift() ?? []
        return new Response(body ?? null, { status })
      },
      maxBytes,
      signal: new AbortController().signal,
    })
    return { asked, read }
  }
  const basic = (key: string) => `Basic ${Buffer.from(`api:${key}`).toString('base64')}`

  it('is fetched with the API key and read as one that was forwarded whole', async () => {
    const { asked, read } = await follow([[200, JSON.stringify({ 'body-mime': mail })]])
    expect(asked).toEqual([[at, basic('the-first-api-key')]])
    const kept = Proven.fromBucket(read!)
    const { events, quarantined } = await adapter.normalize(kept, { settings, receivedAt })
    expect(quarantined).toEqual([])
    expect(events).toMatchObject([
      {
        account: { id: 'service@acme.example' },
        author: { email: 'anne@kunde.example' },
        conversation: { subject: 'Größe' },
        message: { text: '--b\nFrage' },
      },
    ])
    const again = await follow([[200, JSON.stringify({ 'body-mime': mail })]])
    expect(again.read?.body).toEqual(read?.body)
  })

  it('is asked for with the next key where one is refused', async () => {
    const { asked } = await follow([[401], [200, JSON.stringify({ 'body-mime': mail })]], {
      apiKeys: ['the-old-api-key-', 'the-new-api-key-'],
    })
    expect(asked.map(([, authorization]) => authorization)).toEqual([
      basic('the-old-api-key-'),
      basic('the-new-api-key-'),
    ])
  })

  it.each([
    ['401', 'http_401'],
    ['500', 'http_500'],
  ])('is tried again where Mailgun answers %s', async (status, code) => {
    await expect(follow([[Number(status)]])).rejects.toMatchObject({ code })
  })

  it.each(['{}', '{"body-mime":""}', '<html>'])('is tried again where Mailgun answers %s', async (answer) => {
    await expect(follow([[200, answer]])).rejects.toMatchObject({ code: 'no_raw_mail' })
  })

  it('is not tried again where the answer was cut off, for it would be the next time', async () => {
    const answer = JSON.stringify({ 'body-mime': mail })
    const { read } = await follow([[200, answer.slice(0, 51)]], { maxBytes: 50 })
    expect(read?.body.length).toBe(51)
    await expect(follow([[200, answer.slice(0, 50)]], { maxBytes: 50 })).rejects.toMatchObject({
      code: 'no_raw_mail',
    })
  })

  it('is tried again where there is no key, which nobody is asked with', async () => {
    await expect(follow([], { apiKeys: [] })).rejects.toMatchObject({ code: 'http_401' })
  })

  it('is not there where Mailgun has it no longer, or nothing points to it', async () => {
    expect((await follow([[404]])).read).toBeUndefined()
    expect((await follow([], { from: pointer({}) })).read).toBeUndefined()
  })

  it('is pointed to by the address of one of its files where its own is not named', async () => {
    const attachments = JSON.stringify([{ url: `${at}/attachments/0`, name: 'a.png' }])
    expect((await follow([[404]], { from: pointer({ attachments }) })).asked[0]?.[0]).toBe(at)
  })

  it.each([
    'https://evil.example/v3/domains/a/messages/b',
    'https://evil.mailgun.net/v3/domains/a/messages/b',
    'https://storage.eu.mailgun.net.evil.example/v3/domains/a/messages/b',
    'https://xapi.mailgun.net/v3/domains/a/messages/b',
    'https://mailgun.net.evil.example/v3/domains/a/messages/b',
    'http://sw.api.mailgun.net/v3/domains/a/messages/b',
    'https://u:p@sw.api.mailgun.net/v3/domains/a/messages/b',
    'https://api.mailgun.net/v3/domains/a/messages/../../routes',
    'https://api.mailgun.net/v3/routes',
    'b',
  ])('is not looked for at %s', (url) => {
    expect([points({ 'message-url': at }), points({ 'message-url': url })]).toEqual([true, false])
  })

  it.each([
    'storage-us-east4.api.mailgun.net',
    'storage.eu.mailgun.net',
    'api.mailgun.net',
    'api.eu.mailgun.net',
  ])('is looked for at %s', (host) =>
    expect(points({ 'message-url': at.replace('sw.api.mailgun.net', host) })).toBe(true),
  )

  describe('is not looked for where a header of the mail may be what names its address:', () => {
    const attachments = JSON.stringify([{ url: `${at}/attachments/0` }])
    const headers = (...names: string[]) => ({
      'message-headers': JSON.stringify(names.map((name) => [name, 'x'])),
    })

    it.each([
      ['it is there twice', { 'message-url': at }, `&message-url=${encodeURIComponent(at)}`],
      ['one is called as the address is', { 'message-url': at, ...headers('From', 'Message-Url') }, ''],
      ['one is called as the list of files is', { attachments, ...headers('attachments') }, ''],
      [
        'there is an address in its place, and a list',
        { attachments, 'message-url': at, ...headers('message-url') },
        '',
      ],
      ['two lists of headers are told', { 'message-url': at, ...headers('From') }, '&message-headers=[]'],
      ['the list of headers cannot be read', { 'message-url': at, 'message-headers': '[["From"' }, ''],
    ])('%s', async (_, given, more) => {
      expect(points(given, more)).toBe(false)
      expect((await follow([], { from: pointer(given, more) })).asked).toEqual([])
    })

    it('and is where none is', () => {
      expect(points({ 'message-url': at, ...headers('From', 'X-Message-Url') })).toBe(true)
      expect(points({ attachments, ...headers('From') })).toBe(true)
      expect(points({ attachments, 'message-url': at, ...headers('attachments') })).toBe(true)
    })

    it('then it is what its form says, and what was not fetched of it lies in quarantine', async () => {
      const given = pointer(
        { attachments, from: 'anne@kunde.example', ...headers('Attachments') },
        '&attachments=x',
      )
      const { events, quarantined } = await adapter.normalize(Proven.fromBucket(given), {
        settings,
        receivedAt,
      })
      expect([events[0]?.message?.text, quarantined.map(({ what }) => what)]).toEqual([
        'Frage',
        ['attachments'],
      ])
    })
  })

  it('is not looked for where the mail itself has come, or a file of it, or no form', () => {
    expect(points({ 'message-url': at, 'body-mime': mail })).toBe(false)
    const file = [
      '--b',
      'Content-Disposition: form-data; name="message-url"',
      '',
      at,
      '--b',
      'Content-Disposition: form-data; name="attachment-1"; filename="a.txt"',
      '',
      'a',
      '--b--',
      '',
    ].join('\r\n')
    const headers = new Headers({ 'content-type': 'multipart/form-data; boundary=b' })
    expect(adapter.stored?.isPointer({ body: Buffer.from(file), headers })).toBe(false)
    expect(adapter.stored?.isPointer({ body: Buffer.from('no form'), headers })).toBe(false)
  })
})
