import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { DeliveryOutcome } from '../../../../functions/contracts/destination.ts'
import { mail } from '../../../../functions/destinations/mail/index.ts'
import { settings } from '../../../../functions/destinations/mail/settings.ts'
import { deliveryContext } from '../../../contracts/delivery-context.ts'
import { routedEvent } from '../../../contracts/routed-event.ts'
import { isThorough } from '../../../support/thorough.ts'
import { type MailServer, type Refusals, startMailServer } from './mail-server.ts'

const user = { name: 'netzdialog', password: 'recognisable' }

/** Most servers pipeline. */
const ways = isThorough ? [true, false] : [true]

describe.each(ways)('replies of a mail server (pipelining: %s)', (pipelining) => {
  let server: MailServer

  beforeAll(async () => {
    server = await startMailServer({ tls: 'none', user, pipelining })
  })
  afterEach(() => {
    server.refuse = {}
    server.mails.length = 0
  })
  afterAll(() => server.stop())

  async function deliverTo(refuse: Refusals): Promise<DeliveryOutcome> {
    server.refuse = refuse
    const read = settings.parse({
      mailbox: 'contacts@crm.example',
      from: 'netzdialog@acme.example',
      send: { way: 'smtp', host: '127.0.0.1', port: server.port, tls: 'none', user: user.name },
      password: user.password,
    })
    const outcome = await mail.open(await deliveryContext(routedEvent(), read)).deliver(routedEvent())
    expect(JSON.stringify(outcome)).not.toMatch(/secret words|recognisable/)
    expect(server.mails).toEqual([])
    return outcome
  }

  const steps = ['greeting', 'sign-in', 'sender', 'mailbox'] as const

  it.each(steps.flatMap((step) => ['421', '450', '451', '452'].map((code) => [step, code] as const)))(
    'waits with everything where the %s is answered %s',
    async (step, code) => {
      const outcome = await deliverTo({ [step]: `${code} secret words` })
      // After 421 the connection is gone, and with it which of several commands it answered.
      const reason = code === '421' ? /^answered 421 to / : `answered ${code} to ${said[step]}`
      expect(outcome).toMatchObject({
        status: 'retry',
        scope: 'destination',
        reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
      })
      expect(outcome).not.toHaveProperty('uncertain')
    },
  )

  it('takes a temporary failure of the sign-in for no wrong password', async () => {
    expect(await deliverTo({ 'sign-in': '454 4.7.0 secret words' })).toMatchObject({
      status: 'retry',
      scope: 'destination',
    })
  })

  it.each([
    ['greeting', '554 5.7.1', 'connection_refused'],
    ['sign-in', '535 5.7.8', 'credentials_refused'],
    ['sign-in', '534 5.7.9', 'credentials_refused'],
    ['sender', '530 5.7.0', 'credentials_refused'],
    ['sender', '550 5.7.1', 'sender_refused'],
    ['mailbox', '550 5.1.1', 'mailbox_refused'],
    ['mailbox', '551', 'mailbox_refused'],
    ['mailbox', '554 5.7.1', 'mailbox_refused'],
    ['message', '550 5.1.1', 'mailbox_refused'],
  ] as const)('stops the destination where the %s is answered %s', async (step, code, as) => {
    expect(await deliverTo({ [step]: `${code} secret words` })).toMatchObject({
      status: 'rejected',
      code: as,
      scope: 'destination',
      reason: expect.stringContaining(`answered ${code} to ${said[step]}`),
    })
  })

  it.each([
    ['552', 'message_too_large'],
    ['552 5.3.4', 'message_too_large'],
    ['523', 'message_too_large'],
    ['550 5.7.1', 'content_refused'],
    ['552 5.7.0', 'content_refused'],
    ['554', 'content_refused'],
  ])('rejects this one mail where it is answered %s', async (code, as) => {
    const outcome = await deliverTo({ message: `${code} secret words` })
    expect(outcome).toMatchObject({ status: 'rejected', code: as })
    expect(outcome).not.toHaveProperty('scope')
  })

  it.each(['450', '451 4.3.0', '452 4.3.1'])('tries a mail again that is answered %s', async (code) => {
    const outcome = await deliverTo({ message: `${code} secret words` })
    expect(outcome).toEqual({ status: 'retry', reason: `answered ${code} to the mail` })
  })

  it.each(
    (['mailbox', 'message'] as const).flatMap((step) =>
      ['552 5.2.2', '452 4.2.2'].map((code) => [step, code] as const),
    ),
  )('waits until a mailbox is emptied that is full when the %s comes (%s)', async (step, code) => {
    expect(await deliverTo({ [step]: `${code} secret words` })).toMatchObject({
      status: 'retry',
      scope: 'destination',
    })
  })

  it.each([
    ['greeting', '421 4.7.0'],
    ['sender', '451 4.7.500'],
    ['message', '432 4.3.2'],
  ] as const)('slows down where the %s is answered %s', async (step, code) => {
    expect(await deliverTo({ [step]: `${code} secret words` })).toMatchObject({
      status: 'retry',
      throttled: true,
    })
  })

  it('refuses a wrong password', async () => {
    const read = settings.parse({
      mailbox: 'contacts@crm.example',
      from: 'netzdialog@acme.example',
      send: { way: 'smtp', host: '127.0.0.1', port: server.port, tls: 'none', user: user.name },
      password: 'another',
    })
    const outcome = await mail.open(await deliveryContext(routedEvent(), read)).deliver(routedEvent())
    expect(outcome).toMatchObject({
      status: 'rejected',
      code: 'credentials_refused',
      scope: 'destination',
    })
  })
})

const said = {
  greeting: 'the connection',
  'sign-in': 'AUTH',
  sender: 'MAIL FROM',
  mailbox: 'RCPT TO',
  message: 'the mail',
} as const
