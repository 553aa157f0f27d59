import { createPublicKey, sign, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { sesLocalKey } from '../../../../bin/local/senders/ses.ts'
import type { Fetch } from '../../../../functions/contracts/destination.ts'
import { confirmSubscription } from '../../../../functions/kits/sns/confirm-subscription.ts'
import { proveSns } from '../../../../functions/kits/sns/prove-sns.ts'
import { snsAddress } from '../../../../functions/kits/sns/sns-address.ts'
import { receivedAt } from '../../../contracts/webhook-request.ts'
import { snsCertificate as certificate } from '../../../support/local-world.ts'

const pem = readFileSync(sesLocalKey, 'utf8')
const topic = 'arn:aws:sns:eu-west-1:123456789012:mail'
const address = 'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-ab12.pem'

/** SNS, which has the certificate, and what it was asked. */
function sns(answer: () => Response | Promise<Response> = () => new Response(certificate)) {
  const asked: string[] = []
  const fetch: Fetch = async (url) => {
    asked.push(url)
    return answer()
  }
  return { asked, world: { fetch } }
}

const notification = {
  Type: 'Notification',
  MessageId: 'm1',
  Message: 'Grüße\nzwei',
  Timestamp: '2026-11-20T19:43:00.000Z',
  TopicArn: topic,
  SigningCertURL: address,
  SignatureVersion: '2',
}
const confirmation = {
  ...notification,
  Type: 'SubscriptionConfirmation',
  SubscribeURL: `https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${topic}&Token=t`,
  Token: 't',
}

/** Signed as the documentation says, written here once more. */
function signed(message: Record<string, unknown>, order?: string[]): Record<string, unknown> {
  const names = order ?? [
    'Message',
    'MessageId',
    ...(message['Type'] === 'Notification'
      ? ['Subject', 'Timestamp']
      : ['SubscribeURL', 'Timestamp', 'Token']),
    'TopicArn',
    'Type',
  ]
  const text = names
    .filter((name) => typeof message[name] === 'string')
    .map((name) => `${name}\n${message[name]}\n`)
    .join('')
  const algorithm = message['SignatureVersion'] === '1' ? 'sha1' : 'sha256'
  return { ...message, Signature: sign(algorithm, Buffer.from(text), pem).toString('base64') }
}

const prove = (message: Record<string, unknown>, world = sns().world, topics = [topic]) =>
  proveSns(
    {
      method: 'POST',
      query: new URLSearchParams(),
      headers: new Headers(),
      body: Buffer.from(JSON.stringify(message)),
      receivedAt: new Date(receivedAt),
    },
    topics,
    world,
  )

describe('a message of SNS', () => {
  it('is proven by its signature, of either version', async () => {
    for (const SignatureVersion of ['1', '2'])
      for (const message of [notification, confirmation])
        await expect(prove(signed({ ...message, SignatureVersion }))).resolves.toBeUndefined()
  })

  it('is signed with its subject where it has one', async () => {
    await expect(prove(signed({ ...notification, Subject: 'Neue Mail' }))).resolves.toBeUndefined()
    await expect(prove(signed({ ...notification, Subject: null }))).resolves.toBeUndefined()
    const signedWithout = { ...signed(notification), Subject: 'Andere' }
    await expect(prove(signedWithout)).rejects.toMatchObject({ code: 'signature_mismatch' })
  })

  it('may have its signature in lines', async () => {
    const message = signed(notification)
    const Signature = String(message['Signature']).replace(/.{76}/g, '$&\n')
    await expect(prove({ ...message, Signature })).resolves.toBeUndefined()
  })

  it.each(
    Object.keys(confirmation).filter((name) => !['SigningCertURL', 'TopicArn', 'Timestamp'].includes(name)),
  )('is refused with another %s', async (name) => {
    const message = signed(confirmation)
    const other = { Type: 'UnsubscribeConfirmation', SignatureVersion: '1' }[name] ?? `${message[name]}x`
    await expect(prove({ ...message, [name]: other })).rejects.toMatchObject({ code: 'signature_mismatch' })
  })

  it('of a topic that is not named is refused before anything is fetched', async () => {
    const { asked, world } = sns()
    const message = signed({ ...notification, TopicArn: 'arn:aws:sns:eu-west-1:666666666666:mail' })
    await expect(prove(message, world)).rejects.toMatchObject({ code: 'topic_unknown' })
    await expect(prove(signed(notification), world, [])).rejects.toMatchObject({ code: 'topic_unknown' })
    expect(asked).toEqual([])
  })

  it.each([
    ['2026-11-20T17:43:00.000Z', 'timestamp_stale'],
    ['2026-11-20T19:49:00.000Z', 'timestamp_stale'],
  ])('of %s is refused', async (Timestamp, code) => {
    await expect(prove(signed({ ...notification, Timestamp }))).rejects.toMatchObject({ code })
  })

  it.each([
    'http://sns.eu-west-1.amazonaws.com/a.pem',
    'https://sns.eu-west-1.amazonaws.com.evil.example/a.pem',
    'https://evil.example/sns.eu-west-1.amazonaws.com/a.pem',
    'https://sns.eu-west-1.amazonaws.com@evil.example/a.pem',
    'https://user:pw@sns.eu-west-1.amazonaws.com/a.pem',
    'https://sns.eu-west-1.amazonaws.com:8443/a.pem',
    'https://evil.sns.eu-west-1.amazonaws.com/a.pem',
    'https://snsxeu-west-1.amazonaws.com/a.pem',
    'https://sns.s3.amazonaws.com/a.pem',
    'https://sns.evil-bucket.s3.amazonaws.com/a.pem',
    'https://sns.eu-west-1.amazonaws.com/a.pem?x=1',
    'https://sns.eu-west-1.amazonaws.com/a.pem#x',
    'https://sns.eu-west-1.amazonaws.com/?Action=Publish&x=.pem',
    'https://sns.eu-west-1.amazonaws.com/a/../b.txt',
    'https://sns.eu-west-1.amazonaws.com\\@evil.example/a.pem',
    'file:///etc/passwd.pem',
    '//sns.eu-west-1.amazonaws.com/a.pem',
    '',
  ])('whose certificate lies at %s is refused, and nothing is fetched', async (SigningCertURL) => {
    const { asked, world } = sns()
    await expect(prove(signed({ ...notification, SigningCertURL }), world)).rejects.toMatchObject({
      code: 'certificate_elsewhere',
    })
    expect(asked).toEqual([])
  })

  it('is sent again where its certificate cannot be had', async () => {
    for (const answer of [
      () => new Response('no', { status: 404 }),
      () => new Response('no certificate'),
      () => new Response(certificate, { status: 203 }),
    ])
      await expect(prove(signed(notification), sns(answer).world)).rejects.toMatchObject({
        code: 'certificate_unavailable',
      })
  })

  it('has its certificate fetched once, and of other addresses anew', async () => {
    const { asked, world } = sns()
    for (const _ of [1, 2, 3]) await prove(signed(notification), world)
    expect(asked).toEqual([address])
    for (let at = 0; at < 25; at++)
      await prove(signed({ ...notification, SigningCertURL: address.replace('ab12', `ab${at}x`) }), world)
    expect(asked).toHaveLength(26)
  })

  it.each([
    {},
    { ...notification, Signature: 'x', SignatureVersion: '3' },
    { ...notification, Signature: 'x', Type: 'Other' },
    { ...notification, Signature: 'x', Timestamp: 'yesterday' },
  ])('is not %j', async (message) => {
    await expect(prove(message)).rejects.toMatchObject({ code: 'not_sns' })
  })

  it('is proven by what anybody can verify with the certificate', () => {
    const { Signature } = signed(notification, ['Message'])
    const text = Buffer.from(`Message\n${notification.Message}\n`)
    const key = createPublicKey(certificate)
    expect(verify('sha256', text, key, Buffer.from(String(Signature), 'base64'))).toBe(true)
  })
})

describe('a subscription', () => {
  const confirm = (message: object, world: ReturnType<typeof sns>['world']) =>
    confirmSubscription({ body: Buffer.from(JSON.stringify(message)), headers: new Headers() }, world)

  it('is confirmed at the address that came along', async () => {
    const { asked, world } = sns()
    await confirm(signed(confirmation), world)
    expect(asked).toEqual([confirmation.SubscribeURL])
  })

  it('is asked for by no other message', async () => {
    const { asked, world } = sns()
    await confirm(signed(notification), world)
    await confirm(signed({ ...confirmation, Type: 'UnsubscribeConfirmation' }), world)
    await confirm({}, world)
    expect(asked).toEqual([])
  })

  it.each(['https://evil.example/', 'http://sns.eu-west-1.amazonaws.com/?a', 'http://169.254.169.254/'])(
    'is not confirmed at %s',
    async (SubscribeURL) => {
      const { asked, world } = sns()
      await expect(confirm(signed({ ...confirmation, SubscribeURL }), world)).rejects.toMatchObject({
        code: 'not_confirmed',
      })
      expect(asked).toEqual([])
    },
  )

  it('is asked for again where SNS does not confirm it', async () => {
    const { world } = sns(() => new Response('', { status: 403 }))
    await expect(confirm(signed(confirmation), world)).rejects.toMatchObject({ code: 'not_confirmed' })
  })
})

describe('an address of SNS', () => {
  it.each(['eu-west-1', 'us-gov-east-1', 'ap-southeast-4', 'cn-north-1'])('may lie in %s', (region) => {
    const end = region.startsWith('cn-') ? '.cn' : ''
    expect(snsAddress(`https://sns.${region}.amazonaws.com${end}/a.pem`)).toBeInstanceOf(URL)
  })
})
