import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { DeliveryOutcome } from '../../../../functions/contracts/destination.ts'
import { mail } from '../../../../functions/destinations/mail/index.ts'
import { settings } from '../../../../functions/destinations/mail/settings.ts'
import { deliveryContext } from '../../../contracts/delivery-context.ts'
import { routedEvent, routedMail } from '../../../contracts/routed-event.ts'
import { type Answer, useScriptedServer } from '../../../contracts/scripted-server.ts'

const server = useScriptedServer()

// As a function has them in its environment.
beforeAll(() => void vi.stubEnv('AWS_ACCESS_KEY_ID', 'local').stubEnv('AWS_SECRET_ACCESS_KEY', 'local'))
afterAll(() => void vi.unstubAllEnvs())

const given = (region = 'eu-central-1') => ({
  mailbox: 'contacts@crm.example',
  from: 'netzdialog@acme.example',
  send: { way: 'ses', region, endpoint: server.origin, configurationSet: 'contacts' },
})

async function deliver(answer: Answer, event = routedEvent(), region?: string): Promise<DeliveryOutcome> {
  server.answer = () => answer
  return mail.open(await deliveryContext(event, settings.parse(given(region)))).deliver(event)
}

const refusal = (status: number, name: string, message: string): Answer => ({
  status,
  headers: { 'x-amzn-errortype': name },
  body: JSON.stringify({ message }),
})

describe('mail by SES (its answers are scripted)', () => {
  it('names sender and mailbox, and nobody else', async () => {
    await deliver({ status: 200, body: '{"MessageId":"0107-1"}' })
    const [request] = server.requests
    expect(request?.path).toBe('/v2/email/outbound-emails')
    expect(request?.headers['authorization']).toContain('/eu-central-1/ses/aws4_request')
    const { Content, ...rest } = JSON.parse(request!.body.toString())
    expect(rest).toEqual({
      FromEmailAddress: 'netzdialog@acme.example',
      Destination: { ToAddresses: ['contacts@crm.example'] },
      ConfigurationSetName: 'contacts',
    })
    expect(Buffer.from(Content.Raw.Data, 'base64').toString()).toContain('X-Netzdialog-Effect: open\r\n')
  })

  it.each([
    ['eu-central-1', '<0107-1@eu-central-1.amazonses.com>'],
    ['us-east-1', '<0107-1@email.amazonses.com>'],
  ])('remembers the Message-ID that SES gives a mail in %s', async (region, message) => {
    expect(await deliver({ status: 200, body: '{"MessageId":"0107-1"}' }, routedEvent(), region)).toEqual({
      status: 'delivered',
      remote: { ticket: message, message },
    })
  })

  it.each([
    ['MessageRejected', 'Email address is not verified.', 'sender_refused'],
    ['AccountSuspendedException', '', 'account_suspended'],
    ['SendingPausedException', '', 'sending_paused'],
    ['NotFoundException', '', 'not_found'],
  ])('stops the destination at %s', async (name, message, code) => {
    expect(await deliver(refusal(400, name, message))).toMatchObject({
      status: 'rejected',
      code,
      scope: 'destination',
      reason: expect.stringContaining(name),
    })
  })

  it('rejects one mail that SES does not like', async () => {
    const outcome = await deliver(refusal(400, 'MessageRejected', 'Kanarienvogel'))
    expect(outcome).toMatchObject({ status: 'rejected' })
    expect(outcome).not.toHaveProperty('scope')
    expect(JSON.stringify(outcome)).not.toContain('Kanarienvogel')
  })

  it.each([
    [429, 'TooManyRequestsException'],
    [400, 'LimitExceededException'],
  ])('slows down at %s %s', async (status, name) => {
    expect(await deliver(refusal(status, name, ''))).toMatchObject({ status: 'retry', throttled: true })
  })

  it('sends links in place of files that are too much', async () => {
    const tooLong = refusal(400, 'BadRequestException', 'Message length is more than 41943040 bytes long')
    server.answer = () =>
      server.requests.length === 1 ? tooLong : { status: 200, body: '{"MessageId":"2"}' }
    const event = routedMail()
    expect(
      await mail.open(await deliveryContext(event, settings.parse(given()))).deliver(event),
    ).toMatchObject({
      status: 'delivered',
      degraded: ['attachment_linked'],
    })
    expect(server.requests).toHaveLength(2)
  })

  it('needs the right to send as its identity, and no other', async () => {
    const operator = await mail.operator?.()
    expect(operator?.permissions?.(given())).toEqual([
      {
        actions: ['ses:SendEmail', 'ses:SendRawEmail'],
        resources: [
          'arn:aws:ses:eu-central-1:*:identity/acme.example',
          'arn:aws:ses:eu-central-1:*:configuration-set/contacts',
        ],
      },
    ])
    expect(operator?.permissions?.({ ...given(), send: { way: 'smtp', host: 'mail.acme.example' } })).toEqual(
      [],
    )
  })
})
