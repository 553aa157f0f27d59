import type { Attachment } from '../../schemas/contact-event.ts'
import { extensionOf, safeFileName } from '../text/file-name.ts'
import type { Language } from './words/words.ts'
import { wordsOf } from './words/words-of.ts'

const notForNames = /[^\p{L}\p{N}.-]+/gu

/** A name for a file that no system takes for a path; made up of what it is where it has none. */
export function nameFile({ name, type }: Attachment, number: number, language: Language): string {
  const given = safeFileName(name)
  if (given !== undefined) return given
  const [family = 'file'] = type.toLowerCase().split('/')
  const words = wordsOf(language).attachmentTypes
  const word = words.get(type.toLowerCase()) ?? words.get(family) ?? words.get('file') ?? 'file'
  return `${word.replace(notForNames, '-')}-${number}.${extensionOf(type)}`
}
