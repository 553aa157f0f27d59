import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ses as sender } from '../../../../bin/local/senders/ses.ts'
import { Proven } from '../../../../functions/contracts/proven.ts'
import { ses as adapter } from '../../../../functions/platforms/ses/index.ts'
import { readFixturePairs } from '../../../contracts/fixture-pairs.ts'
import { mailStory } from '../../../contracts/mail-story.ts'
import { describePlatform } from '../../../contracts/platform-contract.ts'
import { expectSoundResult } from '../../../contracts/sound-result.ts'
import { expectResult, readSigned, receivedAt } from '../../../contracts/webhook-request.ts'
import { localWorld } from '../../../support/local-world.ts'
import { mailBytes, mutatedMail } from '../../kits/mail/arbitrary-mail.ts'

const fixtures = new URL('fixtures/', import.meta.url)
const valid = readFileSync(new URL('mail.payload.eml', fixtures))
const accounts = ['acme.example']
const settings = { accounts, authservIds: ['mx.acme.example'], submissionCopies: ['sent@acme.example'] }
const wiring = { adapter, sender, settings, world: localWorld }
const encode = (value: unknown) => Buffer.from(JSON.stringify(value))

describePlatform({
  ...wiring,
  fixtures,
  valid,
  otherSecrets: { topics: ['arn:aws:sns:eu-west-1:123456789012:other'] },
  withProof(request, proof) {
    const { Signature: _, ...rest } = JSON.parse(Buffer.from(request.body).toString('utf8'))
    return { ...request, body: encode({ ...rest, ...(proof !== undefined && { Signature: proof }) }) }
  },
  twice: valid,
  unknown: encode({ notificationType: 'Something', mail: {} }),
  story: mailStory((mail) => mail),
  bodies: fc.oneof(mailBytes, mutatedMail(fixtures)).map((payload) => ({ payload, parts: 1 })),
  skip: { batch: 'a message is one mail', mutations: 'a mail is not JSON' },
})

/** What the bucket brings: the mail itself. */
async function readStored(body: Uint8Array) {
  const proven = Proven.fromBucket({ body, headers: new Headers({ 'content-type': 'message/rfc822' }) })
  return adapter.normalize(proven, { settings: adapter.settings.parse(settings), receivedAt })
}

const mails = readFixturePairs(fixtures).filter(({ payload }) => payload[0] !== 0x7b)

describe('a mail out of the bucket', () => {
  it.each(mails)('is the same as by a topic, ids included: $name', async ({ payload, name }) => {
    const stored = await readStored(payload)
    expectSoundResult(stored)
    const posted = expectResult(await readSigned(wiring, payload))
    const comparable = ({ events }: typeof stored) =>
      events.map(({ authenticity, account, id, ...event }) => ({
        ...event,
        authenticity: { ...authenticity, method: '' },
        ...(name !== 'several-recipients' && { account, id }),
      }))
    if (name !== 'received-by-another-server') expect(comparable(stored)).toEqual(comparable(posted))
    expect(stored.events.map(({ authenticity }) => authenticity.method)).toEqual(
      stored.events.map(() => 'amazon-s3'),
    )
  })

  it('is for the recipient that SES wrote down, and the others of the company', async () => {
    const { payload } = mails.find(({ name }) => name === 'several-recipients')!
    const [event] = (await readStored(payload)).events
    expect(event?.account).toEqual({ id: 'service@acme.example', others: ['vertrieb@acme.example'] })
  })

  it.each([
    ['judged the other address in From', 'header.from=evil.example', '<me@evil.example> <boss@acme.example>'],
    ['does not say whom it judged', '', 'boss@acme.example'],
  ])('is not proven to be the company’s by a DMARC that %s', async (_, judged, from) => {
    const { payload } = mails.find(({ name }) => name === 'own-answer')!
    const text = Buffer.from(payload)
      .toString('latin1')
      .replace('dkim=pass header.i=@acme.example', 'dkim=none')
      .replace('header.from=acme.example', judged)
      .replace(/^From: .*$/m, `From: ${from}`)
    const mail = Buffer.from(text, 'latin1')
    const posted = expectResult(await readSigned(wiring, mail))
    for (const { events } of [await readStored(mail), posted])
      expect(events[0]).toMatchObject({ direction: 'inbound', authenticity: { unprovenOwn: true } })
  })

  it('whose headers name the mailbox of submitted copies is not proven by that', async () => {
    const { payload } = mails.find(({ name }) => name === 'forged-verdicts-below')!
    const text = Buffer.from(payload).toString('latin1').replace('To: service@', 'To: sent@')
    const [event] = (await readStored(Buffer.from(text, 'latin1'))).events
    expect(event).toMatchObject({ direction: 'inbound', authenticity: { unprovenOwn: true } })
  })
})

