import fc from 'fast-check'
import PostalMime, { decodeWords } from 'postal-mime'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DeliveryContext, DeliveryOutcome } from '../../../../functions/contracts/destination.ts'
import { composeMail } from '../../../../functions/destinations/mail/compose-mail.ts'
import { mail } from '../../../../functions/destinations/mail/index.ts'
import { type MailSettings, settings } from '../../../../functions/destinations/mail/settings.ts'
import type { RoutedEvent } from '../../../../schemas/contact-event.ts'
import { deliveryContext } from '../../../contracts/delivery-context.ts'
import { routedEvent, routedMail } from '../../../contracts/routed-event.ts'
import { selfSigned } from '../../../support/self-signed.ts'
import { type MailServer, startMailServer } from './mail-server.ts'

const own = selfSigned(['mail.acme.test', '127.0.0.1'], new Date('2049-01-01'))
const foreign = selfSigned(['other.example'], new Date('2049-01-01'))
const mailbox = 'contacts@crm.example'
const from = 'netzdialog@acme.example'
let server: MailServer

beforeAll(async () => {
  server = await startMailServer({ certificate: own, size: 60_000_000 })
})
beforeEach(() => {
  server.mails.length = 0
})
afterEach(() => {
  server.refuse = {}
  server.meet = () => 'take'
})
afterAll(() => server.stop())

function readSettings(more: Record<string, unknown> = {}, send: Record<string, unknown> = {}): MailSettings {
  return settings.parse({
    mailbox,
    from,
    send: { way: 'smtp', host: '127.0.0.1', port: server.port, certificateAuthority: own.cert, ...send },
    ...more,
  })
}

async function deliver(
  event: RoutedEvent,
  more: Record<string, unknown> = {},
  context: Partial<DeliveryContext<MailSettings>> = {},
): Promise<DeliveryOutcome> {
  return mail.open(await deliveryContext(event, readSettings(more), context)).deliver(event)
}

async function receive(
  event: RoutedEvent,
  more: Record<string, unknown> = {},
  context: Partial<DeliveryContext<MailSettings>> = {},
) {
  expect(await deliver(event, more, context)).toMatchObject({ status: 'delivered' })
  const received = server.mails.at(-1)!
  const parsed = await PostalMime.parse(received.raw)
  const header = (name: string) =>
    decodeWords(parsed.headers.find(({ key }) => key === name.toLowerCase())?.value ?? '')
  return { ...received, parsed, header }
}

