import type { ContactEvent } from '../../schemas/contact-event.ts'
import { attachmentOwner } from './attachment-owner.ts'

/** Beginning of the key of every attachment in the object store. */
export const attachmentPrefix = 'attachments/'

/**
 * The key of one of an event's files: `attachments/<owner>/<visibility>/<hash>/<name>`. By the visibility a role may read
 * it or not (`lib/attachment-keys.ts`); the hash cannot be guessed, so that of the others a role reads those alone that
 * an event names to it. No part has a slash in it.
 *
 * @param hash SHA-256 in hex, of which what is in the file is part
 * @param name of `keyName`
 */
export function attachmentKey(event: ContactEvent, hash: string, name: string): string {
  return `${attachmentPrefix}${attachmentOwner(event)}/${event.visibility}/${hash}/${name}`
}
