import fc from 'fast-check'
import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { MalformedPayload } from '../../../../../functions/core/errors.ts'
import { decodeText } from '../../../../../functions/kits/mail/charsets/decode-text.ts'
import { readParameters } from '../../../../../functions/kits/mail/headers/read-parameters.ts'
import { unflowText } from '../../../../../functions/kits/mail/mime/flowed-text.ts'
import { readMime } from '../../../../../functions/kits/mail/mime/read-mime.ts'
import { decodeTransfer } from '../../../../../functions/kits/mail/mime/transfer-encoding.ts'
import { superLinearGrowth } from '../../../../support/linear-time.ts'
import { mailBytes } from '../arbitrary-mail.ts'

const bytes = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding)

describe('parameters of a header', () => {
  it.each([
    ['text/plain; charset=utf-8', { charset: 'utf-8' }],
    ['multipart/mixed; boundary="a; b=\\"c\\""', { boundary: 'a; b="c"' }],
    ['text/plain; charset=us-ascii (Plain text)', { charset: 'us-ascii' }],
    ['attachment; filename=Rechnung (1).pdf', { filename: 'Rechnung (1).pdf' }],
    ["attachment; filename*=utf-8'de'%C3%BCber.pdf", { filename: 'über.pdf' }],
    ["attachment; filename*0*=iso-8859-1''%FC; filename*1=ber.pdf; filename=kurz", { filename: 'über.pdf' }],
    ['attachment; filename*1="b.pdf"; filename*0="a"', { filename: 'ab.pdf' }],
    ['attachment; filename="=?utf-8?Q?=C3=BC.pdf?="', { filename: 'ü.pdf' }],
    ['attachment; filename="nie geschlossen', { filename: 'nie geschlossen' }],
    ['text/plain; a=1; a=2', { a: '1' }],
    ['text/plain', {}],
  ])('%s', (header, parameters) => {
    expect(Object.fromEntries(readParameters(header).parameters)).toEqual(parameters)
  })
})

describe('transfer encodings', () => {
  const decode = (body: string, encoding: string) =>
    Buffer.from(decodeTransfer(bytes(body), encoding)).toString()

  it.each([
    ['base64', 'R3LDvMOfZQ==', 'Grüße'],
    ['BASE64', 'R3LD\r\n vMOf ZQ', 'Grüße'],
    ['base64', 'R3I=\r\nw7zDn2U=\r\n', 'Grüße'],
    ['base64', '?', ''],
    ['quoted-printable', 'Gr=C3=BC=\r\n=C3=9Fe', 'Grüße'],
    ['Quoted-Printable', 'a= \t\r\nb=\nc', 'abc'],
    ['quoted-printable', '100 = 50 =zz =4', '100 = 50 =zz =4'],
    ['8bit', 'Grüße', 'Grüße'],
    ['x-uuencode', 'begin', 'begin'],
  ])('%s of %j', (encoding, body, text) => {
    expect(decode(body, encoding)).toBe(text)
  })

  it('give back any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (content) => {
        const base64 = Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\r\n')
        const quoted = [...content].map((byte) => `=${byte.toString(16).padStart(2, '0')}`).join('=\r\n')
        expect(Buffer.from(decodeTransfer(bytes(base64), 'base64')).equals(content)).toBe(true)
        expect(Buffer.from(decodeTransfer(bytes(quoted), 'quoted-printable')).equals(content)).toBe(true)
      }),
    )
  })
})

describe('charsets', () => {
  it.each([
    ['utf-8', bytes('Größe €'), 'Größe €'],
    ['iso-8859-1', bytes('Größe', 'latin1'), 'Größe'],
    ['iso-8859-1', Uint8Array.of(0x80, 0x20, 0xfc), '€ ü'],
    ['utf-8', bytes('Größe', 'latin1'), 'Größe'],
    ['us-ascii', bytes('Größe €'), 'Größe €'],
    [undefined, bytes('Größe', 'latin1'), 'Größe'],
    ['iso-8859-15', Uint8Array.of(0xa4), '€'],
    ['windows-1251', Uint8Array.of(0xcf, 0xf0), 'Пр'],
    ['cp1250', Uint8Array.of(0x8a), 'Š'],
    ['x-big5', Uint8Array.of(0xa4, 0xa4), '中'],
    ['iso-2022-jp', bytes('\u001b$B$3\u001b(B', 'latin1'), 'こ'],
    ['no-such-charset', bytes('Größe'), 'Größe'],
    ['utf-8', Buffer.concat([bytes('ä und '), Uint8Array.of(0xc3)]), 'ä und \ufffd'],
    ['utf-8', Buffer.concat([bytes('UTF-8: ä\nfalsch: '), Uint8Array.of(0xfc)]), 'UTF-8: ä\nfalsch: ü'],
    ['utf-8', bytes('\ufeffText'), 'Text'],
  ])('%s', (charset, content, text) => {
    expect(decodeText(content, charset)).toBe(text)
  })
})

