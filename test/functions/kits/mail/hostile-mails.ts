const megabyte = 1024 * 1024
const head = 'From: a@b.example\r\nTo: service@acme.example\r\nMIME-Version: 1.0\r\n'
const answer = `${head}Subject: Re: x\r\nIn-Reply-To: <a@b.example>\r\n`
const notice =
  'Return-Path: <>\r\nFrom: mailer-daemon@b.example\r\nTo: service@acme.example\r\nSubject: failure notice\r\n\r\n'

/** Mails of about four megabytes, or of ten thousand parts, that try to cost more than they weigh. */
export const hostileMails: Record<string, () => string> = {
  'an attachment of 4 MB': () =>
    `${head}Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nSiehe Anhang\r\n--x\r\n` +
    `Content-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n\r\n${`${'QUJD'.repeat(19)}\r\n`.repeat((4 * megabyte) / 78)}--x--\r\n`,
  'a text of 4 MB': () => `${head}\r\n${'Guten Tag, hier ist viel Text.\r\n'.repeat((4 * megabyte) / 32)}`,
  'two million lines': () => `${head}\r\n${'a\n'.repeat(2 * megabyte)}`,
  'quoted-printable of 4 MB': () =>
    `${head}Content-Transfer-Encoding: quoted-printable\r\n\r\n${`${'=C3=BC'.repeat(12)}=\r\n`.repeat((4 * megabyte) / 75)}`,
  'mislabelled text of 4 MB': () =>
    `${head}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n` +
    `${'=FC=E4=F6 so\r\n'.repeat((4 * megabyte) / 14)}`,
  '10,000 parts': () =>
    `${head}Content-Type: multipart/mixed; boundary=x\r\n\r\n${'--x\r\nContent-Type: text/plain\r\n\r\nTeil\r\n'.repeat(10_000)}--x--\r\n`,
  '10,000 empty parts': () =>
    `${head}Content-Type: multipart/mixed; boundary=x\r\n\r\n${'--x\r\n'.repeat(10_000)}`,
  '10,000 nested parts': () => {
    const parts = Array.from(
      { length: 10_000 },
      (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
    )
    return `${head}${parts.join('')}`
  },
  'nested mails': () => `${head}${'Content-Type: message/rfc822\r\n\r\n'.repeat(100_000)}`,
  'a header of 4 MB': () => `${head}Subject: ${'x'.repeat(4 * megabyte)}\r\n\r\nHallo`,
  'a million headers': () => `${'A:b\r\n'.repeat(800_000)}\r\nHallo`,
  'half a megabyte of recipients': () =>
    `${head}Cc: ${Array.from({ length: 12_000 }, (_, n) => `Name ${n} <n${n}@b.example>`).join(',\r\n ')}\r\n\r\nHallo`,
  'half a megabyte of references': () =>
    `${head}References: ${Array.from({ length: 12_000 }, (_, n) => `<${n}@a.b.c.example>`).join('\r\n ')}\r\n\r\nHallo`,
  'half a megabyte of brackets in a header': () => `${head}Cc: ${'<('.repeat(200_000)}\r\n\r\nHallo`,
  'half a megabyte of encoded words': () =>
    `${head}Subject: ${'=?utf-8?Q?=C3?= '.repeat(25_000)}\r\n\r\nHallo`,
  'HTML of open tags': () => `${head}Content-Type: text/html\r\n\r\n${'<b>'.repeat((4 * megabyte) / 3)}`,
  'HTML of angle brackets': () => `${head}Content-Type: text/html\r\n\r\n${'<'.repeat(4 * megabyte)}`,
  'HTML of attributes': () => `${head}Content-Type: text/html\r\n\r\n<b ${'a=1 '.repeat(megabyte)}>`,
  'HTML of quotes': () =>
    `${head}Content-Type: text/html\r\n\r\n${'<blockquote type=cite>x'.repeat(170_000)}`,
  'HTML of text': () => `${head}Content-Type: text/html\r\n\r\n${'<p>Guten Tag</p>\r\n'.repeat(100_000)}`,
  'quotes and attributions without end': () =>
    `${head}\r\n${'Am 1.1.2026 um 10:00 schrieb A <a@b.example>:\r\n> x\r\n'.repeat(18_000)}`,
  'quotes and attributions without end in a reply': () =>
    `${answer}\r\n${'Am 1.1.2026 um 10:00 schrieb A <a@b.example>:\r\n> x\r\n'.repeat(14_000)}`,
  'mail headers in a reply without end': () => `${answer}\r\nx\r\n${'Von: a\r\nAn: b\r\n'.repeat(14_000)}`,
  'beginnings of attributions in a reply': () =>
    `${answer}\r\n${'On 1.1.2026 A <a@b.example>\r\n'.repeat(29_000)}`,
  'sentences with colons in a reply': () => `${answer}\r\n${'Am 1.1. schrieb ich:\r\n'.repeat(29_000)}`,
  'blank lines in a reply': () => `${answer}\r\nx${'\r\n'.repeat(29_000)}x`,
  'quoted lines in a reply': () => `${answer}\r\n${`> ${'x'.repeat(28)}\r\n`.repeat(29_000)}`,
  'forwarding lines and blanks in a reply': () =>
    `${answer}\r\n${`---forwarded by a${' '.repeat(470)}x\r\n`.repeat(1900)}`,
  'HTML of links in a reply': () =>
    `${answer}Content-Type: text/html\r\n\r\n${'<a href="https://a.example/">x</a> '.repeat(110_000)}`,
  'HTML quotes and their text in a reply': () =>
    `${answer}Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\n\r\n${`${'a b '.repeat(8)}\r\n`.repeat(29_000)}\r\n--x\r\n` +
    `Content-Type: text/html\r\n\r\n${`<p>${'a b '.repeat(8)}</p>`.repeat(20_000)}<div class=gmail_quote>${`<p>${'a b '.repeat(8)}</p>`.repeat(9_000)}\r\n--x--\r\n`,
  'mail headers in the text without end': () => `${head}\r\n${'Von: a\r\nAn: b\r\n'.repeat(60_000)}`,
  'a line of dashes': () => `${head}\r\n${'-'.repeat(900_000)}`,
  'a line of spaces': () => `${head}\r\nx${' '.repeat(900_000)}x`,
  'prefixes in the subject': () => `${head}Subject: ${'Re: '.repeat(100_000)}x\r\n\r\nHallo`,
  'a failure notice of one word': () => `${notice}${'x'.repeat(900_000)}`,
  'a failure notice of addresses': () => `${notice}${'a@'.repeat(450_000)}`,
  'a failure notice of separators': () =>
    `${notice}${`${'-'.repeat(90)} mail\r\nTo: a@b.example\r\n`.repeat(9000)}`,
  'a delivery report of 100,000 recipients': () =>
    `${head}Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n` +
    `${'Final-Recipient: rfc822;a@b.example\r\nAction: failed\r\n\r\n'.repeat(70_000)}--x--\r\n`,
}

const attached = (name: string) =>
  `${head}Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nSiehe Anhang\r\n--x\r\nContent-Type: image/png\r\n` +
  `Content-Disposition: attachment; filename="${name}"\r\n\r\nx\r\n--x--\r\n`
const encoded = (text: string) => `${head}Content-Transfer-Encoding: base64\r\n\r\n${text}\r\n`
const blanks = ' '.repeat(2500)

/** Mails of a few kilobytes, each of which a regular expression could hold for minutes. */
export const smallHostileMails: Record<string, () => string> = {
  'a forward line and blanks': () => `${head}\r\n---------- Forwarded message${blanks}x`,
  'a line of who forwarded, and blanks': () => `${head}\r\n---------- Forwarded by A${blanks}x`,
  'the same in German, with tabs': () => `${head}\r\n--- Weitergeleitet von A${'\t'.repeat(2500)}x`,
  'a forward line and dashes': () => `${head}\r\n--- Forwarded by A ${'-'.repeat(2500)}x`,
  'forward lines': () => `${head}\r\n${`--- Forwarded by A${' '.repeat(80)}x\r\n`.repeat(30)}`,
  'the line of an original message, and blanks': () => `${head}\r\n-----Original Message${blanks}x`,
  'an attribution and blanks': () => `${head}\r\nAm 1.1.2026 schrieb A <a@b.example>${blanks}x`,
  'a line of an app, and dots': () => `${head}\r\nHallo\r\n\r\nGesendet mit der A App ${'. '.repeat(1250)}x`,
  'base64 of equals signs': () => encoded('='.repeat(2500)),
  'base64 of equals signs and blanks': () => encoded('= '.repeat(1250)),
  'base64 that is padded in between': () => encoded('QQ==\r\n'.repeat(400)),
  'a file name of dots': () => attached(`${'.'.repeat(60_000)}x`),
  'a file name of blanks and dots': () => attached(`a${'. '.repeat(30_000)}x`),
  'a file name of slashes': () => attached('/'.repeat(60_000)),
  'a file name of combining marks': () => attached('a\u0301'.repeat(2000)),
  'a media type of semicolons': () => `${head}Content-Type: text/plain${'; '.repeat(2500)}\r\n\r\nHallo`,
  'an address of plus signs': () => `From: a${'+'.repeat(60_000)}@b.example\r\n\r\nHallo`,
  'an address of robots': () => `From: a${'-noreply+'.repeat(6000)}@b.example\r\n\r\nHallo`,
  'tags without an end': () => `${head}Content-Type: text/html\r\n\r\n${'<a'.repeat(30_000)}`,
}

const mixed = `${head}Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nSiehe Anhang\r\n--x\r\n`
const base64Lines = `${'QUJD'.repeat(19)}\r\n`
const forty = (text: string) => text.repeat(Math.floor((40 * megabyte) / text.length))

/** Mails of forty megabytes, as a bucket brings them. */
export const largeMails: Record<string, () => string> = {
  'an attachment': () =>
    `${mixed}Content-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n\r\n${forty(base64Lines)}--x--\r\n`,
  'an attachment whose lines are padded': () =>
    `${mixed}Content-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n\r\n${forty('QQ==\r\n')}--x--\r\n`,
  'a thousand attachments': () =>
    `${head}Content-Type: multipart/mixed; boundary=x\r\n\r\n` +
    `${`--x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines.repeat(530)}`.repeat(990)}--x--\r\n`,
  'a table as a file': () =>
    `${mixed}Content-Type: text/csv\r\nContent-Disposition: attachment\r\n\r\n${forty('a;b;c;d\r\n')}--x--\r\n`,
  'a mail in it': () =>
    `${mixed}Content-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\n${forty('a b c d\r\n')}--x--\r\n`,
  'one line': () => `${head}\r\n${forty('x')}`,
  'one line of no charset': () => `${head}\r\n${forty('\xfc\xbf')}`,
  'one line in which no character begins': () => `${head}\r\n${forty('\xbf')}`,
  'short lines': () => `${head}\r\n${forty('a\n')}`,
  'lines that end with a carriage return': () => `${head.replaceAll('\r\n', '\r')}\r${forty('x\r')}`,
  'text in base64': () => `${head}Content-Transfer-Encoding: base64\r\n\r\n${forty(base64Lines)}`,
  'a thousand texts': () =>
    `${head}Content-Type: multipart/mixed; boundary=x\r\n\r\n${`--x\r\n\r\n${'Guten Tag\r\n'.repeat(3800)}`.repeat(990)}--x--\r\n`,
  HTML: () => `${head}Content-Type: text/html\r\n\r\n${forty('<p>Guten Tag</p>\r\n')}`,
  'an image in the HTML': () =>
    `${head}Content-Type: text/html\r\n\r\n<img src="data:image/png;base64,${forty('QUJD')}">`,
  'delimiters of another boundary': () =>
    `${head}Content-Type: multipart/mixed; boundary=x\r\n\r\n${forty('--xy\r\n')}`,
  'a calendar': () =>
    `${head}Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n${forty('X-A:b\r\n')}END:VEVENT\r\n`,
  'a uuencoded file': () => `${head}\r\nbegin 644 a.bin\r\n${forty(`M${'A'.repeat(60)}\r\n`)}\`\r\nend\r\n`,
  'a failure notice': () => `${notice}${forty('x')}`,
  'a delivery report': () =>
    `${head}Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n` +
    `${forty('Final-Recipient: rfc822;a@b.example\r\nAction: failed\r\n\r\n')}--x--\r\n`,
}
