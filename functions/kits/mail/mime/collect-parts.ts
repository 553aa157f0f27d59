import { decodeText } from '../charsets/decode-text.ts'
import type { ParameterHeader } from '../headers/read-parameters.ts'
import { mailLimits } from '../limits.ts'
import type { MailAttachment } from '../mail.ts'
import { decodeBase64Text } from './base64-text.ts'
import { calendarToText, isCalendar } from './calendar-text.ts'
import { enrichedToText, isEnriched } from './enriched-text.ts'
import { unflowText } from './flowed-text.ts'
import { type MimePart, readPart } from './read-part.ts'
import { isPkcs7, readSignedContent } from './signed-content.ts'
import { decodeTransfer } from './transfer-encoding.ts'
import { isUuencode, takeUuencoded, type UuencodedFile } from './uuencode.ts'

/** One stretch of the body: texts that follow each other, or the alternatives of one text. */
export interface BodyBlock {
  readonly plain: string[]
  readonly html: string[]
}

export interface Collected {
  readonly blocks: BodyBlock[]
  readonly attachments: MailAttachment[]
  /** Calendar parts in words. */
  readonly invitations: string[]
  /** Parts that were not read. */
  leftOut: number
}

interface State extends Collected {
  /** Signed containers that were opened. */
  opened: number
  /** Bytes of text that may still be read. */
  textLeft: number
}

const edgeBrackets = /^<|>$/g
const base64 = /^\s{0,9}base64/i
const wide = /^(?:utf|ucs)-?(?:16|32|2|4)/i
const maxOpened = 10

/** Sorts the leaves of a mail into its text, in order, and its attachments. */
export function collectParts(root: MimePart): Collected {
  const state = newState()
  state.leftOut = root.leftOut ?? 0
  collect(root, undefined, state)
  return state
}

/** The attachments of a mail that a gateway took apart, and the words that are in them. */
export function collectAttachments(given: readonly MailAttachment[]): Collected {
  const state = newState()
  for (const attachment of given) {
    state.attachments.push(attachment)
    openAttachment(attachment, undefined, undefined, state)
  }
  return state
}

function newState(): State {
  return {
    blocks: [],
    attachments: [],
    invitations: [],
    leftOut: 0,
    opened: 0,
    textLeft: mailLimits.textBytes,
  }
}

function collect(part: MimePart, alternative: BodyBlock | undefined, state: State): void {
  if (part.parts.length === 0) {
    collectLeaf(part, alternative, state)
    return
  }
  const block = part.type.value === 'multipart/alternative' ? (alternative ?? newBlock(state)) : alternative
  for (const child of part.parts) collect(child, block, state)
}

function collectLeaf(part: MimePart, alternative: BodyBlock | undefined, state: State): void {
  const disposition = part.headers.parameters('Content-Disposition')
  const isAttached = disposition.value === 'attachment'
  const kind = isAttached ? undefined : textKind(part.type)
  if (kind !== undefined && !isFile(part, disposition, kind, alternative, state)) {
    collectText(part, kind, alternative, state)
    return
  }
  // The HTML and the plain text beside them say the same.
  if (!isAttached && alternative !== undefined && part.type.value === 'text/x-amp-html') return
  const bytes = decodeTransfer(part.body, part.headers.get('Content-Transfer-Encoding'))
  const attachment = toAttachment(part, disposition, bytes)
  state.attachments.push(attachment)
  openAttachment(attachment, part.type.parameters.get('charset'), alternative, state)
}

function openAttachment(
  { type, name = '', bytes }: MailAttachment,
  charset: string | undefined,
  alternative: BodyBlock | undefined,
  state: State,
): void {
  if (isCalendar(type, name)) collectInvitation(bytes, charset, state)
  if (isPkcs7(type, name)) collectSigned(bytes, alternative, state)
}

/** Scanners and scripts give a text a name; in the first place it is the text all the same. */
function isFile(
  part: MimePart,
  disposition: ParameterHeader,
  kind: keyof BodyBlock,
  alternative: BodyBlock | undefined,
  { blocks }: Collected,
): boolean {
  if (disposition.parameters.has('filename'))
    return alternative === undefined ? blocks.length > 0 : alternative[kind].length > 0
  return part.type.parameters.has('name') && alternative === undefined && blocks.length > 0
}

