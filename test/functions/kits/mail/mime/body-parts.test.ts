import { describe, expect, it } from 'vitest'
import { liftDataImages } from '../../../../../functions/kits/mail/files/lift-data-images.ts'
import { mailLimits } from '../../../../../functions/kits/mail/limits.ts'
import { readMime } from '../../../../../functions/kits/mail/mime/read-mime.ts'
import { mailHeaders } from '../../../../support/mail-headers.ts'

const mixed = (subtype: string, ...parts: string[]) =>
  Buffer.from(
    `From: a@b.test\nContent-Type: multipart/${subtype}; boundary=b\n\n${parts.map((part) => `--b\n${part}\n`).join('')}--b--`,
  )
const single = (headers: string, body: string | Uint8Array) =>
  Buffer.concat([Buffer.from(`From: a@b.test\n${headers}\n\n`), Buffer.from(body)])

describe('a text part with a file name', () => {
  const named = 'Content-Type: text/plain\nContent-Disposition: inline; filename=a.txt\n\n'

  it('is the text in the first place and a file in the second', () => {
    const mail = readMime(mixed('mixed', `${named}Hallo`, `${named}Protokoll`))
    expect(mail.text).toBe('Hallo')
    expect(mail.attachments.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['Protokoll'])
  })

  it('is a file where it is attached', () => {
    const mail = readMime(single('Content-Disposition: attachment; filename=a.txt', 'Protokoll'))
    expect(mail.text).toBeUndefined()
    expect(mail.attachments).toHaveLength(1)
  })
})

describe('alternatives of the text', () => {
  const plain = 'Content-Type: text/plain\n\nHallo'

  it('for AMP and in enriched text are no attachments', () => {
    const mail = readMime(
      mixed(
        'alternative',
        plain,
        'Content-Type: text/x-amp-html\n\n<html>',
        'Content-Type: text/enriched\n\n<bold>Hallo</bold>',
      ),
    )
    expect(mail).toMatchObject({ text: 'Hallo', attachments: [] })
  })

  it('in enriched text alone are the text', () => {
    const enriched = '<bold>Hallo</bold> <color><param>red</param>Welt</color>,\nund\n\n<<Sie>'
    expect(readMime(single('Content-Type: text/enriched', enriched)).text).toBe('Hallo Welt, und\n<Sie>')
  })
})

describe('base64', () => {
  const encoded = Buffer.from('Grüße aus Köln').toString('base64')
  const headers = 'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64'

  it('with the footer of a mailing list below is read with it', () => {
    const footer = '_______________\nListe mailing list\nListe@acme.test\n'
    expect(readMime(single(headers, `${encoded}\n${footer}`)).text).toBe(`Grüße aus Köln\n${footer}`)
  })

  it.each([
    'Guten Tag, mein Kessel leckt.',
    'Hallo\nmein Kessel leckt.',
    'Gute\nFrage: wann kommen Sie?',
    'Kessel kaputt',
  ])('is not taken for it where it is prose: %s', (text) => {
    expect(readMime(single(headers, text)).text).toBe(text)
  })

  it('is read as UTF-16 where the charset says so', () => {
    const body = Buffer.from('Grüße', 'utf16le').toString('base64')
    expect(readMime(single(headers.replace('utf-8', 'utf-16le'), body)).text).toBe('Grüße')
  })
})

describe('uuencode', () => {
  const frame = 'begin 644 a.txt\n%2&%L;&\\\n`\nend'

  it.each(['x-uuencode', 'uuencode', 'X-UUE'])('as transfer encoding %s gives the file', (encoding) => {
    const mail = readMime(
      mixed(
        'mixed',
        '\nText',
        `Content-Type: application/pdf\nContent-Transfer-Encoding: ${encoding}\n\n${frame}`,
      ),
    )
    expect(mail.attachments.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
      ['a.txt', 'Hallo'],
    ])
  })

  it('inside the text gives the file and leaves the words', () => {
    const mail = readMime(single('MIME-Version: 1.0', `Anbei\n${frame}\nGruß`))
    expect(mail.text).toBe('Anbei\nGruß')
    expect(mail.attachments).toMatchObject([{ name: 'a.txt' }])
  })

  it('is not seen in prose that begins with its word', () => {
    const text = 'begin 644 words\nund mehr\nend of story'
    expect(readMime(single('MIME-Version: 1.0', text))).toMatchObject({ text, attachments: [] })
  })

  it('as the encoding of a text is undone', () => {
    expect(readMime(single('Content-Transfer-Encoding: x-uuencode', frame)).text).toBe('Hallo')
  })
})

