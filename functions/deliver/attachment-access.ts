import type { Attachment, RoutedEvent } from '../../schemas/contact-event.ts'
import type { AttachmentAccess } from '../contracts/destination.ts'
import { isAttachmentKey, type LinkKeys, linkPath, signLink } from '../core/attachment-link.ts'
import type { Clock, ObjectStore } from '../core/ports.ts'

export interface AttachmentPorts {
  readonly store: Pick<ObjectStore, 'get'>
  readonly links: {
    /** Address of the function that opens them, without a slash at the end. */
    readonly baseUrl: string
    /** Days for which the object store keeps an attachment. */
    readonly days: number
    readonly keys: () => Promise<LinkKeys>
  }
  readonly now: Clock
}

/**
 * Bytes and addresses of an event's attachments. The keys are read only where something is stored.
 *
 * @throws what `links.keys` throws
 */
export async function attachmentAccess(
  { message, receivedAt }: RoutedEvent,
  { store, links, now }: AttachmentPorts,
): Promise<AttachmentAccess> {
  const keys = message?.attachments.some(({ state }) => state === 'stored') ? await links.keys() : undefined
  // Counted from when ingest stored it, so that every attempt writes the same link.
  const expiresAt = new Date(Date.parse(receivedAt) + links.days * 24 * 60 * 60 * 1000)
  return {
    async read({ state, key }) {
      return state === 'stored' && isAttachmentKey(key) ? store.get(key) : undefined
    },
    link(attachment) {
      const { state, key, name, type } = attachment
      if (state === 'remote' || state === 'pending') return webAddress(attachment)
      if (state !== 'stored' || !keys || !isAttachmentKey(key) || expiresAt <= now()) return undefined
      return `${links.baseUrl}${linkPath}/${signLink({ key, name, type, expiresAt }, keys)}`
    },
  }
}

/** A platform's, where a browser opens it and does not run it (`javascript:`). */
function webAddress({ url }: Attachment): string | undefined {
  const protocol = url === undefined ? undefined : URL.parse(url)?.protocol
  return protocol === 'https:' || protocol === 'http:' ? url : undefined
}
