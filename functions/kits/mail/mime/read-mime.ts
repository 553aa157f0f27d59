import { MalformedPayload } from '../../../core/errors.ts'
import { sha256 } from '../../../core/ids.ts'
import type { Mail } from '../mail.ts'
import { collectParts } from './collect-parts.ts'
import { joinBlocks } from './join-blocks.ts'
import { readPart } from './read-part.ts'

const [cr, lf] = [0x0d, 0x0a]
const byteOrderMark = [0xef, 0xbb, 0xbf]

/**
 * Reads a raw message (RFC 5322, MIME), however malformed, at a bounded cost.
 *
 * An own reader, because the parsers at hand keep an object for each line: a mail of four megabytes in short lines
 * cost postal-mime 4.0 27 seconds and 3.9 gigabytes, and costs this one a fifth of a second.
 *
 * @throws MalformedPayload `not_a_mail`, `mail_too_deep`, `mail_headers_too_long`, `html_too_complex`
 */
export function readMime(raw: Uint8Array): Mail {
  const root = readPart(withoutLead(withLineFeeds(raw)))
  if (root.headers.list.length === 0)
    throw new MalformedPayload('not_a_mail', 'the bytes start with no header: a mail needs at least one')
  const { blocks, attachments, invitations, leftOut } = collectParts(root)
  return {
    headers: root.headers,
    ...joinBlocks(invitations, blocks),
    attachments,
    ...(leftOut > 0 && { leftOut }),
    digest: sha256(raw),
  }
}

/** Bytes with line feeds: some scripts end lines with a lone CR. */
function withLineFeeds(raw: Uint8Array): Uint8Array {
  return raw.includes(lf) ? raw : raw.map((byte) => (byte === cr ? lf : byte))
}

/** A byte order mark would cost the first header, a blank line all of them. */
function withoutLead(raw: Uint8Array): Uint8Array {
  let start = byteOrderMark.every((byte, at) => raw[at] === byte) ? byteOrderMark.length : 0
  while (raw[start] === cr || raw[start] === lf) start++
  return raw.subarray(start)
}
