import { decodeText } from './charsets/decode-text.ts'
import { mailLimits } from './limits.ts'
import type { Mail, MailAttachment } from './mail.ts'
import { type BodyBlock, collectAttachments } from './mime/collect-parts.ts'
import { joinBlocks } from './mime/join-blocks.ts'
import { takeUuencoded } from './mime/uuencode.ts'

/** Size of a text that came as a file only; more than that nobody reads in a ticket. Bytes. */
const maxFileText = 100_000

/**
 * Text, HTML and files of a mail that a gateway took apart, read on as `readMime` reads a part: an invitation and an
 * opaque-signed container tell what they hold, and uuencoded files leave the text. Gateways do not say whether a file
 * is `attachment` or `inline`: where it is all that came, a text is shown and stays a file.
 */
export function readParsed({
  text = '',
  html = '',
  attachments: files,
}: Pick<Mail, 'text' | 'html' | 'attachments'>): Pick<Mail, 'text' | 'html' | 'attachments' | 'leftOut'> {
  const given = files.slice(0, mailLimits.parts)
  const { rest, files: encoded } = takeUuencoded(text)
  const uuencoded = encoded.map(
    ({ name, bytes }): MailAttachment => ({ name, type: 'application/octet-stream', bytes }),
  )
  const {
    blocks,
    attachments,
    invitations,
    leftOut: innerLeftOut,
  } = collectAttachments([...given, ...uuencoded])
  const written = [toBlock(rest, html), ...blocks].filter(isFilled)
  const told = written.length + invitations.length > 0 ? written : textOfFile(given)
  const leftOut = files.length - given.length + innerLeftOut
  return { ...joinBlocks(invitations, told), attachments, ...(leftOut > 0 && { leftOut }) }
}

function toBlock(plain: string, html: string): BodyBlock {
  return { plain: plain === '' ? [] : [plain], html: html === '' ? [] : [html] }
}

function isFilled({ plain, html }: BodyBlock): boolean {
  return plain.length + html.length > 0
}

function textOfFile(files: readonly MailAttachment[]): BodyBlock[] {
  const file = files.find(({ type }) => type === 'text/plain' || type === 'text/html')
  if (file === undefined || file.bytes.length > maxFileText) return []
  const text = decodeText(file.bytes, undefined)
  return [file.type === 'text/html' ? toBlock('', text) : toBlock(text, '')]
}
