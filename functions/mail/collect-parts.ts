import { decodeText } from './decode-text.ts'
import { unflowText } from './flowed-text.ts'
import { type ParameterHeader, readParameters } from './header-parameters.ts'
import { headerValue } from './header-values.ts'
import type { MailAttachment } from './mail.ts'
import type { MimePart } from './mime-part.ts'
import { decodeTransfer } from './transfer-encoding.ts'

/** One stretch of the body: texts that follow each other, or the alternatives of one text. */
export interface BodyBlock {
  readonly plain: string[]
  readonly html: string[]
}

export interface Collected {
  readonly blocks: BodyBlock[]
  readonly attachments: MailAttachment[]
}

const edgeBrackets = /^<|>$/g

/** Sorts the leaves of a mail into its text, in order, and its attachments. */
export function collectParts(root: MimePart): Collected {
  const collected: Collected = { blocks: [], attachments: [] }
  collect(root, undefined, collected)
  return collected
}

function collect(part: MimePart, alternative: BodyBlock | undefined, collected: Collected): void {
  if (part.parts.length === 0) {
    collectLeaf(part, alternative, collected)
    return
  }
  const block =
    part.type.value === 'multipart/alternative' ? (alternative ?? newBlock(collected)) : alternative
  for (const child of part.parts) collect(child, block, collected)
}

function collectLeaf(part: MimePart, alternative: BodyBlock | undefined, collected: Collected): void {
  const disposition = readParameters(headerValue(part.headers, 'Content-Disposition') ?? '')
  const bytes = decodeTransfer(part.body, headerValue(part.headers, 'Content-Transfer-Encoding'))
  // Scanners and scripts name a file in Content-Type alone; in the first place it is the text, whatever its name.
  const isFile = part.type.parameters.has('name') && alternative === undefined && collected.blocks.length > 0
  const kind = isFile ? undefined : textKind(part.type, disposition)
  if (kind === undefined) {
    collected.attachments.push(toAttachment(part, disposition, bytes))
    return
  }
  const decoded = decodeText(bytes, part.type.parameters.get('charset'))
  const text = kind === 'plain' ? unflowText(decoded, part.type.parameters) : decoded
  if (text.trim() !== '') (alternative ?? newBlock(collected))[kind].push(text)
}

/** A multipart without any of its delimiters is shown as it stands there. */
function textKind(type: ParameterHeader, disposition: ParameterHeader): keyof BodyBlock | undefined {
  if (disposition.value === 'attachment' || disposition.parameters.has('filename')) return undefined
  if (type.value === 'text/html') return 'html'
  return type.value === 'text/plain' || type.value.startsWith('multipart/') ? 'plain' : undefined
}

function newBlock({ blocks }: Collected): BodyBlock {
  const block = { plain: [], html: [] }
  blocks.push(block)
  return block
}

function toAttachment(part: MimePart, disposition: ParameterHeader, bytes: Uint8Array): MailAttachment {
  const name = disposition.parameters.get('filename') ?? part.type.parameters.get('name')
  const contentId = headerValue(part.headers, 'Content-ID')?.replace(edgeBrackets, '')
  const place = (['attachment', 'inline'] as const).find((each) => each === disposition.value)
  return {
    ...(name && { name }),
    type: part.type.value,
    bytes,
    ...(contentId && { contentId }),
    ...(place && { disposition: place }),
  }
}
