import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Envelope, Mail } from '../../../../../functions/kits/mail/mail.ts'
import { mailSettings } from '../../../../../functions/kits/mail/mail-settings.ts'
import { mailToContact } from '../../../../../functions/kits/mail/mail-to-contact.ts'
import { readMime } from '../../../../../functions/kits/mail/mime/read-mime.ts'
import { mailHeaders } from '../../../../support/mail-headers.ts'

const settings = z.object(mailSettings).parse({
  accounts: ['acme.test'],
  authservIds: ['mx.acme.test'],
  submissionCopies: ['sent@netzdialog.internal'],
})
const base = {
  From: 'Anne <anne@kunde.test>',
  To: 'service@acme.test',
  Subject: 'Frage',
  Date: 'Mon, 05 Oct 2026 09:12:33 +0200',
  'Message-ID': '<m1@kunde.test>',
}

function read(mail: Mail, envelope: Partial<Envelope> = {}) {
  const context = { settings, receivedAt: '2026-10-05T07:12:40.000Z' }
  const { events } = mailToContact(mail, { to: [], method: 'test', ...envelope }, context)
  expect(events).toHaveLength(1)
  return events[0]!
}

function mail(fields: Record<string, string> = {}, changes: Partial<Mail> = {}): Mail {
  const headers = mailHeaders({ ...base, ...fields })
  return { headers, text: 'Grüße, siehe https://kunde.test/1', attachments: [], ...changes }
}

const file = (text: string) => ({ type: 'application/pdf', bytes: Buffer.from(text) })

describe('the id of a mail', () => {
  it.each([
    ['author', mail({ From: 'bernd@kunde.test' })],
    ['date', mail({ Date: 'Mon, 05 Oct 2026 09:12:34 +0200' })],
    ['subject', mail({ Subject: 'Fragen' })],
    ['text', mail({}, { text: 'Anders' })],
    ['HTML', mail({}, { html: '<p>Anders</p>' })],
    ['file', mail({}, { attachments: [file('b')] })],
    ['address for answers', mail({ 'Reply-To': 'bernd@kunde.test' })],
  ])('tells it from one with the same Message-ID and another %s', (_, other) => {
    expect(read(other).id).not.toBe(read(mail()).id)
  })

  it.each([
    ['other trace headers', mail({ Received: 'from relay.test', 'X-Spam': 'no' })],
    ['a subject in encoded words', mail({ Subject: '=?utf-8?B?RnJhZ2U=?=' })],
    ['another zone of the same time', mail({ Date: 'Mon, 5 Oct 2026 07:12:33 +0000' })],
    ['other line ends and white space', mail({}, { text: 'Grüße,\r\nsiehe  https://kunde.test/1 \r\n' })],
    ['links that a scanner rewrote', mail({}, { text: 'Grüße, siehe https://scan.test/?u=anne' })],
    ['other recipients in the header', mail({ Cc: 'vertrieb@acme.test' })],
  ])('stays the same when it comes again with %s', (_, again) => {
    expect(read(again, { to: ['service@acme.test'] }).id).toBe(read(mail(), { to: ['service@acme.test'] }).id)
  })

  it.each([0, 1, 2, 3])(
    'stays the same where a relay ended the lines of a long file otherwise (%i)',
    (shift) => {
      const lines = `${'x'.repeat(shift)}${'ab\r\n'.repeat(60_000)}Ende`
      const withFile = (text: string) =>
        read(mail({}, { attachments: [{ type: 'text/csv', bytes: Buffer.from(text, 'latin1') }] })).id
      const id = withFile(lines)
      for (const lineEnd of ['\n', '\r']) expect(withFile(lines.replaceAll('\r\n', lineEnd))).toBe(id)
      expect(withFile(`${lines} \xa0\t\r\n\r\n`)).toBe(id)
      expect(withFile(`${lines}.`)).not.toBe(id)
    },
  )

  it('stays the same whatever transfer encoding and charset a relay chose', async () => {
    const raw = (charset: BufferEncoding, label: string, encoding: string, body: string) =>
      readMime(
        Buffer.from(
          `From: anne@kunde.test\r\nTo: service@acme.test\r\nDate: ${base.Date}\r\nMessage-ID: <m1@kunde.test>\r\n` +
            `Content-Type: text/plain; charset=${label}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}\r\n`,
          charset,
        ),
      )
    const mails = await Promise.all([
      raw('utf8', 'utf-8', '8bit', 'Grüße aus Köln'),
      raw('latin1', 'iso-8859-1', '8bit', 'Grüße aus Köln'),
      raw('latin1', 'utf-8', 'quoted-printable', 'Gr=C3=BC=C3=9Fe aus=\r\n K=C3=B6ln'),
      raw('latin1', 'utf-8', 'base64', Buffer.from('Grüße aus Köln').toString('base64')),
    ])
    expect(new Set(mails.map((each) => read(each).id)).size).toBe(1)
  })

  it('takes the mail as it came where date or Message-ID is missing', () => {
    for (const fields of [{ Date: '' }, { Date: 'Thu, 01 Jan 1970 00:00:00 +0000' }, { 'Message-ID': '<>' }])
      expect(read(mail(fields, { digest: 'a' })).id).not.toBe(read(mail(fields, { digest: 'b' })).id)
    expect(read(mail({}, { digest: 'a' })).id).toBe(read(mail({}, { digest: 'b' })).id)
  })

  it.each(['<>', 'none', '<@>', '<unset>', '<null@localhost>', '(none)', '<form>', '<@acme.test>'])(
    'is not made of the placeholder %s',
    (placeholder) => {
      const { message, conversation } = read(mail({ 'Message-ID': placeholder }))
      expect(message?.id).toMatch(/^email:sha256-/)
      expect(conversation.id).not.toBe(
        read(mail({ 'Message-ID': placeholder }, { text: 'Anders' })).conversation.id,
      )
    },
  )

  it.each(['<20261005.4711>', '<none@kunde.test>', 'a@b', '<<a@b>>'])('is made of %s', (id) => {
    expect(read(mail({ 'Message-ID': id })).message?.id).toMatch(/^email:<[^<>]+>$/)
  })
})

