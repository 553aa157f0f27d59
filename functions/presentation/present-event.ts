import type { RoutedEvent } from '../../schemas/contact-event.ts'
import { isSafeHtml } from '../html/is-safe-html.ts'
import { manyLines, withoutTurns } from '../text/clean.ts'
import type { Fact } from './fact.ts'
import { factsOf } from './facts.ts'
import { headlineOf, subjectOf } from './headline.ts'
import { noticesOf } from './notices.ts'
import type { Language } from './words/words.ts'
import { wordsOf } from './words/words-of.ts'

export interface PresentationOptions {
  readonly language: Language
  /** IANA zone of the times shown, e.g. `Europe/Berlin`. @throws RangeError where there is none of that name */
  readonly timeZone: string
}

/** An event as a person in a contact centre reads it. Nothing here holds a control or a mark that turns text. */
export interface Presentation {
  readonly language: Language
  /** One line of at most 120 characters: a mail's own subject, else what it is, from whom, and how it begins. */
  readonly subject: string
  /** One line: what this is. */
  readonly headline: string
  /** What must not be missed, a sentence each. */
  readonly notices: readonly string[]
  readonly facts: readonly Fact[]
  /** The new words, as outside text; `''` where there are none. */
  readonly text: string
  /**
   * Of mails only, and only what `isSafeHtml` knows, so that nothing in it leaves its place. The signature is in it,
   * and the quoted text where its place was not certain.
   */
  readonly html?: string
  /** Earlier text that came along. */
  readonly quoted?: string
  readonly signature?: string
}

/** What an event is, for people: pure, in one of two languages, times in the given zone. */
export function presentEvent(event: RoutedEvent, { language, timeZone }: PresentationOptions): Presentation {
  const words = wordsOf(language)
  const { text = '', html, quoted, signature } = event.message ?? {}
  const isSafe = isSafeHtml(html ?? '')
  return {
    language,
    subject: subjectOf(event, words),
    headline: headlineOf(event, words),
    notices: noticesOf(event, words),
    facts: factsOf(event, { words, timeZone }),
    // Source of HTML that cannot be shown stands in for words that came in no other form.
    text: manyLines(isSafe || text.trim() !== '' ? text : (html ?? '')),
    ...(html?.trim() && isSafe && { html: withoutTurns(html) }),
    ...(quoted?.trim() && { quoted: manyLines(quoted) }),
    ...(signature?.trim() && { signature: manyLines(signature) }),
  }
}
