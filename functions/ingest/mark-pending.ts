import type { Attachment, ContactEvent } from '../../schemas/contact-event.ts'
import type { Platform } from '../contracts/platform.ts'
import { withoutPending } from '../core/fetched-attachments.ts'
import { isAllowedAddress } from '../core/is-allowed-address.ts'

/**
 * Marks the files of an event that are going to be fetched: those that lie at one of the platform's hosts, and those that
 * its adapter has marked, because they have no address yet. Where nothing is fetched, none is.
 */
export function markPending(
  event: ContactEvent,
  { name, attachmentHosts = [] }: Pick<Platform, 'name' | 'attachmentHosts'>,
  fetches: boolean,
): ContactEvent {
  const { message } = event
  if (!message || message.attachments.length === 0) return event
  // What comes by a gateway is of many platforms, and the function that fetches knows them by their names.
  if (!fetches || event.platform !== name) return withoutPending(event)
  if (!message.attachments.some((attachment) => isAt(attachment, attachmentHosts))) return event
  const attachments = message.attachments.map((attachment) =>
    isAt(attachment, attachmentHosts) ? { ...attachment, state: 'pending' as const } : attachment,
  )
  return { ...event, message: { ...message, attachments } }
}

function isAt({ state, url }: Attachment, hosts: readonly string[]): boolean {
  const address = state === 'remote' && url !== undefined ? URL.parse(url) : null
  return address !== null && isAllowedAddress(address, hosts)
}