describe('what the mailbox gets', () => {
  it('comes encrypted, from the configured address, with the person before it', async () => {
    const { from: sender, to, secure, parsed } = await receive(routedEvent())
    expect({ sender, to, secure }).toEqual({ sender: from, to: [mailbox], secure: true })
    expect(parsed.from).toMatchObject({ name: 'Änne Grün 🚚 über Facebook', address: from })
    expect(parsed.to).toMatchObject([{ address: mailbox }])
    expect(parsed).not.toHaveProperty('replyTo')
    expect(parsed.date).toBe('2026-11-20T19:43:22.000Z')
  })

  it.each([
    ['\u3164\u2800', 'Facebook'],
    ['Anne\u2028Grün\u009b \u{e0001}', 'Anne Grün über Facebook'],
    ['anne@kunde.example', 'Facebook'],
    [`${'Ä'.repeat(58)}👨‍👩‍👧`, `${'Ä'.repeat(58)}… über Facebook`],
  ])('comes from the medium and such of the name %j as is one', async (name, from) => {
    const { parsed, header } = await receive(routedEvent({ author: { role: 'customer', id: '991', name } }))
    expect(parsed.from?.name).toBe(from)
    expect(header('X-Netzdialog-Author')).not.toMatch(/[\p{C}\u3164\u2800]/u)
  })

  it('reads the same in text and HTML, in the language of the settings', async () => {
    const { parsed } = await receive(routedEvent(), { language: 'en' })
    expect(parsed.from?.name).toBe('Änne Grün 🚚 via Facebook')
    for (const body of [parsed.text, parsed.html])
      expect(body).toContain('Mein Fernseher ist schwarz, gleich beginnt das Finale!')
    expect(parsed.subject).toContain('Facebook')
  })

  it('says by headers what rules go by', async () => {
    const { header } = await receive(routedMail())
    const names = [
      'Event',
      'Effect',
      'Reopen',
      'Key',
      'Platform',
      'Surface',
      'Kind',
      'Visibility',
      'Direction',
    ]
    expect(Object.fromEntries(names.map((name) => [name, header(`X-Netzdialog-${name}`)]))).toEqual({
      Event: 'evt_9a2c77b4e01d4f6a8c35d2f1b6e07948',
      Effect: 'append',
      Reopen: 'true',
      Key: 'email:1f0c6e2ab93d4785',
      Platform: 'email',
      Surface: 'email',
      Kind: 'message.created',
      Visibility: 'private',
      Direction: 'inbound',
    })
    expect(header('X-Netzdialog-Thread')).toMatch(/^[0-9a-f]{32}$/)
    expect(header('X-Netzdialog-Author')).toBe('Änne')
  })

  it('asks for no automatic answer', async () => {
    const { header } = await receive(routedEvent())
    expect(header('Auto-Submitted')).toBe('auto-generated')
    expect(header('X-Auto-Response-Suppress')).toBe('All')
    expect(header('Precedence')).toBe('')
  })

  it('keeps a text of 300 000 characters and lines without an end', async () => {
    const text = `${'🚚ä'.repeat(50_000)}\n.\n${'x'.repeat(200_000)}`
    const { parsed } = await receive(routedEvent({ message: { id: 'facebook:1_1', text, attachments: [] } }))
    expect(parsed.text).toContain(text)
  })

  it('brings what is attached, byte for byte', async () => {
    const { parsed } = await receive(routedMail())
    const [photo] = parsed.attachments
    expect(photo).toMatchObject({ filename: 'foto.jpg', mimeType: 'image/jpeg', disposition: 'attachment' })
    expect((photo!.content as ArrayBuffer).byteLength).toBe(81_233)
  })

  it('links what is larger than the settings allow', async () => {
    const event = { ...routedMail(), message: { ...routedMail().message!, html: '' } }
    const outcome = await deliver(event, { maxMegabytes: 0.1 })
    expect(outcome).not.toHaveProperty('degraded')
    const photo = { ...event.message.attachments[0]!, size: 200_000 }
    const large = { ...event, message: { ...event.message, attachments: [photo] } }
    expect(await deliver(large, { maxMegabytes: 0.1 })).toMatchObject({ degraded: ['attachment_linked'] })
    const parsed = await PostalMime.parse(server.mails.at(-1)!.raw)
    expect(parsed.attachments).toEqual([])
    expect(parsed.text).toContain('https://links.netzdialog.test/attachments/')
  })

  it('carries links where the server announces that it takes no mail of that size', async () => {
    const small = await startMailServer({ certificate: own, size: 50_000 })
    const context = await deliveryContext(routedMail(), readSettings({}, { port: small.port }))
    expect(await mail.open(context).deliver(routedMail())).toMatchObject({
      status: 'delivered',
      degraded: ['attachment_linked'],
    })
    expect(small.mails).toHaveLength(1)
    await small.stop()
  })

  it('names the customer for replies where the settings ask for it', async () => {
    const asked = { replyTo: 'customer', customerAddress: 'contact+{platform}-{id}@social.acme.example' }
    expect((await receive(routedMail(), asked)).parsed.replyTo).toMatchObject([
      { address: 'anne@kunde.test' },
    ])
    expect((await receive(routedEvent(), asked)).parsed.replyTo).toMatchObject([
      { address: 'contact+facebook-991@social.acme.example' },
    ])
    const answer = routedEvent({ direction: 'outbound', author: { role: 'company', id: '4711' } })
    expect((await receive(answer, asked)).parsed).not.toHaveProperty('replyTo')
  })

  it('has no name that could pass for an address', async () => {
    for (const name of ['service@bank.example', 'Bank ＠ Post', 'https://bank.example/', '<b>', '\u202e'])
      expect(
        (await receive(routedEvent({ author: { role: 'customer', id: '1', name } }))).parsed.from,
      ).toMatchObject({ name: 'Facebook', address: from })
  })

  it('bears one name where the settings give one', async () => {
    expect((await receive(routedEvent(), { fromName: 'Netzdialog' })).parsed.from?.name).toBe('Netzdialog')
  })
})

