import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { resend as sender } from '../../../../bin/local/senders/resend.ts'
import type { Fetch } from '../../../../functions/contracts/destination.ts'
import { errorCode } from '../../../../functions/core/errors.ts'
import { resend as adapter } from '../../../../functions/platforms/resend/index.ts'
import { mailStory } from '../../../contracts/mail-story.ts'
import { describePlatform } from '../../../contracts/platform-contract.ts'
import {
  emptyWorld,
  expectResult,
  localSettings,
  readSigned,
  signedRequest,
} from '../../../contracts/webhook-request.ts'
import { mailBytes, mutatedMail } from '../../kits/mail/arbitrary-mail.ts'

const fixtures = new URL('fixtures/', import.meta.url)
const valid = readFileSync(new URL('mail.payload.eml', fixtures))
const settings = {
  accounts: ['acme.example'],
  authservIds: ['mx.acme.example'],
  submissionCopies: ['sent@acme.example'],
}
const wiring = { adapter, sender, settings }

describePlatform({
  ...wiring,
  fixtures,
  valid,
  otherSecrets: {
    signingSecrets: ['whsec_YW5vdGhlci1zaWduaW5nLXNlY3JldC1vZi0zMi1ieXRlcw=='],
    apiKeys: ['re_another_resend_key'],
  },
  twice: valid,
  unknown: readFileSync(new URL('unknown-type.payload.json', fixtures)),
  story: mailStory((mail) => mail),
  bodies: fc.oneof(mailBytes, mutatedMail(fixtures)).map((payload) => ({ payload, parts: 1 })),
  skip: { batch: 'a webhook is about one mail', mutations: 'a mail is not JSON' },
})

it('is proven by what Svix signs, as its documentation has it', () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const request = {
    ...signedRequest(wiring, valid),
    body: Buffer.from('{"test": 2432232314}'),
    headers: new Headers({
      'svix-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'svix-timestamp': '1614265330',
      'svix-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    }),
    receivedAt: new Date(1_614_265_330_000),
  }
  const using = { ...localSettings(wiring), signingSecrets: [secret] }
  expect(() => adapter.verify(request, using, emptyWorld)).not.toThrow()
})

describe('a mail that lies with Resend', () => {
  const pointer = { body: Buffer.from(point({ email_id: 'e1' })), headers: new Headers() }
  const api = 'https://api.resend.com/emails/receiving/e1?html_format=cid'
  const raw = 'https://inbound-cdn.resend.com/e1?Signature=x'
  const told = JSON.stringify({ raw: { download_url: raw } })

  function point(data: unknown) {
    return JSON.stringify({ type: 'email.received', data })
  }

  /** Asks a Resend that answers by address, in turn where it is asked again. */
  async function follow(
    answers: Record<string, [status: number, body?: string | Uint8Array][]>,
    { apiKeys = ['re_first_of_them'], from = pointer } = {},
  ) {
    const asked: string[] = []
    const fetch: Fetch = async (url, { headers }) => {
      asked.push([url, headers['authorization']].filter((each) => each !== undefined).join(' '))
      const [status = 500, body] = answers[url]?.shift() ?? []
      return new Response(body === undefined ? null : Buffer.from(body), { status })
    }
    const context = {
      settings: adapter.settings.parse({ ...settings, ...sender.localSecrets, apiKeys }),
      fetch,
      maxBytes: 1000,
      signal: new AbortController().signal,
    }
    const outcome = await adapter
      .stored!.fetch(from, context)
      .then(
        (read) => read && [Buffer.from(read.body).toString(), Object.fromEntries(read.headers)],
        errorCode,
      )
    return { asked, outcome }
  }

  it('is fetched raw, byte for byte, and the key goes to the API alone', async () => {
    const { asked, outcome } = await follow({ [api]: [[200, told]], [raw]: [[200, 'Subject: Frage']] })
    expect(outcome).toEqual(['Subject: Frage', { 'content-type': 'message/rfc822' }])
    expect(asked).toEqual([`${api} Bearer re_first_of_them`, raw])
  })

  it('is asked for with the next key where one is refused', async () => {
    const { asked, outcome } = await follow(
      { [api]: [[401], [200, told]], [raw]: [[200, 'Subject: Frage']] },
      { apiKeys: ['re_the_old_one', 're_the_new_one'] },
    )
    expect(outcome).toEqual(['Subject: Frage', expect.anything()])
    expect(asked[1]).toBe(`${api} Bearer re_the_new_one`)
  })

  const failures: [title: string, answers: Parameters<typeof follow>[0], outcome: string | undefined][] = [
    ['that is not there', { [api]: [[404]] }, undefined],
    ['when every key is refused', { [api]: [[403]] }, 'http_403'],
    ['when there are too many requests', { [api]: [[429]] }, 'http_429'],
    ['when Resend is away', { [api]: [[503]] }, 'http_503'],
    ['of which no raw form is named', { [api]: [[200, '{"raw":null}']] }, 'no_raw_mail'],
    ['of which the API tells in no JSON', { [api]: [[200, '<html>']] }, 'no_raw_mail'],
    ['whose address has run out', { [api]: [[200, told]], [raw]: [[403]] }, 'http_403'],
    ['whose raw form is not there', { [api]: [[200, told]], [raw]: [[404]] }, 'no_raw_mail'],
  ]

  it.each(failures)('%s comes to what is tried again, or to nothing', async (_, answers, outcome) => {
    expect((await follow(answers)).outcome).toBe(outcome)
  })

  it('is for the company’s addresses that servers received it for, and no proof of being submitted', async () => {
    const receivedFor = [
      'Service+1@acme.example',
      'x@elsewhere.example',
      'sent@acme.example',
      'ä,\ud800@acme.example',
    ]
    const from = { ...pointer, body: Buffer.from(point({ email_id: 'e1', received_for: receivedFor })) }
    const { outcome } = await follow({ [api]: [[200, told]], [raw]: [[200, 'a: b']] }, { from })
    expect(outcome).toEqual([
      'a: b',
      {
        'content-type': 'message/rfc822',
        'x-envelope-to': 'service%2B1%40acme.example,%C3%A4%2C%EF%BF%BD%40acme.example',
      },
    ])
  })

  it.each(['../../domains', '', 'e1?x=y', 'e'.repeat(101), 7, undefined])(
    'is not asked for under the id %j',
    (email_id) => {
      expect(adapter.stored?.isPointer({ ...pointer, body: Buffer.from(point({ email_id })) })).toBe(false)
    },
  )
})

it('reads the samples of bin/samples without a rest', async () => {
  const folder = new URL('../../../../bin/samples/resend/', import.meta.url)
  for (const name of readdirSync(folder)) {
    const { events, quarantined } = expectResult(
      await readSigned(wiring, readFileSync(new URL(name, folder))),
    )
    expect([name, events.length, quarantined]).toEqual([name, 1, []])
  }
})
