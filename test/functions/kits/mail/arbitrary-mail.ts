import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'

const line = fc.oneof(
  fc.constantFrom(
    'From: a@b.example',
    'From: =?utf-8?Q?=C3?= <',
    'To: g: a@b, c@d;',
    'Subject: Re: WG: x',
    'Message-ID: <a',
    'References: <a@b> <c',
    'Date: Fri, 99 Foo 2026 77:00',
    'Content-Type: multipart/mixed; boundary=x',
    'Content-Type: multipart/alternative; boundary="x"',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=x',
    'Content-Type: message/delivery-status',
    'Content-Type: message/rfc822',
    'Content-Type: text/html; charset=bogus',
    'Content-Transfer-Encoding: base64',
    'Content-Transfer-Encoding: quoted-printable',
    'Final-Recipient: rfc822;',
    'Action: failed',
    '--x',
    '--x--',
    '',
    ' folded',
    '> zitiert',
    'Am 1.1. schrieb A <a@b>:',
    'Von: a',
    'Gesendet: b',
    'Betreff: c',
    '-- ',
    '<div><blockquote type=cite><p>',
    '</div>&auml;<script>',
  ),
  fc.string(),
)

/** Bytes that are nearly a mail: its lines in any order, and any bytes at all. */
export const mailBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.array(line, { maxLength: 60 }).map((lines) => Buffer.from(lines.join('\r\n'))),
  fc.uint8Array({ maxLength: 500 }),
)

/** The fixtures with bytes changed, cut out and repeated. */
export function mutatedMail(folder: URL): fc.Arbitrary<Uint8Array> {
  const mails = readdirSync(folder)
    .filter((name) => name.endsWith('.payload.eml'))
    .map((name) => readFileSync(new URL(name, folder)))
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat({ max: 60 }),
    put: fc.oneof(
      fc.uint8Array({ maxLength: 8 }),
      line.map((text) => Buffer.from(`\r\n${text}\r\n`)),
    ),
  })
  return fc
    .tuple(fc.constantFrom(...mails), fc.array(change, { minLength: 1, maxLength: 5 }))
    .map(([mail, changes]) => changes.reduce(applyChange, mail as Uint8Array))
}

function applyChange(
  mail: Uint8Array,
  { at, cut, put }: { at: number; cut: number; put: Uint8Array },
): Uint8Array {
  const start = Math.floor(at * mail.length)
  return Buffer.concat([mail.subarray(0, start), put, mail.subarray(start + cut)])
}