describe('one mail, one thread', () => {
  const ids = async (event: RoutedEvent, context: Partial<DeliveryContext<MailSettings>> = {}) => {
    const { parsed } = await receive(event, {}, context)
    return {
      id: parsed.messageId,
      references: parsed.references?.split(/\s+/),
      inReplyTo: parsed.inReplyTo,
    }
  }

  it('has the same Message-ID at every attempt, and another for another event', async () => {
    const first = await ids(routedEvent())
    expect((await ids(routedEvent(), { attempt: 2 })).id).toBe(first.id)
    expect(first.id).toBe('<evt_6b1f0c9d2e7a48538f4c1b0a9d3e5f72@acme.example>')
    expect((await ids(routedMail())).id).not.toBe(first.id)
  })

  it('is the same mail to the last byte, whenever it is sent', async () => {
    const written = async (context: Partial<DeliveryContext<MailSettings>>) =>
      (await composeMail(routedMail(), await deliveryContext(routedMail(), readSettings(), context), 1e6)).raw
    const later = { attempt: 2, now: () => new Date('2026-11-23T10:00:00Z') }
    expect((await written({})).equals(await written(later))).toBe(true)
  })

  it('refers to one root for all mails of a work.key, whichever comes first', async () => {
    const helper = routedEvent({
      id: 'evt_00000000000000000000000000000001',
      work: { ...routedEvent().work, effect: 'append' },
    })
    const opening = await ids(routedEvent())
    const remote = { ticket: opening.id! }
    const later = await ids(helper, { remote })
    expect(opening.inReplyTo).toBeUndefined()
    expect(later.references?.[0]).toBe(opening.references?.[0])
    expect(later.references).toEqual([opening.references?.[0], opening.id])
    expect(later.inReplyTo).toBe(opening.id)
    expect((await ids(routedMail())).references?.[0]).not.toBe(opening.references?.[0])
  })

  it('answers the mail that brought what is edited now', async () => {
    const edited = routedEvent({ kind: 'message.edited', work: { ...routedEvent().work, effect: 'append' } })
    const remote = { ticket: '<evt_a@acme.example>' }
    const original = { message: '<evt_b@acme.example>' }
    expect((await ids(edited, { remote, original })).inReplyTo).toBe('<evt_b@acme.example>')
  })

  it('keeps the opening mail as the ticket of all that follow', async () => {
    expect(await deliver(routedEvent())).toMatchObject({
      remote: {
        ticket: '<evt_6b1f0c9d2e7a48538f4c1b0a9d3e5f72@acme.example>',
        message: '<evt_6b1f0c9d2e7a48538f4c1b0a9d3e5f72@acme.example>',
      },
    })
    expect(await deliver(routedMail(), {}, { remote: { ticket: '<evt_a@acme.example>' } })).toMatchObject({
      remote: { ticket: '<evt_a@acme.example>' },
    })
  })

  it('opens nothing for what only goes with a ticket', async () => {
    for (const effect of ['append', 'answer', 'withdraw', 'none'] as const)
      expect(await deliver(routedEvent({ work: { ...routedEvent().work, effect } }))).toEqual({
        status: 'delivered',
      })
    expect(server.mails).toEqual([])
  })

  it('sends no mail in a circle', async () => {
    const author = { role: 'customer' as const, email: 'Netzdialog@ACME.example' }
    for (const event of [
      routedMail({ account: { id: mailbox } }),
      routedMail({ author }),
      routedMail({ message: { id: `email:<evt_${'0'.repeat(32)}@acme.example>`, attachments: [] } }),
    ])
      expect(await deliver(event)).toMatchObject({ status: 'rejected', code: 'mail_loop' })
    expect(server.mails).toEqual([])
  })
})

