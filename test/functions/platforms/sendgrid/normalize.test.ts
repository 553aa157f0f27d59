import { createSign, generateKeyPairSync } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sendgrid as sender } from '../../../../bin/local/senders/sendgrid.ts'
import { sendgrid as adapter } from '../../../../functions/platforms/sendgrid/index.ts'
import { mailStory } from '../../../contracts/mail-story.ts'
import { describePlatform } from '../../../contracts/platform-contract.ts'
import { countParts, expectSoundResult } from '../../../contracts/sound-result.ts'
import { expectResult, readSigned, receivedAt, webhookRequest } from '../../../contracts/webhook-request.ts'

const fixtures = new URL('./fixtures/', import.meta.url)
const valid = readFileSync(new URL('parsed-charsets.payload.txt', fixtures))
const wiring = { adapter, sender }

const other = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const otherSecrets = {
  publicKeys: [other.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')],
}

function signWithOther(payload: Uint8Array) {
  const signed = sender.sign(payload, otherSecrets, new Date(receivedAt))
  const timestamp = signed.headers['x-twilio-email-event-webhook-timestamp'] ?? ''
  const signature = createSign('sha256')
    .update(timestamp)
    .update(signed.body)
    .sign(other.privateKey, 'base64')
  return webhookRequest({
    ...signed,
    headers: { ...signed.headers, 'x-twilio-email-event-webhook-signature': signature },
  })
}

/** A form of the fields that SendGrid sends, with any values and some missing. */
const names = [
  'headers',
  'email',
  'from',
  'to',
  'cc',
  'subject',
  'text',
  'html',
  'envelope',
  'charsets',
  'attachments',
]
const more = ['attachment-info', 'content-ids', 'attachment1', 'attachment2', 'dkim', 'SPF', 'spam_report']
const values = fc.oneof(
  fc.uint8Array({ maxLength: 120 }),
  fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
  fc.json().map((text) => Buffer.from(text)),
  fc
    .constantFrom(
      '2',
      '{"to":["a@b.test"],"from":""}',
      'From: a@b.test\r\nSubject: =?x?q?=A2?=',
      '{"text":"cp850"}',
    )
    .map((text) => Buffer.from(text)),
)
const bodies = fc.dictionary(fc.constantFrom(...names, ...more), values).map((fields) => {
  const parts = Object.entries(fields).flatMap(([name, value]) => [
    Buffer.from(`--xYzZY\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`),
    value,
    Buffer.from('\r\n'),
  ])
  return { payload: Buffer.concat([...parts, Buffer.from('--xYzZY--')]), parts: 1 }
})

describePlatform({
  ...wiring,
  fixtures,
  valid,
  otherSecrets,
  signWithOther,
  unknown: readFileSync(new URL('no-mail.payload.txt', fixtures)),
  story: {
    ...mailStory((mail) =>
      Buffer.concat([
        Buffer.from('--xYzZY\r\nContent-Disposition: form-data; name="email"\r\n\r\n'),
        mail,
        Buffer.from('\r\n--xYzZY--'),
      ]),
    ),
    answer: 'kits/mail tells the company’s own mails from others: `mime` plays it',
  },
  bodies,
  skip: {
    twice: 'a form is one mail',
    batch: 'a form is one mail',
    mutations: 'a form is no JSON: the form reader has property tests of its own',
  },
})

describe('normalizeSendgrid', () => {
  const mail = (fields: Record<string, string | Uint8Array>) =>
    Buffer.concat([
      ...Object.entries(fields).flatMap(([name, value]) => [
        Buffer.from(`--xYzZY\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`),
        Buffer.from(value),
        Buffer.from('\r\n'),
      ]),
      Buffer.from('--xYzZY--'),
    ])

  it('reads any byte flipped, cut out or put in, or refuses the whole', async () => {
    const change = fc.record({ at: fc.nat(), remove: fc.nat(4), insert: fc.uint8Array({ maxLength: 4 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        let bytes = Buffer.from(valid)
        for (const { at, remove, insert } of changes) {
          const start = at % bytes.length
          bytes = Buffer.concat([bytes.subarray(0, start), insert, bytes.subarray(start + remove)])
        }
        const outcome = await readSigned(wiring, bytes)
        if ('malformed' in outcome) return
        expectSoundResult(outcome)
        expect(countParts(outcome)).toBeGreaterThan(0)
      }),
      { numRuns: 200 },
    )
  })

  it.each(['text', 'html', 'email'])('reads four megabytes of %s in under two seconds', async (name) => {
    const value = `${name === 'email' ? 'From: anne@kunde.test\r\n\r\n' : ''}${'Grüße aus Köln. '.repeat(220_000)}`
    const start = performance.now()
    expectResult(await readSigned(wiring, mail({ [name]: value, from: 'anne@kunde.test' })))
    expect(performance.now() - start).toBeLessThan(2000)
  })

  it('refuses headers of a megabyte', async () => {
    const headers = 'X-Spam: 1\r\n'.repeat(100_000)
    expect(await readSigned(wiring, mail({ headers }))).toEqual({ malformed: 'mail_too_complex' })
  })

  it('does not believe a form in both modes', async () => {
    const both = mail({ headers: 'From: a@kunde.test', email: 'From: chef@acme.test\r\n\r\nHallo' })
    expect(await readSigned(wiring, both)).toEqual({ malformed: 'form_ambiguous' })
  })

  it('reads the samples of bin/samples without a rest', async () => {
    const folder = new URL('../../../../bin/samples/sendgrid/', import.meta.url)
    for (const file of readdirSync(folder)) {
      const { events, quarantined } = expectResult(
        await readSigned(wiring, readFileSync(new URL(file, folder))),
      )
      expect(events).toHaveLength(1)
      expect(quarantined).toEqual([])
    }
  })
})

const samples = process.env['NETZDIALOG_SAMPLES']
const captured = samples && existsSync(`${samples}/sendgrid`) ? readdirSync(`${samples}/sendgrid`) : []

describe.skipIf(captured.length === 0)('captured forms (set NETZDIALOG_SAMPLES to their folder)', () => {
  it.each(captured)('%s becomes a contact or lies in quarantine', async (file) => {
    const result = expectResult(await readSigned(wiring, readFileSync(`${samples}/sendgrid/${file}`)))
    expectSoundResult(result)
    expect(countParts(result)).toBeGreaterThan(0)
  })
})
