import type { RoutedEvent } from '../../schemas/contact-event.ts'
import { webAddress } from '../text/web-address.ts'
import type { NamedFact } from './fact.ts'
import { shown } from './name-person.ts'
import type { Words } from './words/words.ts'

const maxLinks = 10

/** What came with the words. */
export function messageFacts({ message, referral }: RoutedEvent, words: Words): NamedFact[] {
  const { action, links = [], language } = message ?? {}
  const { title, adId, type, ref, source, url, productId } = referral ?? {}
  const isAdvertisement = adId !== undefined || source?.toUpperCase() === 'ADS'
  const product = productId === undefined ? undefined : `${words.product} ${productId}`
  const told = title ?? ref ?? product
  const cameBy = [
    isAdvertisement ? words.advertisement : undefined,
    ...(told === undefined ? [adId ?? type ?? source] : [title, ref, product]),
  ].flatMap((each) => shown(each) ?? [])
  return [
    ['chosen', action && chosen(words.actions[action.type], shown(action.title ?? action.payload))],
    ['cameBy', referral && cameBy.length > 0 ? cameBy.join(' · ') : undefined, url],
    ...links.slice(0, maxLinks).map((link): NamedFact => linkFact(link)),
    ['language', language === undefined ? undefined : nameLanguage(language, words)],
  ]
}

function chosen(what: string, title: string | undefined): string {
  return title === undefined ? what : `${what}: ${title}`
}

/** The address is always to be seen: a title may name another. */
function linkFact({ url, title }: { url: string; title?: string | undefined }): NamedFact {
  const address = webAddress(url)
  if (address === undefined) return ['link', undefined]
  const name = shown(title)
  return ['link', name === undefined ? address : `${address} (${name})`, address]
}

function nameLanguage(tag: string, { locale }: Words): string | undefined {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(tag)
  } catch {
    return shown(tag)
  }
}
