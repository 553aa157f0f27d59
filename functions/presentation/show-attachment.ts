import type { Attachment, RoutedEvent } from '../../schemas/contact-event.ts'
import { shown } from './name-person.ts'
import { namePlatform } from './name-platform.ts'
import type { ShownFile } from './presentation-text.ts'
import type { Language, Words } from './words/words.ts'
import { wordsOf } from './words/words-of.ts'

/** Why a stored attachment is not handed over as a file. */
export type Omission = 'tooLarge' | 'tooMany' | 'gone'

/**
 * An attachment as a line for people.
 *
 * @param found where it can be opened, and why it is not handed over
 */
export function showAttachment(
  attachment: Attachment,
  event: RoutedEvent,
  language: Language,
  { url, omission }: { url?: string | undefined; omission?: Omission | undefined } = {},
): ShownFile {
  const words = wordsOf(language)
  const name = nameAttachment(attachment, words)
  const place = attachment.location && mapOf(attachment.location)
  const address = url ?? place
  const note = noteOf(
    attachment,
    words,
    namePlatform(event, words.mail),
    omission && omitted(omission, words, url),
  )
  return { name, ...(address !== undefined && { url: address }), ...(note !== undefined && { note }) }
}

function nameAttachment({ name, title, type, location }: Attachment, words: Words): string {
  const [family = type] = type.toLowerCase().split('/')
  const word =
    words.attachmentTypes.get(type.toLowerCase()) ?? words.attachmentTypes.get(family) ?? shown(type) ?? type
  const called = shown(name, maxNameLength) ?? shown(title, maxNameLength)
  const point = location && `${location.latitude.toFixed(5)}, ${location.longitude.toFixed(5)}`
  if (called === undefined) return point === undefined ? word : `${word} ${point}`
  return name === undefined ? `${word}: ${called}` : called
}

function noteOf(
  { state, reason, details, key }: Attachment,
  { files, reasons }: Words,
  platform: string,
  omitted: string | undefined,
): string | undefined {
  if (omitted !== undefined) return omitted
  const why = reason === undefined ? undefined : (reasons.get(reason) ?? shown(reason))
  switch (state) {
    case 'pending':
      return key === undefined ? files.fetching(platform) : files.scanning
    case 'remote':
      return files.expires(platform)
    case 'unavailable':
      return why === undefined ? files.unavailable(platform) : `${why}: ${files.see}`
    case 'rejected':
      return why === undefined ? files.rejected : `${files.rejected}: ${why}`
    case 'inline':
      return inlineWords(details)
    case 'stored':
      return undefined
  }
}

function omitted(omission: Omission, { files }: Words, url: string | undefined): string {
  return url === undefined ? files[omission] : `${files[omission]}: ${files.open}`
}

/** The words of a card: its text, its products, its elements. */
function inlineWords(details: Attachment['details']): string | undefined {
  const { text, products, elements } = details ?? {}
  const titles = [products, elements].flatMap((list) => (Array.isArray(list) ? list.map(titleOf) : []))
  return shown([text, ...titles].filter((each) => typeof each === 'string').join(', '), maxNoteLength)
}

/** `2 × Kleid (19 EUR)`; how many and for how much where it is a product of a cart. */
function titleOf(element: unknown): unknown {
  if (typeof element !== 'object' || element === null) return undefined
  const { title, retailerId, id, quantity, unitPrice, currency }: Record<string, unknown> = { ...element }
  const name = title ?? (quantity === undefined ? undefined : (retailerId ?? id))
  if (typeof name !== 'string') return undefined
  const price = [unitPrice, currency].filter((each) => each !== undefined).join(' ')
  const priced = unitPrice === undefined ? name : `${name} (${price})`
  return quantity === undefined ? priced : `${quantity} × ${priced}`
}

function mapOf({ latitude, longitude }: NonNullable<Attachment['location']>): string {
  return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`
}

const maxNameLength = 150
const maxNoteLength = 300
