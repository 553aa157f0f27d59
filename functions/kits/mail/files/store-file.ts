import type { Attachment } from '../../../../schemas/contact-event.ts'
import type { NormalizeResult } from '../../../contracts/platform.ts'
import { sha256 } from '../../../core/ids.ts'
import { sniffMediaType } from '../../../core/sniff-media-type.ts'
import { extensionOf, keyName, safeFileName } from '../../../text/file-name.ts'

export type StoredObject = NormalizeResult['objects'][number]

/** A file as its sender declares it. */
interface GivenFile {
  readonly name?: string | undefined
  /** Media type. */
  readonly type: string
  readonly bytes: Uint8Array
}

/** A file by reference, and the object that it refers to: the same bytes under the same name are one. */
export function storeFile({ name: given, type: declared, bytes }: GivenFile): {
  attachment: Attachment
  object: StoredObject
} {
  const type = sniffMediaType(bytes, declared)
  const name = safeFileName(given) ?? `attachment.${extensionOf(type)}`
  const hash = sha256(bytes)
  const key = `attachments/${hash}/${keyName(name)}`
  return {
    attachment: { type, state: 'stored', key, name, size: bytes.length, sha256: hash },
    object: { key, bytes, type },
  }
}
