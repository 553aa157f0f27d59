import { de } from './de.ts'
import { en } from './en.ts'
import type { Language, Words } from './words.ts'

const words: Readonly<Record<Language, Words>> = { de, en }

export function wordsOf(language: Language): Words {
  return words[language]
}
