import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { namePlatform } from '../../presentation/name-platform.ts'
import type { Language } from '../../presentation/words/words.ts'
import { wordsOf } from '../../presentation/words/words-of.ts'
import { printableLine } from '../../text/clean.ts'
import { shorten } from '../../text/fit.ts'

/** What stands before the configured address in From: „Änne Grün über Facebook“. */
export function senderName(event: RoutedEvent, language: Language): string {
  const words = wordsOf(language)
  const medium = namePlatform(event, words.surfaces.email)
  const name = displayName((event.actor ?? event.author)?.name)
  return name === undefined ? medium : words.by(name, medium)
}

/** A person's name, unless it could pass for an address or a site: mail programs show it in the address's place. */
function displayName(name: string | undefined): string | undefined {
  const clean = printableLine(name ?? '')
  if (clean === '' || addressLike.test(clean)) return undefined
  return shorten(clean, maxName, { mark: '…' }).text
}

/** UTF-16 code units. */
const maxName = 60
/** At signs of every width, brackets, and what begins or ends like a site. */
const addressLike = /[@\uFE6B\uFF20<>]|:\/\/|www\.|\.[a-z]{2,}\//i
