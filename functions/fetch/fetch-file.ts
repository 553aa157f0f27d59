import type { Attachment, ContactEvent } from '../../schemas/contact-event.ts'
import type { AttachmentRequest } from '../contracts/platform.ts'
import { attachmentKey } from '../core/attachment-key.ts'
import { errorCode, RequestFailed } from '../core/errors.ts'
import type { FetchedFile } from '../core/fetched-attachments.ts'
import { sha256 } from '../core/ids.ts'
import { isAllowedAddress } from '../core/is-allowed-address.ts'
import { extensionOf, keyName, safeFileName } from '../text/file-name.ts'
import { download } from './download.ts'
import { judgeFile } from './judge-file.ts'
import type { FetchedPlatform, FetchPorts } from './ports.ts'
import { reasons } from './reasons.ts'

/** What a try at one file came to; `bytes` are to be stored under the file's key. */
export type FileOutcome =
  | { readonly file: FetchedFile; readonly bytes?: Uint8Array }
  | { readonly again: true; readonly afterSeconds?: number }

/** Time for one file, with whatever is asked before it. */
export const maxFileMs = 20_000

/** Fetches one file that an event names; nothing is stored yet. */
export async function fetchFile(
  event: ContactEvent,
  index: number,
  attachment: Attachment,
  { adapter, settings, maxBytes }: FetchedPlatform,
  { download: fetchOf, telemetry, scanned }: Pick<FetchPorts, 'download' | 'telemetry' | 'scanned'>,
): Promise<FileOutcome> {
  const hosts = adapter.attachmentHosts ?? []
  const signal = AbortSignal.timeout(maxFileMs)
  // What an adapter asks for is a page of JSON, and comes from where the files do.
  const ask = fetchOf(maxAnswerBytes)
  const request = await requestOf(attachment, { adapter, settings, hosts, ask, signal }).catch(
    (error: unknown) => {
      if (!(error instanceof RequestFailed))
        telemetry.warn('attachment_not_asked', { code: errorCode(error) })
      return 'again' as const
    },
  )
  if (request === 'again') return { again: true }
  if (request === undefined) return { file: { state: 'unavailable', reason: reasons.gone } }
  const found = await download(request, { hosts, maxBytes, signal, fetch: fetchOf(maxBytes + 1) })
  if ('again' in found) return found
  if (!('bytes' in found)) return { file: { state: found.state, reason: found.reason } }
  const { bytes } = found
  const type = judgeFile(bytes, attachment.type)
  if (type === undefined) return { file: { state: 'rejected', reason: reasons.otherKind } }
  const place = { index, scans: scanned !== undefined }
  return { file: storedFile(event, place, { ...attachment, type }, bytes), bytes }
}

const maxAnswerBytes = 64 * 1024

interface Asking extends Pick<FetchedPlatform, 'adapter' | 'settings'> {
  readonly hosts: readonly string[]
  readonly ask: ReturnType<FetchPorts['download']>
  readonly signal: AbortSignal
}

async function requestOf(
  attachment: Attachment,
  { adapter, settings, hosts, ask, signal }: Asking,
): Promise<AttachmentRequest | undefined> {
  if (!adapter.fetchAttachment) return attachment.url === undefined ? undefined : { url: attachment.url }
  return adapter.fetchAttachment(attachment, {
    settings: await settings(),
    signal,
    async fetch(url, init) {
      const address = URL.parse(url)
      if (address && isAllowedAddress(address, hosts)) return ask(url, init)
      throw new RequestFailed('foreign_host', 'not one of the attachmentHosts: add it there', {
        uncertain: false,
      })
    },
  })
}

/**
 * A file by its key, which no other message's has, and nobody's but who sent it: so it can be removed with the message,
 * and is found when the person is erased. A repetition that brings the same bytes stores the same object.
 */
function storedFile(
  event: ContactEvent,
  { index, scans }: { readonly index: number; readonly scans: boolean },
  { type, name: given }: Pick<Attachment, 'type' | 'name'>,
  bytes: Uint8Array,
): FetchedFile {
  const hash = sha256(bytes)
  const name = safeFileName(given) ?? `attachment.${extensionOf(type)}`
  const place = sha256(JSON.stringify([event.id, index, hash]))
  const key = attachmentKey(event, { hash: place, name: keyName(name), scans })
  return { state: 'stored', key, type, name, size: bytes.length, sha256: hash }
}