describe('a mail to many of the company’s addresses', () => {
  const many = Array.from({ length: 20_000 }, (_, index) => `a${index}@acme.test`)

  it('is one event for those in the envelope', () => {
    const event = read(mail({ To: many.join(', ') }), { to: ['service@acme.test'] })
    expect(event.account).toEqual({ id: 'service@acme.test' })
    expect(event.recipients).toHaveLength(100)
    expect(event.recipientCount).toBe(20_000)
  })

  it('names twenty mailboxes, and how many more', () => {
    const { account } = read(mail(), { to: many.slice(0, 500) })
    expect([account.id, ...(account.others ?? [])]).toEqual(many.slice(0, 20))
    expect(account.moreOthers).toBe(480)
  })

  it('has one id, in whatever order the gateway names them', () => {
    const to = ['service@acme.test', 'vertrieb@acme.test']
    expect(read(mail(), { to }).id).toBe(read(mail(), { to: [...to].reverse() }).id)
  })
})

describe('a mail from the company’s address', () => {
  const own = (results?: string, fields: Record<string, string> = {}) =>
    mail({
      From: 'service@acme.test',
      To: 'anne@kunde.test',
      ...(results !== undefined && { 'Authentication-Results': results }),
      ...fields,
    })

  it.each([
    ['DMARC passed', own('mx.acme.test; dmarc=pass header.from=acme.test'), {}],
    ['its signature holds', own('mx.acme.test; dkim=pass header.d=acme.test'), {}],
    [
      'one of its signatures holds',
      own('mx.acme.test; dkim=pass header.d=list.test; dkim=pass header.i=@acme.test'),
      {},
    ],
    ['somebody logged in', own('mx.acme.test; auth=pass smtp.auth=agent'), {}],
    ['it is the copy of a submission', own(), { to: ['sent@netzdialog.internal'] }],
    ['the gateway says so', own(), { authentication: { dkim: 'pass' }, signers: ['acme.test'] }],
  ] satisfies [string, Mail, Partial<Envelope>][])('is the company’s own where %s', (_, each, envelope) => {
    const event = read(each, envelope)
    expect(event).toMatchObject({ direction: 'outbound', account: { id: 'service@acme.test' } })
    expect(event.authenticity).not.toHaveProperty('unprovenOwn')
  })

  it.each([
    ['nothing proves it', own(), {}],
    ['only SPF passed', own('mx.acme.test; spf=pass'), {}],
    ['somebody else’s server says so', own('mx.fremd.test; dmarc=pass'), {}],
    ['somebody else’s signature holds', own('mx.acme.test; dkim=pass header.d=fremd.test'), {}],
    ['a signature of a like-named domain holds', own('mx.acme.test; dkim=pass header.d=xacme.test'), {}],
    ['a signature holds that names nobody', own('mx.acme.test; dkim=pass'), {}],
    ['DMARC was asked of another address', own('mx.acme.test; dmarc=pass header.from=fremd.test'), {}],
    ['DMARC failed', own('mx.acme.test; dmarc=fail; dkim=pass header.d=acme.test'), {}],
    ['From names two', own('mx.acme.test; dmarc=pass', { From: 'service@acme.test, eve@fremd.test' }), {}],
    ['a header names the copy address', own(undefined, { 'X-Original-To': 'sent@netzdialog.internal' }), {}],
    [
      'the gateway names another signer',
      own(),
      { authentication: { dkim: 'pass' }, signers: ['fremd.test'] },
    ],
  ] satisfies [string, Mail, Partial<Envelope>][])(
    'is a customer’s and marked where %s',
    (_, each, envelope) => {
      expect(read(each, { to: ['service@acme.test'], ...envelope })).toMatchObject({
        direction: 'inbound',
        author: { role: 'customer' },
        authenticity: { unprovenOwn: true },
      })
    },
  )
})