describe('opaque-signed S/MIME', () => {
  const inner = Buffer.from('Content-Type: text/plain; charset=utf-8\r\n\r\nMein Kessel leckt.')
  const tlv = (tag: number, content: Uint8Array) =>
    Buffer.concat([Buffer.of(tag, 0x82, content.length >> 8, content.length & 0xff), content])
  const endless = (tag: number, content: Uint8Array) =>
    Buffer.concat([Buffer.of(tag, 0x80), content, Buffer.of(0, 0)])
  const oid = (last: number) =>
    Buffer.from(`06092a864886f70d0107${last.toString(16).padStart(2, '0')}`, 'hex')
  const head = Buffer.from('0201013100', 'hex')
  const container = (wrap: typeof tlv, octets: Uint8Array, kind = 2) =>
    wrap(
      0x30,
      Buffer.concat([
        oid(kind),
        wrap(
          0xa0,
          wrap(0x30, Buffer.concat([head, wrap(0x30, Buffer.concat([oid(1), wrap(0xa0, octets)]))])),
        ),
      ]),
    )
  const mail = (bytes: Uint8Array) =>
    readMime(
      single(
        'Content-Type: application/pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: base64',
        Buffer.from(bytes).toString('base64'),
      ),
    )

  it.each([
    ['definite lengths', container(tlv, tlv(0x04, inner))],
    [
      'indefinite lengths and a content in pieces',
      container(
        endless,
        endless(0x24, Buffer.concat([tlv(0x04, inner.subarray(0, 9)), tlv(0x04, inner.subarray(9))])),
      ),
    ],
  ])('with %s shows its text', (_, bytes) => {
    expect(mail(bytes)).toMatchObject({ text: 'Mein Kessel leckt.', attachments: [{ name: 'smime.p7m' }] })
  })

  it.each([
    ['encrypted', container(tlv, tlv(0x04, inner), 3)],
    ['cut off', container(tlv, tlv(0x04, inner)).subarray(0, 9)],
    ['no CMS at all', Buffer.from('garbage')],
  ])('that is %s stays an attachment', (_, bytes) => {
    expect(mail(bytes)).toMatchObject({ attachments: [{ name: 'smime.p7m' }] })
    expect(mail(bytes).text).toBeUndefined()
  })
})

