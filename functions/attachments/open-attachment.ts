import { isToBeScanned } from '../core/attachment-key.ts'
import { readLink } from '../core/attachment-link.ts'
import { cameThroughShield } from '../core/came-through-shield.ts'
import { errorCode } from '../core/errors.ts'
import { attachmentHeader } from './attachment-header.ts'
import { downloadType } from './download-type.ts'
import type { AttachmentsPorts } from './ports.ts'

/**
 * Responds to one link. 302 to the object store, where it is good for a minute; 404 where we never signed it, or it came round the shield; 410 where its
 * time is over or the attachment has been deleted; 403 where the store does not hand out what was to be scanned; 503 where store or keys cannot be reached.
 */
export async function openAttachment(
  token: string,
  headers: Headers,
  ports: AttachmentsPorts,
): Promise<Response> {
  const { keys, shield, downloads, telemetry, now } = ports
  try {
    if (shield && !cameThroughShield(headers, await shield())) return page(404, unknown)
    const link = readLink(token, await keys())
    if (!link) return page(404, unknown)
    if (link.expiresAt <= now()) return page(410, gone)
    const address = await downloads.addressOf(link.key, {
      type: downloadType(link.type),
      disposition: attachmentHeader(link.name),
    })
    if (address === undefined) return isToBeScanned(link.key) ? page(403, held) : page(410, gone)
    return new Response(null, { status: 302, headers: { ...discreet, location: address } })
  } catch (error) {
    telemetry.warn('attachment_not_opened', { code: errorCode(error) })
    return page(503, unavailable)
  }
}

/** Whoever sees the address can open it: neither a cache nor the next site is to learn it. */
const discreet = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }

const unknown = [
  'Diesen Link kennen wir nicht: bitte vollständig öffnen, wie er in der Nachricht steht.',
  'We do not know this link: open it complete, as it stands in the message.',
]
const gone = [
  'Dieser Anhang wird nicht mehr aufbewahrt.',
  'This attachment is no longer kept: its time is over, or it was deleted.',
]
const held = [
  'Dieser Anhang wurde noch nicht auf Schadsoftware geprüft, enthält welche oder wird nicht mehr aufbewahrt.',
  'This attachment has not been scanned for malware yet, holds some, or is no longer kept.',
]
const unavailable = [
  'Der Anhang lässt sich gerade nicht öffnen, bitte in einigen Minuten noch einmal versuchen.',
  'The attachment cannot be opened at the moment, try again in a few minutes.',
]

function page(status: number, sentences: readonly string[]): Response {
  return new Response(`${sentences.join('\n')}\n`, {
    status,
    headers: {
      ...discreet,
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
    },
  })
}
