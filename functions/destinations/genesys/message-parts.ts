import { compact } from '../../core/compact.ts'
import type { HandedFile } from '../../kits/chat/hand-files.ts'
import type { Speaker } from '../../kits/chat/speaker.ts'

/** Whom a message is from, as Open Messaging and topics have it. */
export function fromOf({ id, type, name }: Speaker) {
  return compact({ id, idType: type === 'email' ? 'Email' : 'Opaque', nickname: name })
}

/** A file, as Open Messaging and topics have it. */
export function attachmentOf({ url, type, name, attachment }: HandedFile) {
  const mediaType = families[type.split('/')[0] ?? ''] ?? 'File'
  return compact({ mediaType, url, mime: type, filename: name, sha256: attachment.sha256 })
}

const families: Readonly<Record<string, string>> = { audio: 'Audio', image: 'Image', video: 'Video' }