it('joins flowed lines, but not the signature mark nor other depths of quotes', () => {
  const flowed = new Map([['format', 'flowed']])
  expect(unflowText('eins \r\nzwei\r\n-- \r\nAnne\r\n> alt \r\n> älter\r\n neu', flowed)).toBe(
    'eins zwei\n-- \nAnne\n> alt älter\nneu',
  )
  expect(unflowText('eins \nzwei', new Map())).toBe('eins \nzwei')
  expect(unflowText('ei \nns', new Map([...flowed, ['delsp', 'yes']]))).toBe('eins')
})

describe('reading MIME', () => {
  it('reads a multipart whose inner end is missing', () => {
    const mail = readMime(
      bytes(
        'Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: multipart/alternative; boundary=i\n\n' +
          '--i\n\nText\n--i\nContent-Type: text/html\n\n<p>Text</p>\n--o\nContent-Type: image/png\n\nx\n--o--\nEpilog',
      ),
    )
    expect(mail.text).toBe('Text')
    expect(mail.html).toBe('<p>Text</p>')
    expect(mail.attachments).toMatchObject([{ type: 'image/png' }])
  })

  it('takes a boundary of 200 characters, and reads a mail with a longer one as the text that it is', () => {
    const textOf = (length: number) => {
      const boundary = 'b'.repeat(length)
      return readMime(
        bytes(`Content-Type: multipart/mixed; boundary=${boundary}\n\n--${boundary}\n\na\n--${boundary}--`),
      ).text
    }
    expect(textOf(200)).toBe('a')
    expect(textOf(201)).toBe(`--${'b'.repeat(201)}\n\na\n--${'b'.repeat(201)}--`)
  })

  it('takes time linear in a body of dashes and a boundary of dashes that it never has', async () => {
    const read = ({ length }: string) => {
      const type = `multipart/mixed; boundary="b${'-'.repeat(length)}"`
      return readMime(bytes(`Content-Type: ${type}\n\n${'-'.repeat(4 * length)}\n`))
    }
    expect(await superLinearGrowth(read, (size) => '-'.repeat(size), 60_000)).toBeUndefined()
  })

  it('does not take a longer boundary for the shorter one that it begins with', () => {
    const mail = readMime(bytes('Content-Type: multipart/mixed; boundary=x\n\n--x\n\na\n--xy\nb\n--x--'))
    expect(mail.text).toBe('a\n--xy\nb')
  })

  it('shows a multipart without a single delimiter as it stands there', () => {
    expect(readMime(bytes('Content-Type: multipart/mixed; boundary=x\n\nDoch ein Text')).text).toBe(
      'Doch ein Text',
    )
  })

  it('refuses what has no header', () => {
    expect(() => readMime(bytes('{"from": 1}'))).toThrow(MalformedPayload)
    expect(() => readMime(new Uint8Array())).toThrow(MalformedPayload)
  })

  it('reads any bytes, or refuses them as malformed', () => {
    fc.assert(
      fc.property(mailBytes, (raw) => {
        try {
          expect(readMime(raw).digest).toHaveLength(64)
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedPayload)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('finds the same parts as an independent parser', async () => {
    const leaf = fc.record({
      type: fc.constantFrom('text/plain', 'text/html', 'image/png', 'application/pdf', 'text/calendar'),
      disposition: fc.constantFrom('', 'attachment', 'inline'),
      content: fc.stringMatching(/^[A-Za-z0-9äöü.]{1,30}$/),
      encoded: fc.boolean(),
    })
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        leaf.map(({ type, disposition, content, encoded }) =>
          [
            `Content-Type: ${type}; charset=utf-8`,
            ...(disposition === '' ? [] : [`Content-Disposition: ${disposition}`]),
            `Content-Transfer-Encoding: ${encoded ? 'base64' : '8bit'}`,
            '',
            encoded ? Buffer.from(content).toString('base64') : content,
          ].join('\r\n'),
        ),
        fc
          .tuple(
            fc.constantFrom('mixed', 'alternative', 'related'),
            fc.stringMatching(/^[a-z]{8}$/),
            fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
          )
          .map(
            ([kind, boundary, parts]) =>
              `Content-Type: multipart/${kind}; boundary=${boundary}\r\n\r\n` +
              `${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--`,
          ),
      ),
    }))
    await fc.assert(
      fc.asyncProperty(tree, async (body) => {
        const raw = bytes(`From: a@b.example\r\n${body}\r\n`)
        const [mine, theirs] = [readMime(raw), await PostalMime.parse(raw)]
        expect(mine.attachments.map(({ type }) => type)).toEqual(
          theirs.attachments.map((each) => each.mimeType),
        )
        if (mine.html === undefined) expect(words(mine.text)).toEqual(words(theirs.text))
      }),
    )
  })
})

function words(text: string | undefined): string[] {
  return (text ?? '').split(/\s+/).filter((word) => word !== '')
}
