import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MalformedPayload } from '../../../../functions/core/errors.ts'
import { readForm } from '../../../../functions/kits/mail/multipart-form.ts'

const encode = (text: string) => Buffer.from(text, 'latin1')
const read = (text: string) =>
  readForm(encode(text)).map(({ bytes, ...rest }) => ({
    ...rest,
    value: Buffer.from(bytes).toString('latin1'),
  }))

function codeOf(body: Uint8Array): string {
  try {
    readForm(body)
    return 'none'
  } catch (error) {
    if (error instanceof MalformedPayload) return error.code
    throw error
  }
}

describe('readForm', () => {
  it('reads fields and files', () => {
    const form =
      '--xYzZY\r\nContent-Disposition: form-data; name="text"\r\n\r\nHallo\r\nWelt\r\n' +
      '--xYzZY\r\nContent-Disposition: form-data; name="attachment1"; filename="foto.jpg"\r\n' +
      'Content-Type: Image/JPEG; name=foto.jpg\r\n\r\n\xff\xd8\r\n--xYzZY--\r\n'
    expect(read(form)).toEqual([
      { name: 'text', value: 'Hallo\r\nWelt' },
      { name: 'attachment1', filename: 'foto.jpg', type: 'image/jpeg', value: '\xff\xd8' },
    ])
  })

  it('reads a form of line feeds', () => {
    expect(read('--b\nContent-Disposition: form-data; name=a\n\n1\n\n--b--')).toEqual([
      { name: 'a', value: '1\n' },
    ])
  })

  it.each([
    [
      'without the blank line of an empty value',
      '--b\r\nContent-Disposition: form-data; name=a\r\n\r\n--b--',
      '',
    ],
    [
      'with blanks after the boundary',
      '--b \t\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--b--',
      '1',
    ],
    ['with a folded header', '--b\r\nContent-Disposition: form-data;\r\n name=a\r\n\r\n1\r\n--b--', '1'],
    [
      'with a longer boundary in a value',
      '--b\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n--bc\r\n--b--',
      '\r\n--bc',
    ],
    [
      'with a boundary after a line feed alone',
      '--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\n--b\n2\r\n--b--',
      '1\n--b\n2',
    ],
  ])('reads a form %s', (_, form, value) => {
    expect(read(form)).toEqual([{ name: 'a', value }])
  })

  it('keeps quotes, backslashes, semicolons and umlauts of a file name', () => {
    const header = (parameters: string) =>
      readForm(Buffer.from(`--b\r\nContent-Disposition: form-data; ${parameters}\r\n\r\n\r\n--b--`))[0]
    expect(header('filename="a; name=b.txt"; name="attachment1"')).toMatchObject({
      name: 'attachment1',
      filename: 'a; name=b.txt',
    })
    expect(header('name="x"; filename="C:\\pfad\\\\foto \\"1\\".jpg"')?.filename).toBe(
      'C:\\pfad\\foto "1".jpg',
    )
    expect(header('name="x"; filename="März.pdf"')?.filename).toBe('März.pdf')
    expect(
      readForm(
        encode('--b\r\nContent-Disposition: form-data; name=x; filename="M\xe4rz"\r\n\r\n\r\n--b--'),
      )[0]?.filename,
    ).toBe('März')
  })

  it.each([
    ['form_without_boundary', ''],
    ['form_without_boundary', '[{"event": "delivered"}]'],
    ['form_without_boundary', '--b'],
    ['form_without_boundary', `--${'b'.repeat(71)}\r\n`],
    ['form_truncated', '--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1'],
    ['form_truncated', '--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--b'],
    ['form_part_without_name', '--b\r\n\r\n1\r\n--b--'],
    ['form_part_without_name', '--b\r\n--b--'],
    ['form_part_without_name', '--b\r\nContent-Disposition: attachment; name=a\r\n\r\n1\r\n--b--'],
    ['form_ambiguous', '--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--b--\r\n2'],
    ['form_header_too_long', `--b\r\nX: ${'x'.repeat(20_000)}\r\n\r\n1\r\n--b--`],
    [
      'form_too_many_parts',
      `${'--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n'.repeat(1001)}--b--`,
    ],
  ])('refuses with %s', (code, form) => {
    expect(codeOf(encode(form))).toBe(code)
  })

  it('gives back any parts that were written', () => {
    const part = fc.record({
      name: fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/),
      filename: fc.option(
        fc.string().map((text) => text.replace(/[\r\n\\"]/g, '_')),
        { nil: undefined },
      ),
      bytes: fc.uint8Array({ maxLength: 200 }),
    })
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 8 }),
        fc.constantFrom('\r\n', '\n'),
        (parts, lineEnd) => {
          const chunks = parts.map(({ name, filename, bytes }) => [
            Buffer.from(`--xYzZY${lineEnd}Content-Disposition: form-data; name="${name}"`),
            Buffer.from(filename === undefined ? '' : `; filename="${filename}"`),
            Buffer.from(lineEnd + lineEnd),
            bytes,
            Buffer.from(lineEnd),
          ])
          const read = readForm(Buffer.concat([...chunks.flat(), Buffer.from('--xYzZY--')]))
          expect(read.map(({ name, filename, bytes }) => ({ name, filename, bytes: [...bytes] }))).toEqual(
            parts.map(({ name, filename, bytes }) => ({ name, filename, bytes: [...bytes] })),
          )
        },
      ),
    )
  })

  it('reads or refuses any bytes, and never throws anything else', () => {
    const near = fc
      .array(
        fc.constantFrom(
          '--b',
          '--b--',
          '\r\n',
          '\n',
          ' ',
          'Content-Disposition: form-data; name=a',
          ';',
          '"',
          '\\',
          'x',
        ),
      )
      .map((pieces) => encode(`--b\r\n${pieces.join('')}`))
    fc.assert(
      fc.property(fc.oneof(near, fc.uint8Array()), (body) => {
        expect(codeOf(body)).toMatch(/^(none|form_[a-z_]+)$/)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['delimiters that are none', '\r\n--bx'],
    ['delimiters with blanks', `\r\n--b${' '.repeat(500)}`],
    ['backslashes', '\\'],
    ['line ends', '\r\n'],
  ])('reads or refuses four megabytes of %s in time that grows with their length only', (_, piece) => {
    const value = piece.repeat(Math.ceil(4_000_000 / piece.length))
    const start = performance.now()
    codeOf(encode(`--b\r\nContent-Disposition: form-data; name=a\r\n\r\n${value}\r\n--b--`))
    codeOf(encode(`--b\r\nContent-Disposition: form-data; name="${value}\r\n\r\n1\r\n--b--`))
    codeOf(encode(`--b\r\n${value}`))
    expect(performance.now() - start).toBeLessThan(4000)
  })
})
