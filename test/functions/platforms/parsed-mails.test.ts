import { describe, expect, it } from 'vitest'
import { postmark as postmarkSender } from '../../../bin/local/senders/postmark.ts'
import { sendgrid as sendgridSender } from '../../../bin/local/senders/sendgrid.ts'
import { postmark } from '../../../functions/platforms/postmark/index.ts'
import { sendgrid } from '../../../functions/platforms/sendgrid/index.ts'
import type { ContactEvent } from '../../../schemas/contact-event.ts'
import { expectResult, readSigned } from '../../contracts/webhook-request.ts'

interface File {
  readonly name: string
  readonly type: string
  readonly content: string | Buffer
}

interface Parsed {
  readonly text?: string
  readonly html?: string
  readonly files?: readonly File[]
  /** Postmark only: the mail beside its fields. */
  readonly raw?: string
}

const head = [
  'From: Anne Beispiel <anne@kunde.test>',
  'To: service@acme.test',
  'Message-ID: <p1@kunde.test>',
  'Subject: Termin',
].join('\n')

async function ofPostmark({ text = '', html = '', files = [], raw }: Parsed): Promise<ContactEvent> {
  const payload = {
    FromFull: { Email: 'anne@kunde.test', Name: 'Anne Beispiel' },
    To: 'service@acme.test',
    OriginalRecipient: 'service@acme.test',
    MessageID: '73e6d360-66eb-11e1-8e72-a8904824019b',
    Subject: 'Termin',
    Headers: [{ Name: 'Message-ID', Value: '<p1@kunde.test>' }],
    TextBody: text,
    HtmlBody: html,
    ...(raw !== undefined && { RawEmail: raw }),
    Attachments: files.map(({ name, type, content }) => ({
      Name: name,
      ContentType: type,
      Content: Buffer.from(content).toString('base64'),
    })),
  }
  return onlyEvent(
    await readSigned({ adapter: postmark, sender: postmarkSender }, Buffer.from(JSON.stringify(payload))),
  )
}

async function ofSendgrid({ text, html, files = [] }: Parsed): Promise<ContactEvent> {
  const fields = Object.entries({
    headers: head,
    envelope: '{"to":["service@acme.test"],"from":"anne@kunde.test"}',
    ...(text !== undefined && { text }),
    ...(html !== undefined && { html }),
  }).map(([name, value]) => [`form-data; name="${name}"`, value] as const)
  const attached = files.map(
    ({ name, type, content }, at) =>
      [
        `form-data; name="attachment${at + 1}"; filename="${name}"\r\nContent-Type: ${type}`,
        content,
      ] as const,
  )
  const parts = [...fields, ...attached].map(([disposition, value]) =>
    Buffer.concat([
      Buffer.from(`--xYzZY\r\nContent-Disposition: ${disposition}\r\n\r\n`),
      Buffer.from(value),
      Buffer.from('\r\n'),
    ]),
  )
  const body = Buffer.concat([...parts, Buffer.from('--xYzZY--\r\n')])
  return onlyEvent(await readSigned({ adapter: sendgrid, sender: sendgridSender }, body))
}

function onlyEvent(read: Parameters<typeof expectResult>[0]): ContactEvent {
  const { events, quarantined } = expectResult(read)
  const [event] = events
  if (event === undefined || events.length > 1)
    throw new Error(`expected one event: ${JSON.stringify(quarantined)}`)
  return event
}