describe('what SES found', () => {
  const authenticityOf = async (name: string) => {
    const { payload } = mails.find((each) => each.name === name)!
    return (await readStored(payload)).events[0]?.authenticity
  }

  it('is told, spam and viruses too', async () => {
    expect(await authenticityOf('spam-and-virus')).toEqual({
      method: 'amazon-s3',
      proven: true,
      spf: 'softfail',
      dkim: 'fail',
      dmarc: 'fail',
      spam: true,
      virus: true,
    })
  })

  it('is not believed where a sender may have written it', async () => {
    expect(await authenticityOf('forged-verdicts-below')).toEqual({
      method: 'amazon-s3',
      proven: true,
      spf: 'fail',
      dkim: 'none',
      unprovenOwn: true,
    })
    expect(await authenticityOf('received-by-another-server')).toEqual({ method: 'amazon-s3', proven: true })
  })

  it('stands in the receipt of a topic, which goes before', async () => {
    const status = (word: string) => ({ status: word })
    const notification = {
      notificationType: 'Received',
      mail: { source: '<>', destination: ['x@acme.example'] },
      receipt: {
        recipients: ['service@acme.example'],
        spfVerdict: status('GRAY'),
        dkimVerdict: status('PASS'),
        dmarcVerdict: status('PROCESSING_FAILED'),
        spamVerdict: status('FAIL'),
        virusVerdict: status('DISABLED'),
        action: { type: 'SNS', encoding: 'UTF-8' },
      },
      content: Buffer.from(valid).toString('utf8'),
    }
    const [event] = expectResult(await readSigned(wiring, encode(notification))).events
    expect(event).toMatchObject({
      account: { id: 'service@acme.example' },
      authenticity: { spf: 'neutral', dkim: 'pass', dmarc: 'temperror', spam: true },
    })
    expect(event?.authenticity.virus).toBeUndefined()
    const passed = { ...notification.receipt, dmarcVerdict: status('PASS') }
    const own = Buffer.from('From: boss@acme.example\r\nTo: anne@kunde.example\r\n\r\nx').toString()
    const unjudged = encode({ ...notification, receipt: passed, content: own })
    expect(expectResult(await readSigned(wiring, unjudged)).events[0]).toMatchObject({
      direction: 'inbound',
      authenticity: { dmarc: 'pass', unprovenOwn: true },
    })
    const { mail, content } = notification
    const bare = { notificationType: 'Received', mail, content, receipt: null }
    const [second] = expectResult(await readSigned(wiring, encode(bare))).events
    expect(second?.account.id).toBe('x@acme.example')
  })
})

describe('a message of a topic that is no mail', () => {
  const base = {
    MessageId: 'm',
    Message: 'You have chosen to subscribe',
    Timestamp: receivedAt,
    TopicArn: 'arn:aws:sns:eu-west-1:123456789012:mail',
    Signature: 'eA==',
    SignatureVersion: '1',
    SigningCertURL: 'https://sns.eu-west-1.amazonaws.com/x.pem',
    SubscribeURL: 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription',
    Token: 't',
  }
  const read = (message: object | string) =>
    adapter.normalize(
      Proven.fromQuarantine({
        body: Buffer.from(typeof message === 'string' ? message : JSON.stringify(message)),
        headers: new Headers({ 'content-type': 'text/plain' }),
      }),
      { settings: adapter.settings.parse(settings), receivedAt },
    )

  it.each([
    ['SubscriptionConfirmation', 'was confirmed'],
    ['UnsubscribeConfirmation', 'has ended'],
  ])('is told to the operator: %s', async (Type, said) => {
    const { ignored } = await read({ ...base, Type })
    expect(ignored).toEqual([{ what: 'subscription', why: expect.stringContaining(said), notice: true }])
  })

  it('is told to the operator: a topic that was chosen', async () => {
    const Message = 'Successfully validated SNS topic for Amazon SES event publishing.'
    const { ignored } = await read({ ...base, Type: 'Notification', Message })
    expect(ignored).toHaveLength(1)
  })

  it('is refused where it is no message at all', () => {
    expect(() => read('{"Type":"Notification"}')).toThrow('no message of Amazon SNS')
  })
})
