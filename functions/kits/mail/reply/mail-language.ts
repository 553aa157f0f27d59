/**
 * What mail programs write of their own accord, a language a row: facts, read off what Outlook, Apple Mail, Gmail,
 * Thunderbird, Yahoo, Horde and their like send. `…` stands for anything in between. Everything but `openings` is
 * compared without case.
 */
export interface MailLanguage {
  /** BCP 47, the key of its months and weekdays in `calendarWords`. */
  readonly code: string
  /** Labels of an earlier mail's header in the text, without colon. */
  readonly from: readonly string[]
  /** Outlook's word for the time: nobody else heads a line with it. */
  readonly sent: readonly string[]
  readonly date: readonly string[]
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly subject: readonly string[]
  /** Beginnings of an attribution, before its date: `Am`. Written so: a sentence goes on with `am`. */
  readonly openings: readonly string[]
  /** Words in and behind the date of an attribution that are neither month nor weekday. */
  readonly dateWords: readonly string[]
  readonly verbs: readonly string[]
  /** Beginnings of an attribution without time: `Zitat von`. */
  readonly quoting: readonly string[]
  /** Words that no attribution has, but a sentence that looks like one: `Ihr Kollege schrieb mir:` */
  readonly pronouns: readonly string[]
  /** Words between dashes, above an earlier mail. */
  readonly separators: readonly string[]
  /** Words between dashes, or before a colon, above a forwarded mail. */
  readonly forwards: readonly string[]
  /** Subject prefixes without colon. */
  readonly replyPrefixes: readonly string[]
  readonly forwardPrefixes: readonly string[]
  /** Lines that apps put below what one writes. */
  readonly sentFrom: readonly string[]
  /** Beginnings of a greeting: alone above a quote, it greets whoever reads the answer below. */
  readonly greetings: readonly string[]
  /** Words of who answers between the lines of the quote, or marks the answers by colour. */
  readonly answersBelow: readonly string[]
  /** Words that programs put before the subject that they answer, with a colon behind, or send alone. */
  readonly outOfOffice: readonly string[]
  /** The same, and people begin a subject so, too. */
  readonly outOfOfficeWords: readonly string[]
  /** Lotus Notes: behind the name of who is away, at the end of the subject. */
  readonly isAway: readonly string[]
  /** Words of such a reply about its writer or itself, and hardly of anybody who asks about one. */
  readonly absence: readonly string[]
}

/** A row as it is written: words apart by ` | `. */
export type LanguageRow = { readonly [Column in keyof MailLanguage]: string }
