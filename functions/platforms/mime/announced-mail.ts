import * as z from 'zod'
import type { Announced } from '../../contracts/platform.ts'
import type { Readable } from '../../contracts/proven.ts'
import { MalformedPayload } from '../../core/errors.ts'
import { parseJson } from '../../core/json.ts'

const announcement = z.object({
  size: z.int().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
const mediaType = /^application\/vnd\.netzdialog\.mail-announcement\+json(?:\s*;|\s*$)/i

/** Whether a request announces a mail by its size and hash, in place of bringing it. */
export function isAnnouncement(headers: Headers): boolean {
  return mediaType.test(headers.get('content-type') ?? '')
}

/** @throws MalformedPayload `announcement_invalid` */
export function announcedMail({ body, headers }: Readable): Announced | undefined {
  if (!isAnnouncement(headers)) return undefined
  const { data } = announcement.safeParse(read(body))
  if (!data)
    throw new MalformedPayload(
      'announcement_invalid',
      'send {"size": <bytes>, "sha256": "<64 hexadecimal digits, lower case>"} of the mail',
    )
  return data
}

function read(body: Uint8Array): unknown {
  try {
    return parseJson(body)
  } catch {
    return undefined
  }
}
