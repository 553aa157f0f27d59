import type { ContactEvent, Kind, Message, Surface } from '../../../schemas/contact-event.ts'

/** Of everything that people read, ISO 639-1. A language more is a code here and a file that `words-of.ts` names. */
export const languages = ['de', 'en'] as const
export type Language = (typeof languages)[number]
type Role = NonNullable<ContactEvent['author']>['role']

/** Where something was said, and who could see it. */
export interface Thing extends Pick<ContactEvent, 'surface' | 'visibility'> {
  /** What people call it. */
  readonly platform: string
}

/** What a headline is made of; every part is one line already. */
export interface Told {
  /** `öffentlicher Kommentar auf Facebook`, or shorter for a subject. */
  readonly thing: string
  readonly platform: string
  readonly surface: Surface
  /** Who did it; left out where nobody knows. */
  readonly who?: string | undefined
  readonly direction: ContactEvent['direction']
  readonly reaction?: string | undefined
  /** To whom a message went that a receipt is about. */
  readonly recipient?: string | undefined
  readonly granted?: boolean | undefined
}

export type FactName =
  | 'subject'
  | 'from'
  | 'handle'
  | 'email'
  | 'phone'
  | 'profile'
  | 'account'
  | 'to'
  | 'copy'
  | 'time'
  | 'received'
  | 'original'
  | 'reply'
  | 'replyUntil'
  | 'rating'
  | 'chosen'
  | 'cameBy'
  | 'link'
  | 'language'
  | 'reaction'
  | 'recipient'
  | 'upTo'
  | 'failure'
  | 'diagnostic'
  | 'sendingAgain'
  | 'owner'
  | 'previousOwner'
  | 'requestedOwner'
  | 'topic'

/** What may happen to a message after it was written, as `by` someone whose side may be known. */
export type Change = 'edited' | 'deleted' | 'hidden' | 'unhidden'

/** Every word that a person in the contact centre reads. */
export interface Words {
  readonly locale: string
  readonly time: Intl.DateTimeFormatOptions
  /** The medium, in place of a platform's name. */
  readonly mail: string
  readonly attachmentTypes: ReadonlyMap<string, string>
  readonly reactions: ReadonlyMap<string, string>
  readonly windows: ReadonlyMap<string, string>
  /** By the second number of an enhanced status code (RFC 3463, 3.1). */
  readonly failures: ReadonlyMap<string, string>
  /** Whether the same mail would come back again. */
  sendingAgain(permanent: boolean): string
  /** Reasons of the platforms' adapters, which are English. */
  readonly reasons: ReadonlyMap<string, string>
  readonly facts: Readonly<Record<FactName, string>>
  /** For a headline: `öffentlicher Kommentar auf Facebook`. */
  thing(thing: Thing): string
  /** For a subject: `Facebook-Kommentar (öffentlich)`. */
  shortThing(thing: Thing): string
  readonly kinds: Readonly<Record<Kind, (told: Told) => string>>
  readonly surfaces: Readonly<Record<Surface, string>>
  nameless(role: Role, id: string | undefined): string
  /** A sender's name before a mail: `Änne Grün über Facebook`. */
  by(name: string, medium: string): string
  stars(value: number, scale: number | undefined): string
  recommends(recommended: boolean): string
  verified: string
  followers(count: number): string
  onlyPublic: string
  private: string
  atMost(characters: number): string
  atThe(source: 'notification' | 'received', time: string): string
  readonly actions: Readonly<Record<NonNullable<Message['action']>['type'], string>>
  advertisement: string
  readonly product: string
  readonly withheld: Readonly<Record<NonNullable<Message['withheld']>, (platform: string) => string>>
  readonly automated: Readonly<Record<NonNullable<Message['automated']>, string>>
  readonly changes: Readonly<Record<Change, (by: Role | undefined) => string>>
  readonly notices: {
    readonly test: string
    readonly ownWords: string
    readonly writtenWith: (app: string) => string
    readonly community: string
    readonly mention: string
    readonly about: string
    readonly standby: string
    readonly late: string
    readonly withdrawn: string
    readonly noWords: string
    readonly attachmentsChanged: string
    readonly quotes: string
    readonly guessedThread: string
    readonly virus: string
    readonly spam: string
    readonly doubtfulSender: (verdicts: string) => string
    readonly notReached: string
    readonly erasure: string
    readonly identity: string
  }
  readonly sections: { readonly message: string; readonly quoted: string; readonly signature: string }
  readonly files: {
    readonly title: (count: number) => string
    readonly tooLarge: string
    readonly tooMany: string
    readonly open: string
    readonly gone: string
    readonly expires: (platform: string) => string
    readonly fetching: (platform: string) => string
    readonly scanning: string
    readonly unavailable: (platform: string) => string
    readonly rejected: string
    readonly see: string
    readonly empty: string
    /** Of a file that the system would not take. */
    readonly refused: string
    /** Name of the file that holds a text that was cut. */
    readonly wholeText: string
  }
  /** The mark at the end of a text that was cut. */
  readonly shortened: string
  /** The same, where the whole of it goes as a file. */
  readonly shortenedToFile: string
}