describe('a form', () => {
  const form = (fields: Record<string, string>) =>
    read(mail({ From: 'noreply@formular.test', 'Reply-To': 'Hannes <hannes@kunde.test>', ...fields }))

  it.each([
    ['of a service', {}],
    ['with the headers of a program', { 'Auto-Submitted': 'auto-generated', Precedence: 'bulk' }],
    ['that mails let one unsubscribe from', { 'List-Unsubscribe': '<https://formular.test/x>' }],
    ['of the company', { From: 'wordpress@acme.test' }],
    [
      'of the company that sends the visitor a copy',
      { From: 'wordpress@acme.test', Cc: 'hannes@kunde.test' },
    ],
  ])('%s is its visitor’s, who waits', (_, fields) => {
    const event = form(fields)
    expect(event).toMatchObject({ direction: 'inbound', author: { email: 'hannes@kunde.test' } })
    expect(event.message).not.toHaveProperty('automated')
    expect(event).not.toHaveProperty('replyTo')
  })

  it.each([
    ['a list', { 'List-Id': '<a.formular.test>', 'Reply-To': 'a@listen.test' }, 'list'],
    ['a robot without an address for answers', { 'Reply-To': '' }, 'system'],
    ['a robot whose answers go to a robot', { 'Reply-To': 'no-reply@andere.test' }, 'system'],
    ['a shop with its own office', { 'Reply-To': 'service@formular.test' }, undefined],
  ])('is not what comes from %s', (_, fields, automated) => {
    const event = form(fields)
    expect(event.author?.email).toBe('noreply@formular.test')
    if (automated !== undefined) expect(event.message?.automated).toBe(automated)
  })

  it('is not the company’s answer that names a help desk for replies', () => {
    const fields = { From: 'service@acme.test', To: 'anne@kunde.test', Cc: 'chef@acme.test' }
    const answer = mail({ ...fields, 'Reply-To': 'acme@helpdesk.test' })
    expect(read(answer, { authentication: { dmarc: 'pass' } }).direction).toBe('outbound')
  })
})

describe('an address for answers', () => {
  it('stands apart from the author', () => {
    expect(read(mail({ 'Reply-To': 'Büro <buero@kunde.test>' })).replyTo).toEqual({
      name: 'Büro',
      email: 'buero@kunde.test',
    })
  })

  it.each(['anne@kunde.test', 'service@acme.test', 'kaputt'])('is left out where it is %s', (address) => {
    expect(read(mail({ 'Reply-To': address }))).not.toHaveProperty('replyTo')
  })
})