function collectText(
  part: MimePart,
  kind: keyof BodyBlock,
  alternative: BodyBlock | undefined,
  state: State,
): void {
  const encoding = part.headers.get('Content-Transfer-Encoding')
  const charset = part.type.parameters.get('charset')
  const bytes = decodeTextBody(part.body, encoding, charset)
  const beginning = takeText(bytes, state)
  if (beginning.length < bytes.length)
    state.attachments.push(toAttachment(part, part.headers.parameters('Content-Disposition'), bytes))
  const decoded = decodeText(beginning, charset)
  if (kind === 'html') {
    if (decoded.trim() !== '') (alternative ?? newBlock(state)).html.push(decoded)
    return
  }
  const { rest, files } = takeUuencoded(decoded)
  state.attachments.push(
    ...files.map(({ name, bytes }) => ({ name, type: 'application/octet-stream', bytes })),
  )
  const isOther = isEnriched(part.type.value)
  if (isOther && alternative !== undefined && alternative.plain.length + alternative.html.length > 0) return
  const text = isOther ? enrichedToText(rest) : unflowText(rest, part.type.parameters)
  if (text.trim() !== '') (alternative ?? newBlock(state)).plain.push(text)
}

/** As much of a text as may still be read, cut where no character is. */
function takeText(bytes: Uint8Array, state: State): Uint8Array {
  let end = Math.min(bytes.length, state.textLeft)
  for (let back = 0; back < 3 && end > 0 && isWithinCharacter(bytes[end]); back++) end--
  state.textLeft -= end
  return bytes.subarray(0, end)
}

/** A byte of UTF-8 that begins no character. */
function isWithinCharacter(byte = 0): boolean {
  return byte >> 6 === 0b10
}

function decodeTextBody(body: Uint8Array, encoding: string | undefined, charset = ''): Uint8Array {
  if (base64.test(encoding ?? '')) return decodeBase64Text(body, wide.test(charset))
  return readUuencoded(body, encoding)?.bytes ?? decodeTransfer(body, encoding)
}

function readUuencoded(body: Uint8Array, encoding: string | undefined): UuencodedFile | undefined {
  if (!isUuencode(encoding)) return undefined
  return takeUuencoded(Buffer.from(body).toString('latin1')).files[0]
}

function collectInvitation(bytes: Uint8Array, charset: string | undefined, { invitations }: State): void {
  if (bytes.length > mailLimits.textBytes) return
  const text = calendarToText(decodeText(bytes, charset ?? 'utf-8'))
  // Outlook and Google send it twice: as an alternative of the text and as a file.
  if (text !== undefined && !invitations.includes(text)) invitations.push(text)
}

/** The container stays an attachment: it is what proves the signature. */
function collectSigned(bytes: Uint8Array, alternative: BodyBlock | undefined, state: State): void {
  const content = state.opened < maxOpened ? readSignedContent(bytes) : undefined
  if (content === undefined) return
  state.opened++
  const part = readPart(content)
  state.leftOut += part.leftOut ?? 0
  collect(part, alternative, state)
}

/** A multipart without any of its delimiters is shown as it stands there. */
function textKind({ value }: ParameterHeader): keyof BodyBlock | undefined {
  if (value === 'text/html') return 'html'
  return value === 'text/plain' || isEnriched(value) || value.startsWith('multipart/') ? 'plain' : undefined
}

function newBlock({ blocks }: Collected): BodyBlock {
  const block = { plain: [], html: [] }
  blocks.push(block)
  return block
}

function toAttachment(part: MimePart, disposition: ParameterHeader, given: Uint8Array): MailAttachment {
  const name = disposition.parameters.get('filename') ?? part.type.parameters.get('name')
  const contentId = part.headers.get('Content-ID')?.replace(edgeBrackets, '')
  const place = (['attachment', 'inline'] as const).find((each) => each === disposition.value)
  const file = readUuencoded(given, part.headers.get('Content-Transfer-Encoding'))
  const label = name || file?.name
  return {
    ...(label && { name: label }),
    type: part.type.value,
    bytes: file?.bytes ?? given,
    ...(contentId && { contentId }),
    ...(place && { disposition: place }),
  }
}
