import type { Attachment } from '../../schemas/contact-event.ts'
import { shown } from './name-person.ts'
import type { Language } from './words/words.ts'
import { wordsOf } from './words/words-of.ts'

const path = /^.*[/\\]/s
const reserved = /[<>:"|?*]/g
const edges = /^[. ]+|(?<![. ])[. ]+$/g
const notForNames = /[^\p{L}\p{N}.-]+/gu
const longest = 150

const extensions = new Map([
  ['image/jpeg', 'jpg'],
  ['image/png', 'png'],
  ['image/gif', 'gif'],
  ['image/webp', 'webp'],
  ['video/mp4', 'mp4'],
  ['audio/mpeg', 'mp3'],
  ['audio/mp4', 'm4a'],
  ['application/pdf', 'pdf'],
  ['text/plain', 'txt'],
])

/** A name for a file that no system takes for a path; made up of what it is where it has none. */
export function fileName({ name, type }: Attachment, number: number, language: Language): string {
  const bare = shown(name?.replace(path, '').replace(reserved, '_').replace(edges, ''), longest)
  if (bare !== undefined) return bare
  const [family = 'file'] = type.toLowerCase().split('/')
  const words = wordsOf(language).attachmentTypes
  const word = words.get(type.toLowerCase()) ?? words.get(family) ?? words.get('file') ?? 'file'
  return `${word.replace(notForNames, '-')}-${number}.${extensions.get(type.toLowerCase()) ?? 'bin'}`
}

const marks = /\p{M}+/gu
const beyondAscii = /[^\x20-\x7e]+/g

/** For systems that read no other: `Büd 🚚.png` as `Bud _.png`. */
export function asciiFileName(name: string): string {
  return name.normalize('NFKD').replace(marks, '').replace(beyondAscii, '_')
}
