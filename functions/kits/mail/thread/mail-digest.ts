import { createHash } from 'node:crypto'
import { sha256 } from '../../../core/ids.ts'
import type { Mail, MailAttachment } from '../mail.ts'
import { readMessageId } from './message-id.ts'

/** Links, which scanners rewrite for each recipient in another way. */
const links = /https?:\/\/[^\s<>"]{1,4000}/gi
const tags = /<[^<>]{0,10000}>/g
const gaps = /[\s\u200b-\u200f\u2060]+/g
const lineEnds = /\r\n?/g
const cr = 0x0d
const pieceLength = 64 * 1024
const textual = /^(?:text|message)\//i
/** Year before which a clock was never set, and tells no two mails apart. */
const minDate = '2000'

/**
 * What tells two mails apart that bear one Message-ID: SHA-256, lower-case hex, of author, date, subject, words and
 * files. Whatever a mail server changes on the way is not in it (trace headers, transfer encoding, charset, line ends,
 * white space, rewritten links), so that the same mail has one digest whichever way, and however often, it comes.
 *
 * Without a Message-ID or a date the same words may have been written twice: there the mail as it came counts too.
 */
export function mailDigest(mail: Mail): string {
  const { headers, text = '', html = '', attachments } = mail
  const addresses = (name: string) => headers.addresses(name).map(({ name, email }) => email ?? name)
  const sentAt = headers.sentAt()
  const date = sentAt !== undefined && sentAt >= minDate ? sentAt : undefined
  return sha256(
    JSON.stringify([
      addresses('From'),
      addresses('Reply-To'),
      date ?? null,
      digestWords(headers.text('Subject') ?? ''),
      digestWords(text),
      digestWords(html, tags),
      attachments.map(fileDigest).sort(),
      date === undefined || readMessageId(headers) === undefined ? asItCame(mail) : null,
    ]),
  )
}

/** Piece by piece: a mail's text may take most of the memory that there is. */
function digestWords(text: string, markup?: RegExp): string {
  const hash = createHash('sha256')
  const end = markup ? '>' : '\n'
  for (let from = 0; from < text.length; ) {
    const next = text.slice(from, from + pieceLength)
    const piece = next.slice(0, next.lastIndexOf(end) + 1) || next
    const words = markup ? piece.replace(markup, ' ') : piece
    hash.update(words.replace(links, ' ').replace(gaps, ''))
    from += piece.length
  }
  return hash.digest('hex')
}

function fileDigest({ type, bytes }: MailAttachment): string {
  if (!textual.test(type)) return sha256(bytes)
  const hash = createHash('sha256')
  const end = endOfWords(bytes)
  for (let from = 0; from < end; ) {
    let to = Math.min(from + pieceLength, end)
    // A line end is not to be taken for two.
    if (bytes[to - 1] === cr && to < end) to++
    hash.update(Buffer.from(bytes.subarray(from, to)).toString('latin1').replace(lineEnds, '\n'))
    from = to
  }
  return hash.digest('hex')
}

/** Behind the last byte that is no white space. */
function endOfWords(bytes: Uint8Array): number {
  let end = bytes.length
  while (end > 0 && isBlank(bytes[end - 1])) end--
  return end
}

/** White space of Latin-1. */
function isBlank(byte = 0): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= cr) || byte === 0xa0
}

/** Hash of the raw bytes where there are any, else of all that the gateway handed over. */
function asItCame({ digest, headers, text, html }: Mail): string {
  if (digest !== undefined) return digest
  return sha256(
    JSON.stringify([headers.list.map(({ name, value }) => [name, value]), text ?? null, html ?? null]),
  )
}