it('goes to the mailbox alone, with no header of the event’s making, whatever the event says', async () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      'x\r\nBcc: victim@x.example\r\n\r\nbody',
      'a@b.example, victim@x.example',
      '"x" <victim@x.example>',
      'undisclosed: victim@x.example;',
      '=?utf-8?q?=0d=0aBcc:_victim@x.example?=',
      '\u2028Bcc: victim@x.example',
    ),
  )
  const wanted = await PostalMime.parse((await receive(routedMail(), { replyTo: 'customer' })).raw)
  const known = new Set([...wanted.headers.map(({ key }) => key), 'in-reply-to', 'reply-to'])
  await fc.assert(
    fc.asyncProperty(fc.array(nasty, { minLength: 8, maxLength: 8 }), async (texts) => {
      const [a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = ''] = texts
      const event = routedMail({
        account: { id: `4711${a}` },
        conversation: { id: `email:${b}`, subject: c, match: 'none', url: d },
        message: {
          id: `email:${e}`,
          text: f,
          language: g,
          attachments: [
            { type: `image/png${h}`, state: 'stored', key: 'attachments/2026/11/20/foto', name: `${a}.png` },
          ],
        },
        author: { role: 'customer', id: `1${b}`, name: c, handle: d, email: e },
        recipients: [{ email: f, kind: 'bcc' }],
        work: { effect: 'open', key: `email:${g}`, reopen: false, reason: h },
      })
      const asked = readSettings({ replyTo: 'customer' })
      const { raw } = await composeMail(event, await deliveryContext(event, asked), 0)
      const parsed = await PostalMime.parse(raw)
      expect(parsed.to).toMatchObject([{ address: mailbox }])
      expect(parsed).not.toHaveProperty('cc')
      expect(parsed).not.toHaveProperty('bcc')
      expect(parsed.from?.address).toBe(from)
      expect(parsed.replyTo?.length ?? 0).toBeLessThanOrEqual(1)
      for (const { key } of parsed.headers)
        expect(known.has(key) || key.startsWith('x-netzdialog-'), key).toBe(true)
      const head = raw.subarray(0, raw.indexOf('\r\n\r\n')).toString('latin1')
      expect(head).toMatch(/^[\x20-\x7e\t\r\n]*$/)
      for (const line of head.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998)
    }),
    { numRuns: 100 },
  )
}, 60_000)

it('knows that a mail was not taken whose connection ended on its way', async () => {
  const large = { read: async () => new Uint8Array(25_000_000), link: () => undefined }
  server.breakOff = true
  const outcome = await deliver(routedMail(), { maxMegabytes: 30 }, { attachments: large })
  server.breakOff = false
  expect(outcome).toMatchObject({ status: 'retry' })
  expect(outcome).not.toHaveProperty('uncertain')
})

describe('the certificate', () => {
  it('has to be for the host', async () => {
    const other = await startMailServer({ certificate: foreign })
    const outcome = async (send: Record<string, unknown>) =>
      mail
        .open(await deliveryContext(routedEvent(), readSettings({}, { port: other.port, ...send })))
        .deliver(routedEvent())
    expect(await outcome({})).toMatchObject({
      status: 'retry',
      scope: 'destination',
      reason: expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT'),
    })
    expect(await outcome({ certificateAuthority: foreign.cert })).toMatchObject({
      status: 'retry',
      scope: 'destination',
      reason: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID'),
    })
    expect(await outcome({ certificateAuthority: foreign.cert, servername: 'other.example' })).toMatchObject({
      status: 'delivered',
    })
    await other.stop()
  })

  it('may be of the authority that the deployment names for the destination', async () => {
    const plain = readSettings({}, { certificateAuthority: undefined })
    const outcome = async (certificateAuthority: string) =>
      mail.open(await deliveryContext(routedEvent(), plain, { certificateAuthority })).deliver(routedEvent())
    expect(await outcome(own.cert)).toMatchObject({ status: 'delivered' })
    expect(await outcome(foreign.cert)).toMatchObject({
      status: 'retry',
      reason: expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT'),
    })
  })

  it('is asked for from the first byte with implicit TLS', async () => {
    const implicit = await startMailServer({ tls: 'implicit', certificate: own })
    const settings = readSettings({}, { port: implicit.port, tls: 'implicit' })
    expect(
      await mail.open(await deliveryContext(routedEvent(), settings)).deliver(routedEvent()),
    ).toMatchObject({
      status: 'delivered',
    })
    expect(implicit.mails[0]?.secure).toBe(true)
    await implicit.stop()
  })

  it('keeps a mail from a server that encrypts nothing', async () => {
    const plain = await startMailServer({ tls: 'none' })
    const settings = readSettings({}, { port: plain.port })
    expect(
      await mail.open(await deliveryContext(routedEvent(), settings)).deliver(routedEvent()),
    ).toMatchObject({
      status: 'rejected',
      code: 'tls_refused',
      scope: 'destination',
    })
    expect(plain.commands).toEqual([])
    await plain.stop()
  })
})
