import { readMediaType, unknownType } from '../../../text/media-type.ts'
import type { MailAttachment } from '../mail.ts'

const edges = /^\s*<|>\s*$/g
const reference = /\bcid:([^\s"'<>)]+)/gi

/** What a gateway says of an attachment; `''` and `null` are as good as nothing. */
interface GatewayAttachment {
  readonly name?: string | null | undefined
  readonly type?: string | null | undefined
  readonly contentId?: string | null | undefined
  readonly bytes: Uint8Array
}

/** @param shown the content ids that the mail's HTML refers to, see `shownContentIds` */
export function gatewayAttachment(given: GatewayAttachment, shown: ReadonlySet<string>): MailAttachment {
  const contentId = given.contentId?.replace(edges, '')
  return {
    ...(given.name && { name: given.name }),
    type: readMediaType(given.type ?? '') ?? unknownType,
    bytes: given.bytes,
    ...(contentId && { contentId }),
    ...(contentId && shown.has(contentId) && { disposition: 'inline' as const }),
  }
}

/** The content ids that HTML shows (`<img src="cid:…">`, RFC 2392). */
export function shownContentIds(html: string | null | undefined): Set<string> {
  return new Set(Array.from((html ?? '').matchAll(reference), ([, id = '']) => id))
}
