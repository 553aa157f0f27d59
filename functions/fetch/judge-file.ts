import { sniffMediaType } from '../core/sniff-media-type.ts'
import { readMediaType, unknownType } from '../text/media-type.ts'

/** Words of platforms for what can be seen or heard, and the families of its media types. */
const families: ReadonlyMap<string, readonly string[]> = new Map([
  ['image', ['image']],
  ['photo', ['image']],
  ['sticker', ['image']],
  // A voice message may come in a container that films come in too.
  ['audio', ['audio', 'video']],
  ['video', ['video', 'image']],
  ['animated_gif', ['video', 'image']],
])

const page = /^\s{0,99}(?:<!doctype\s{1,9}html|<html|<head|<body|<script|<svg|<\?xml)/i
/** Bytes in which a page says that it is one. */
const maxPageStart = 512

/**
 * The media type of a file by what is in it. What it was said to be counts only where the bytes leave it open, and of
 * what can be seen or heard never.
 *
 * @param declared media type or the platform's word
 * @returns `undefined` for a page, or anything else that came in place of something to be seen or heard
 */
export function judgeFile(bytes: Uint8Array, declared: string): string | undefined {
  const [family = ''] = declared.toLowerCase().split('/')
  const allowed = families.get(family)
  const found = sniffMediaType(bytes, '')
  if (found !== unknownType)
    return !allowed || allowed.includes(found.split('/')[0] ?? '')
      ? sniffMediaType(bytes, declared)
      : undefined
  const isPage = page.test(Buffer.from(bytes.subarray(0, maxPageStart)).toString('latin1'))
  if (allowed) return isPage ? undefined : unknownType
  return isPage ? unknownType : (readMediaType(declared) ?? unknownType)
}
