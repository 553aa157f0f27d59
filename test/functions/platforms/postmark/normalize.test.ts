import { existsSync, readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { postmark as sender } from '../../../../bin/local/senders/postmark.ts'
import { postmark as adapter } from '../../../../functions/platforms/postmark/index.ts'
import { mailStory } from '../../../contracts/mail-story.ts'
import { describePlatform } from '../../../contracts/platform-contract.ts'
import { countParts, expectSoundResult } from '../../../contracts/sound-result.ts'
import { expectResult, readSigned } from '../../../contracts/webhook-request.ts'

const fixtures = new URL('./fixtures/', import.meta.url)
const valid = readFileSync(new URL('mail.payload.json', fixtures))
const wiring = { adapter, sender }
const encode = (value: unknown) => Buffer.from(JSON.stringify(value))

/** Payloads of the fields that Postmark sends, with values near to theirs and some of any kind. */
const text = fc.option(fc.string({ unit: 'binary' }))
const full = fc.record({ Email: text, Name: text, MailboxHash: text }, { requiredKeys: [] })
const fields = {
  MessageID: fc.option(fc.constantFrom('00000000-0000-0000-0000-000000000000', 'x', '')),
  From: text,
  FromFull: fc.option(full),
  To: text,
  ToFull: fc.option(fc.array(full, { maxLength: 3 })),
  CcFull: fc.oneof(fc.array(full, { maxLength: 3 }), fc.jsonValue()),
  OriginalRecipient: fc.option(fc.constantFrom('service@acme.test', 'service+1@acme.test', '', 'x')),
  Subject: fc.oneof(text, fc.jsonValue()),
  Date: text,
  TextBody: text,
  HtmlBody: fc.option(fc.string().map((value) => `<p>${value}`)),
  RawEmail: fc.option(fc.string({ unit: 'binary' }).map((value) => `Subject: ${value}`)),
  Headers: fc.array(
    fc.oneof(
      fc.record({
        Name: fc.constantFrom('Message-ID', 'References', 'Return-Path', 'Received-SPF', ''),
        Value: text,
      }),
      fc.jsonValue(),
    ),
    { maxLength: 4 },
  ),
  Attachments: fc.array(
    fc.oneof(
      fc.record(
        { Name: text, Content: fc.base64String(), ContentType: text, ContentID: text },
        { requiredKeys: [] },
      ),
      fc.jsonValue(),
    ),
    { maxLength: 3 },
  ),
}
const bodies = fc
  .oneof(
    { arbitrary: fc.record(fields, { requiredKeys: [] }), weight: 4 },
    { arbitrary: fc.jsonValue(), weight: 1 },
  )
  .map((value) => ({ payload: encode(value), parts: 1 }))

describePlatform({
  ...wiring,
  fixtures,
  valid,
  otherSecrets: { credentials: ['other:other-password'] },
  unknown: readFileSync(new URL('bounce-webhook.payload.json', fixtures)),
  story: {
    ...mailStory((mail) =>
      encode({ ...JSON.parse(valid.toString()), RawEmail: Buffer.from(mail).toString() }),
    ),
    answer: 'kits/mail tells the company’s own mails from others: `mime` plays it',
  },
  bodies,
  skip: {
    tampered: 'basic authentication proves who sends, not what',
    twice: 'a post is one mail',
    batch: 'a post is one mail',
  },
})

describe('normalizePostmark', () => {
  const payload: Record<string, unknown> = JSON.parse(valid.toString())

  it('marks what the test button sends, and nothing else', async () => {
    const button = { ...payload, MessageID: '00000000-0000-0000-0000-000000000000' }
    expect(expectResult(await readSigned(wiring, encode(button))).events[0]?.test).toBe(true)
    expect(expectResult(await readSigned(wiring, valid)).events[0]).not.toHaveProperty('test')
  })

  it('knows a repeated mail without a Message-ID by the id that Postmark gave it', async () => {
    const idOf = async (changes: Record<string, unknown>) => {
      const bytes = encode({ ...payload, Headers: [], ...changes })
      return expectResult(await readSigned(wiring, bytes)).events[0]?.id
    }
    expect(await idOf({ Tag: 'again' })).toBe(await idOf({}))
    expect(await idOf({ MessageID: '9ae5c1f0-5d1f-4d34-8f0e-0f6a3a1c9999' })).not.toBe(await idOf({}))
  })

  it('takes the raw mail and its fields for the same mail', async () => {
    const fields: Record<string, unknown> = JSON.parse(
      readFileSync(new URL('raw.payload.json', fixtures), 'utf8'),
    )
    const { RawEmail: _, ...rest } = fields
    const raw = expectResult(await readSigned(wiring, encode(fields)))
    const parsed = expectResult(await readSigned(wiring, encode(rest)))
    expect(raw.events[0]?.id).toBe(parsed.events[0]?.id)
    expect(raw.events[0]?.message?.attachments).toEqual(parsed.events[0]?.message?.attachments)
    expect(raw.events[0]?.message?.text).toBe(parsed.events[0]?.message?.text)
  })

  it.each(['TextBody', 'HtmlBody', 'RawEmail'])(
    'reads four megabytes of %s in under two seconds',
    async (name) => {
      const value = `${name === 'RawEmail' ? 'From: anne@kunde.test\r\n\r\n' : ''}${'Grüße aus Köln. '.repeat(220_000)}`
      const start = performance.now()
      expectResult(await readSigned(wiring, encode({ ...payload, [name]: value })))
      expect(performance.now() - start).toBeLessThan(2000)
    },
  )

  it('reads the samples of bin/samples without a rest', async () => {
    const folder = new URL('../../../../bin/samples/postmark/', import.meta.url)
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
const captured = samples && existsSync(`${samples}/postmark`) ? readdirSync(`${samples}/postmark`) : []

describe.skipIf(captured.length === 0)('captured payloads (set NETZDIALOG_SAMPLES to their folder)', () => {
  it.each(captured)('%s becomes a contact or lies in quarantine', async (file) => {
    const result = expectResult(await readSigned(wiring, readFileSync(`${samples}/postmark/${file}`)))
    expectSoundResult(result)
    expect(countParts(result)).toBeGreaterThan(0)
  })
})
