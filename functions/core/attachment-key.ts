import type { ContactEvent } from '../../schemas/contact-event.ts'
import { attachmentOwner } from './attachment-owner.ts'

/** Beginning of the key of every attachment in the object store. */
export const attachmentPrefix = 'attachments/'

/** Part of the keys of files that nobody reads before they have been scanned, whatever is told of them. */
const scanPart = 'scan'

/** Where a file lies below its owner and visibility. */
export interface AttachmentPlace {
  /** SHA-256 in hex, of which what is in the file is part. */
  readonly hash: string
  /** Of `keyName`. */
  readonly name: string
  /** Whether it is to be scanned for malware. */
  readonly scans: boolean
}

/**
 * The key of one of an event's files: `attachments/<owner>/<visibility>/<hash>/<name>`, with `scan/` before the hash of one
 * that is to be scanned. By the visibility a role may read it or not (`lib/attachment-keys.ts`); the hash cannot be
 * guessed, so that of the others a role reads those alone that an event names to it. No part has a slash in it.
 */
export function attachmentKey(event: ContactEvent, { hash, name, scans }: AttachmentPlace): string {
  const place = scans ? `${scanPart}/${hash}` : hash
  return `${attachmentPrefix}${attachmentOwner(event)}/${event.visibility}/${place}/${name}`
}

/** Whether the bucket hands the file of that key out only once it was found clean. */
export function isToBeScanned(key: string | undefined): key is string {
  const [, , , part, ...rest] = key?.split('/') ?? []
  return part === scanPart && rest.length === 2
}
