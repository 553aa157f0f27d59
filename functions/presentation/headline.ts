import type { RoutedEvent } from '../../schemas/contact-event.ts'
import { oneLine } from '../text/clean.ts'
import { shorten } from '../text/fit.ts'
import { nameAuthor, namePerson, shown } from './name-person.ts'
import { namePlatform } from './name-platform.ts'
import type { Thing, Told, Words } from './words/words.ts'

const maxSubjectLength = 120
/** Leaves room for what was said. */
const maxNameInSubject = 40

/** What this is, in one line: `Öffentlicher Kommentar auf Facebook von Änne Grün`. */
export function headlineOf(event: RoutedEvent, words: Words): string {
  const said = words.kinds[event.kind](told(event, words, words.thing(thingOf(event, words))))
  return capitalized(withRating(said, event, words))
}

/** A ticket's name, at most 120 characters: a mail's own subject, else what this is and how it begins. */
export function subjectOf(event: RoutedEvent, words: Words): string {
  const own = event.surface === 'email' ? shown(event.conversation.subject, maxSubjectLength) : undefined
  if (own !== undefined && event.kind === 'message.created') return own
  const { who, ...rest } = told(event, words, words.shortThing(thingOf(event, words)))
  const said = words.kinds[event.kind]({ ...rest, who: shown(who, maxNameInSubject) })
  const begins = own ?? oneLine(event.message?.text ?? '')
  const lead = capitalized(withRating(said, event, words))
  return shorten(begins === '' ? lead : `${lead}: ${begins}`, maxSubjectLength, { mark: ' …' }).text
}

function thingOf(event: RoutedEvent, { mail }: Words): Thing {
  const { surface, visibility } = event
  return { platform: namePlatform(event, mail), surface, visibility }
}

function told(event: RoutedEvent, words: Words, thing: string): Told {
  const { kind, platform, surface, direction, reaction, receipt, consent } = event
  const isMessage = kind.startsWith('message.')
  const { type, emoji } = reaction ?? {}
  return {
    thing,
    platform: namePlatform(event, words.mail),
    surface,
    direction,
    who: isMessage ? nameAuthor(event, words) : namePerson(event.actor ?? event.author, words),
    reaction: shown(emoji) ?? words.reactions.get(type ?? '') ?? shown(type),
    recipient: platform === 'email' ? shown(receipt?.recipient) : undefined,
    granted: consent?.granted,
  }
}

function withRating(said: string, { message, surface }: RoutedEvent, words: Words): string {
  const rating = surface === 'review' ? ratingOf(message?.rating, words) : undefined
  return rating === undefined ? said : `${said} (${rating})`
}

/** `5 von 5 Sternen, empfiehlt das Unternehmen` */
export function ratingOf(
  rating: NonNullable<RoutedEvent['message']>['rating'],
  words: Words,
): string | undefined {
  const { value, scale, recommended } = rating ?? {}
  const said = [
    ...(value === undefined ? [] : [words.stars(value, scale)]),
    ...(recommended === undefined ? [] : [words.recommends(recommended)]),
  ]
  return said.length > 0 ? said.join(', ') : undefined
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