const calendar = [
  'BEGIN:VCALENDAR',
  'METHOD:REQUEST',
  'BEGIN:VEVENT',
  'SUMMARY:Wartung',
  'DTSTART;TZID=Europe/Berlin:20261201T090000',
  'LOCATION:Keller',
  'ORGANIZER;CN=Anne:mailto:anne@kunde.test',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n')
const invitation = [
  'Invitation: Wartung',
  'When: 2026-12-01 09:00 (Europe/Berlin)',
  'Where: Keller',
  'Who: Anne <anne@kunde.test>',
].join('\n')
const uuencoded = 'Anbei\nbegin 644 a.txt\n%2&%L;&\\\n`\nend\nGruß'
const tlv = (tag: number, content: Uint8Array) => Buffer.concat([Buffer.of(tag, content.length), content])
const oid = (last: number) => Buffer.from([6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, last])
const signed = tlv(
  0x30,
  Buffer.concat([
    oid(2),
    tlv(
      0xa0,
      tlv(
        0x30,
        Buffer.concat([
          Buffer.of(2, 1, 1, 0x31, 0),
          tlv(
            0x30,
            Buffer.concat([
              oid(1),
              tlv(0xa0, tlv(4, Buffer.from('Content-Type: text/plain\r\n\r\nKessel leckt.'))),
            ]),
          ),
        ]),
      ),
    ),
  ]),
)

describe.each([
  ['postmark', ofPostmark],
  ['sendgrid', ofSendgrid],
])('a mail that %s took apart', (_, read) => {
  it.each([
    ['text/calendar; method=REQUEST', 'invite.ics'],
    ['application/ics', 'invite.ics'],
    ['application/octet-stream', 'Termin.ICS'],
    ['text/plain', 'termin.ics'],
  ])('tells its invitation in %s as what, when, where, who, and keeps the file', async (type, name) => {
    const { message } = await read({ text: 'Passt das?', files: [{ name, type, content: calendar }] })
    expect(message?.text).toBe(`${invitation}\n\nPasst das?`)
    expect(message?.attachments).toMatchObject([{ name }])
  })

  it('tells its invitation where the words are HTML, and where there are none', async () => {
    const files = [{ name: 'a.ics', type: 'text/calendar', content: calendar }]
    const { message } = await read({ html: '<p>Passt das?</p>', files })
    expect(message?.text).toBe(`${invitation}\n\nPasst das?`)
    expect(message?.html).toContain('Wartung')
    expect((await read({ files })).message?.text).toBe(invitation)
  })

  it.each(['application/pkcs7-mime', 'application/x-pkcs7-mime', 'application/octet-stream'])(
    'shows what its signed container of type %s holds',
    async (type) => {
      const { message } = await read({ files: [{ name: 'smime.p7m', type, content: signed }] })
      expect(message?.text).toBe('Kessel leckt.')
      expect(message?.attachments).toMatchObject([{ name: 'smime.p7m' }])
    },
  )

  it('has uuencoded files as attachments and not in its text', async () => {
    const { message } = await read({ text: uuencoded })
    expect(message?.text).toBe('Anbei\nGruß')
    expect(message?.attachments).toMatchObject([{ name: 'a.txt', size: 5 }])
  })

  it.each([
    ['text/plain', 'mail.txt', 'Mein Kessel leckt.'],
    ['text/html', 'mail.html', '<p>Mein Kessel leckt.</p>'],
  ])('has for its text a file of type %s where nothing else came', async (type, name, content) => {
    const { message } = await read({ files: [{ name, type, content }] })
    expect(message?.text).toBe('Mein Kessel leckt.')
    expect(message?.attachments).toMatchObject([{ name }])
  })

  it.each([
    ['a log beside words', { text: 'Anbei', files: [{ name: 'a.log', type: 'text/plain', content: 'x' }] }],
    [
      'a calendar that is none',
      { text: 'Anbei', files: [{ name: 'a.ics', type: 'text/calendar', content: 'x' }] },
    ],
    [
      'a note whose name only ends like a calendar’s',
      { text: 'Anbei', files: [{ name: 'basics', type: 'text/plain', content: calendar }] },
    ],
  ])('keeps %s a file', async (_what, mail) => {
    const { message } = await read(mail)
    expect(message?.text).toBe('Anbei')
    expect(message?.attachments).toHaveLength(1)
  })
})

describe('a mail that Postmark hands over whole as well', () => {
  const part = `Content-Type: text/calendar; charset=utf-8\n\n${calendar}`
  const mail = (words: string) =>
    `${head}\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n${words}\n--b\n${part}\n--b--\n`

  it.each(['Passt das?', 'Passt das für Sie?'])('tells its invitation once above “%s”', async (text) => {
    const files = [{ name: 'a.ics', type: 'text/calendar', content: calendar }]
    const { message } = await ofPostmark({ text, files, raw: mail(text) })
    expect(message?.text).toBe(`${invitation}\n\n${text}`)
    expect(message?.attachments).toHaveLength(1)
  })
})