describe('an invitation', () => {
  const calendar = [
    'BEGIN:VCALENDAR',
    'METHOD:REQUEST',
    'BEGIN:VEVENT',
    'SUMMARY:Wartung der Heizung\\, Keller',
    'DTSTART;TZID=Europe/Berlin:20261005T090000',
    'DTEND;TZID=Europe/Berlin:20261005T100000',
    'LOCATION:Köln\\, Domplatz 1',
    'ORGANIZER;CN="Muster, Anne":mailto:anne@kunde.test',
    'ATTENDEE;PARTSTAT=ACCEPTED;CN=Service:mailto:service@ac',
    ' me.test',
    'BEGIN:VALARM',
    'DESCRIPTION:Erinnerung',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n')

  it('says what, when, where and who, and stays an attachment', () => {
    const mail = readMime(single('Content-Type: text/calendar; charset=utf-8; method=REQUEST', calendar))
    expect(mail.text?.trim().split('\n')).toEqual([
      'Invitation: Wartung der Heizung, Keller',
      'When: 2026-10-05 09:00 (Europe/Berlin) – 2026-10-05 10:00 (Europe/Berlin)',
      'Where: Köln, Domplatz 1',
      'Who: Muster, Anne <anne@kunde.test>, Service <service@acme.test> (accepted)',
    ])
    expect(mail.attachments).toMatchObject([{ type: 'text/calendar' }])
  })

  it.each([
    ['application/octet-stream', 'invite.ics', true],
    ['text/plain', 'TERMIN.ICS', true],
    ['application/octet-stream', 'basics', false],
    ['application/pdf', 'a.ics', false],
  ])('of type %s named %s is known: %s', (type, name, isKnown) => {
    const headers = `Content-Type: ${type}\nContent-Disposition: attachment; filename=${name}`
    expect(readMime(single(headers, calendar)).text?.includes('Wartung') ?? false).toBe(isKnown)
  })

  it.each([
    ['COMMENT:Da kann ich nicht\\, lieber Freitag', 'Da kann ich nicht, lieber Freitag'],
    ['DURATION:PT1H30M', 'When: 2026-10-05 09:00 (UTC) (1 h 30 min)'],
    ['DURATION:P1D', 'When: 2026-10-05 09:00 (UTC) (1 d)'],
    ['DURATION:soon', 'When: 2026-10-05 09:00 (UTC)'],
  ])('tells %s', (line, told) => {
    for (const component of ['VEVENT', 'VTODO']) {
      const body = [
        'BEGIN:VCALENDAR',
        'METHOD:REPLY',
        `BEGIN:${component}`,
        'SUMMARY:Wartung',
        'DTSTART:20261005T090000Z',
        line,
        `END:${component}`,
        'END:VCALENDAR',
      ].join('\r\n')
      const { text = '' } = readMime(single('Content-Type: text/calendar', body))
      expect(text.split('\n')).toContain('Answer: Wartung')
      expect(text.split('\n')).toContain(told)
    }
  })

  it('for a task says until when', () => {
    const body =
      'BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:Wartung\nDUE:20261005T090000Z\nEND:VTODO\nEND:VCALENDAR'
    const { text } = readMime(single('Content-Type: text/calendar', body))
    expect(text?.trim()).toBe('Event: Wartung\nWhen: 2026-10-05 09:00 (UTC)')
  })

  it('that comes twice is told once, above the words', () => {
    const mail = readMime(
      mixed(
        'mixed',
        '\nBitte zusagen',
        `Content-Type: text/calendar\n\n${calendar}`,
        `Content-Type: application/ics; name=a.ics\n\n${calendar}`,
      ),
    )
    expect(mail.text?.match(/Wartung/g)).toHaveLength(1)
    expect(mail.text).toContain('\nBitte zusagen')
  })

  it.each([
    ['METHOD:CANCEL', 'Cancelled: '],
    ['METHOD:REPLY', 'Answer: '],
  ])('with %s begins with "%s"', (method, start) => {
    const text = readMime(
      single('Content-Type: text/calendar', calendar.replace('METHOD:REQUEST', method)),
    ).text
    expect(text?.startsWith(start)).toBe(true)
  })
})

describe('images in the HTML itself', () => {
  const mail = (html: string) => liftDataImages({ headers: mailHeaders(), html, attachments: [] })

  it('become attachments that the HTML refers to', () => {
    const { html, attachments } = mail(
      '<p>a<img src="data:image/png;base64,iVBORw0KGgo=">b<IMG SRC=\'data:image/GIF;base64,R0lG\nODlh\'>',
    )
    expect(attachments).toMatchObject([{ type: 'image/png' }, { type: 'image/gif', disposition: 'inline' }])
    expect(html).toBe(
      `<p>a<img src="cid:${attachments[0]?.contentId}">b<IMG SRC='cid:${attachments[1]?.contentId}'>`,
    )
  })

  it('are one attachment where they are the same', () => {
    const image = '<img src=data:image/png;base64,iVBORw0KGgo=>'
    expect(mail(image.repeat(3)).attachments).toHaveLength(1)
  })

  it.each(['Text: data:image/png;base64,iVBORw0KGgo=', '<img src="data:image/svg+xml;utf8,<svg>">', '<p>'])(
    'are not seen in %s',
    (html) => {
      expect(mail(html)).toMatchObject({ html, attachments: [] })
    },
  )
})

describe('the end of a multipart', () => {
  it.each(['--x--', '--x-->', '--x-- ', '--x--;', '--x----', '--x-- Ende'])('is seen in %s', (end) => {
    const mail = readMime(
      single('Content-Type: multipart/mixed; boundary=x', `--x\n\nText\n${end}\nEpilog\n`),
    )
    expect(mail.text).toBe('Text')
  })

  it('is seen behind a last line without an end', () => {
    const mail = readMime(
      single(
        'Content-Type: multipart/mixed; boundary=unmistakable',
        '--unmistakable\n\nText--unmistakable--\n',
      ),
    )
    expect(mail.text).toBe('Text')
  })

  it.each(['--x-', '--x--y', '--x---'])('is not seen in %s, which may belong to another boundary', (line) => {
    const mail = readMime(
      single('Content-Type: multipart/mixed; boundary=x', `--x\n\nText\n${line}\nmehr\n--x--\n`),
    )
    expect(mail.text).toBe(`Text\n${line}\nmehr`)
  })
})

describe('a text longer than is read as one', () => {
  const limit = mailLimits.textBytes

  it('is read up to there, and is a file as a whole', () => {
    const text = `${'Grüße\n'.repeat(limit / 7)}Schluss`
    const { text: read = '', attachments } = readMime(single('Content-Type: text/plain; charset=utf-8', text))
    expect(text.startsWith(read)).toBe(true)
    expect(Buffer.byteLength(read)).toBeGreaterThan(limit - 4)
    expect(attachments.map(({ type, bytes }) => [type, Buffer.from(bytes).toString() === text])).toEqual([
      ['text/plain', true],
    ])
  })

  it('ends where a character does', () => {
    for (const lead of ['', 'a', 'ab', 'abc']) {
      const text = `${lead}${'😀'.repeat(limit / 4 + 1)}`
      expect(readMime(single('Content-Type: text/plain; charset=utf-8', text)).text).toMatch(
        /^a?b?c?(?:😀)+$/u,
      )
    }
  })

  it('leaves what comes behind it a file', () => {
    const text = 'a'.repeat(limit)
    const mail = readMime(
      mixed('mixed', `Content-Type: text/plain\n\n${text}`, 'Content-Type: text/html\n\n<p>Nachsatz</p>'),
    )
    expect(mail.text?.length).toBe(limit)
    expect(mail.attachments.map(({ type, bytes }) => [type, Buffer.from(bytes).toString()])).toEqual([
      ['text/html', '<p>Nachsatz</p>'],
    ])
  })

  it('holds as much as any request can bring', () => {
    const text = 'a'.repeat(4_400_000)
    expect(readMime(single('Content-Type: text/plain', text)).attachments).toEqual([])
  })

  it('is no invitation', () => {
    const calendar = `BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Termin\n${'X-A:b\n'.repeat(limit / 6)}END:VEVENT`
    const mail = readMime(single('Content-Type: text/calendar', calendar))
    expect([mail.text, mail.attachments.length]).toEqual([undefined, 1])
  })
})
