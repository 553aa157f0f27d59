import { existsSync, readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mandrill as sender } from '../../../../bin/local/senders/mandrill.ts'
import { mandrill as adapter } from '../../../../functions/platforms/mandrill/index.ts'
import { verifyMandrill } from '../../../../functions/platforms/mandrill/verify.ts'
import { mailStory } from '../../../contracts/mail-story.ts'
import { describePlatform } from '../../../contracts/platform-contract.ts'
import { countParts, expectSoundResult } from '../../../contracts/sound-result.ts'
import { expectResult, readSigned, receivedAt, webhookRequest } from '../../../contracts/webhook-request.ts'

const fixtures = new URL('./fixtures/', import.meta.url)
const valid = readFileSync(new URL('mail.payload.json', fixtures))
const wiring = { adapter, sender, settings: { ...sender.localSettings } }
const encode = (value: unknown) => Buffer.from(JSON.stringify(value))
const inbound = (msg: Record<string, unknown>) => ({ event: 'inbound', ts: 1795203000, msg })
const small = (id: string) =>
  inbound({
    email: 'service@acme.test',
    from_email: 'anne@kunde.test',
    text: `Frage ${id}`,
    attachments: {
      'a.bin': { name: 'a.bin', type: 'application/zip', content: 'AAAA'.repeat(1000), base64: true },
    },
    headers: { 'Message-Id': `<${id}@kunde.test>` },
  })

const text = fc.option(fc.string({ unit: 'binary' }))
const file = fc.record(
  { name: text, type: text, content: fc.oneof(fc.base64String(), text), base64: fc.option(fc.boolean()) },
  { requiredKeys: [] },
)
const message = fc.record(
  {
    raw_msg: fc.option(fc.string().map((value) => `Subject: ${value}`)),
    headers: fc.oneof(
      fc.dictionary(
        fc.constantFrom('From', 'Date', 'Received', 'Message-Id'),
        fc.oneof(text, fc.array(text), fc.jsonValue()),
      ),
      fc.jsonValue(),
    ),
    text,
    html: text,
    from_email: text,
    from_name: text,
    email: fc.option(fc.constantFrom('service@acme.test', 'x', '')),
    attachments: fc.oneof(
      fc.dictionary(fc.string(), fc.oneof(file, fc.jsonValue()), { maxKeys: 3 }),
      fc.jsonValue(),
    ),
    images: fc.oneof(fc.dictionary(fc.string(), file, { maxKeys: 2 }), fc.jsonValue()),
    spf: fc.oneof(fc.record({ result: fc.constantFrom('pass', 'x') }), fc.jsonValue()),
    dkim: fc.oneof(fc.record({ signed: fc.boolean(), valid: fc.boolean() }), fc.jsonValue()),
  },
  { requiredKeys: [] },
)
const events = fc.array(fc.oneof(message.map(inbound), fc.jsonValue()), { maxLength: 3 })
const bodies = fc.oneof(
  events.map((list) => ({ payload: encode(list), parts: list.length })),
  fc.jsonValue().map((value) => ({ payload: encode(value), parts: 1 })),
)
const request = (method: string) =>
  webhookRequest({ method: method as 'POST', headers: {}, body: new Uint8Array() })

describePlatform({
  ...wiring,
  fixtures,
  valid,
  otherSecrets: { webhookKeys: ['other-mandrill-key'] },
  twice: encode([small('t1'), small('t1')]),
  batch: (count) => encode(Array.from({ length: count }, (_, at) => small(`b${at}`))),
  unknown: readFileSync(new URL('click.payload.json', fixtures)),
  bodies,
  story: {
    ...mailStory((mail) =>
      encode([inbound({ email: 'service@acme.example', raw_msg: Buffer.from(mail).toString() })]),
    ),
    answer: 'kits/mail tells the company’s own mails from others: `mime` plays it',
  },
  handshake: { accepted: [{ request: request('HEAD'), body: '' }], refused: [request('GET')] },
})

const settings = adapter.settings.parse({ ...sender.localSettings, ...sender.localSecrets })

describe('verifyMandrill', () => {
  const signed = webhookRequest(sender.sign(valid, sender.localSecrets, new Date(receivedAt)))

  function codeOf(signature: string | undefined, { body = signed.body, using = settings } = {}): unknown {
    const headers = new Headers(signature === undefined ? {} : { 'x-mandrill-signature': signature })
    try {
      verifyMandrill({ ...signed, headers, body }, using)
      return 'proven'
    } catch (error) {
      return error instanceof Error && 'code' in error ? error.code : error
    }
  }

  // HMAC-SHA1 under `test-webhook` of the local address and `mandrill_events[]`, reckoned with openssl.
  const tried = 'hPOdugK6/IMN7dFVRsZfGq66BLA='

  it('takes the empty list that Mandrill tries the address with, before there is a key, and nothing else so', () => {
    expect(codeOf(tried, { body: Buffer.from('mandrill_events=%5B%5D') })).toBe('proven')
    expect(codeOf(tried, { body: Buffer.from('mandrill_events=[]') })).toBe('proven')
    expect(codeOf(tried)).toBe('signature_mismatch')
  })

  it.each([
    [undefined, 'signature_missing'],
    ['Änne', 'signature_malformed'],
    ['7rUa4lNJitlb178MgGOcHO6T4Bg=', 'signature_mismatch'],
  ])('refuses the signature %s with %s', (signature, code) => {
    expect(codeOf(signature)).toBe(code)
  })

  it('takes any of the addresses, while it is changed, and no other', () => {
    const signature = signed.headers.get('x-mandrill-signature') ?? ''
    const urls = ['https://other.test/webhooks/mandrill']
    expect(codeOf(signature, { using: { ...settings, urls } })).toBe('signature_mismatch')
    expect(codeOf(signature, { using: { ...settings, urls: [...urls, ...settings.urls] } })).toBe('proven')
  })
})

it('reads an image under the name that the HTML knows it by', async () => {
  const { events, objects } = expectResult(
    await readSigned(wiring, readFileSync(new URL('files-and-images.payload.json', fixtures))),
  )
  expect(events[0]?.message?.attachments.map(({ name, contentId }) => [name, contentId])).toEqual([
    ['notiz.txt', undefined],
    ['foto.gif', undefined],
    ['bild1', 'bild1'],
  ])
  expect(Buffer.from(objects[0]?.bytes ?? []).toString()).toBe('Größe 42')
})

it('reads the samples of bin/samples without a rest', async () => {
  const folder = new URL('../../../../bin/samples/mandrill/', import.meta.url)
  for (const name of readdirSync(folder)) {
    const { events: read, quarantined } = expectResult(
      await readSigned(wiring, readFileSync(new URL(name, folder))),
    )
    expect([name, read.length, quarantined]).toEqual([name, 1, []])
  }
})

const samples = process.env['NETZDIALOG_SAMPLES']
const captured = samples && existsSync(`${samples}/mandrill`) ? readdirSync(`${samples}/mandrill`) : []

describe.skipIf(captured.length === 0)('captured webhooks (set NETZDIALOG_SAMPLES to their folder)', () => {
  it.each(captured)('%s becomes contacts or lies in quarantine', async (name) => {
    const result = expectResult(await readSigned(wiring, readFileSync(`${samples}/mandrill/${name}`)))
    expectSoundResult(result)
    expect(countParts(result)).toBeGreaterThan(0)
    if (name.startsWith('inbound')) expect(result.events.length).toBeGreaterThan(0)
  })

  it.skipIf(!captured.includes('click_with_signature.json'))(
    'are proven by the signature that came with them',
    () => {
      const [sample] = JSON.parse(readFileSync(`${samples}/mandrill/click_with_signature.json`, 'utf8'))
      const { 'X-Mandrill-Signature': signature } = sample.headers
      const body = Buffer.from(`mandrill_events=${sample.raw_params.mandrill_events}`)
      const headers = new Headers({ 'x-mandrill-signature': signature })
      const using = { ...settings, urls: [sample.original_url], webhookKeys: [sample.private_key] }
      expect(() => verifyMandrill({ ...request('POST'), headers, body }, using)).not.toThrow()
    },
  )
})
