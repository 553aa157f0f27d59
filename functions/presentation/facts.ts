import type { RoutedEvent } from '../../schemas/contact-event.ts'
import { webAddress } from '../text/web-address.ts'
import type { Fact, FactsContext, NamedFact } from './fact.ts'
import { happeningFacts } from './happening-facts.ts'
import { ratingOf } from './headline.ts'
import { messageFacts } from './message-facts.ts'
import {
  atHandle,
  maxAddressLength,
  maxLineLength,
  nameAccount,
  nameAuthor,
  namePerson,
  shown,
} from './name-person.ts'
import { replyFacts } from './reply-facts.ts'
import { showTime } from './show-time.ts'
import type { Words } from './words/words.ts'

/** Who, where, when, and how one may answer; what is not known is left out. */
export function factsOf(event: RoutedEvent, context: FactsContext): Fact[] {
  const { words } = context
  const named: NamedFact[] = [
    ...personFacts(event, words),
    ...placeFacts(event, context),
    ['rating', ratingOf(event.message?.rating, words)],
    ...replyFacts(event, context),
    ...messageFacts(event, words),
    ...happeningFacts(event, context),
  ]
  return named.flatMap(([name, value, href]) => {
    if (value === undefined) return []
    const address = webAddress(href)
    return [{ label: words.facts[name], value, ...(address !== undefined && { href: address }) }]
  })
}

function personFacts(event: RoutedEvent, words: Words): NamedFact[] {
  const person = event.author ?? event.actor
  if (person === undefined) return []
  const { handle, email, phone, verified, followers, url } = person
  const name = event.author === undefined ? namePerson(person, words) : nameAuthor(event, words)
  const at = atHandle(handle)
  const profile = [
    ...(verified ? [words.verified] : []),
    ...(followers === undefined ? [] : [words.followers(followers)]),
  ]
  return [
    ['from', name, url],
    // Apart from the name, so that none can pass itself off as an address.
    ['handle', at === name ? undefined : at],
    ['email', shown(email, maxAddressLength) === name ? undefined : shown(email, maxAddressLength)],
    ['phone', shown(phone) === name ? undefined : shown(phone)],
    ['profile', profile.length > 0 ? profile.join(', ') : undefined],
  ]
}

function placeFacts(event: RoutedEvent, { words, timeZone }: FactsContext): NamedFact[] {
  const { account, message, conversation, occurredAt, occurredAtSource: source, receivedAt } = event
  const isMail = event.surface === 'email'
  const time = showTime(occurredAt, words, timeZone)
  const isOwnClock = source === 'platform' || source === 'sender'
  const delay = Date.parse(receivedAt) - Date.parse(occurredAt)
  const original = webAddress(message?.url) ?? webAddress(conversation.url)
  const { to, cc } = isMail ? otherRecipients(event) : { to: [], cc: [] }
  const own = nameAccount(account)
  const isAddressed = isMail && event.direction !== 'outbound' && message !== undefined
  const addressed = isAddressed ? [own, ...to] : to
  return [
    ['account', isAddressed ? undefined : own],
    ['to', addressed.length > 0 ? addressed.join(', ') : undefined],
    ['copy', cc.length > 0 ? cc.join(', ') : undefined],
    ['subject', isMail ? shown(conversation.subject, maxLineLength) : undefined],
    ['time', isOwnClock ? time : words.atThe(source, time)],
    ['received', delay > worthTelling ? showTime(receivedAt, words, timeZone) : undefined],
    ['original', original, original],
  ]
}

/** Who else has the mail: an answer to all reaches them too. */
function otherRecipients({ account, recipients = [] }: RoutedEvent): { to: string[]; cc: string[] } {
  const named = (copy: boolean) =>
    recipients
      .filter(({ email, kind }) => email !== account.id && kind !== 'bcc' && (kind === 'cc') === copy)
      .flatMap(({ email, name, id }) => shown(email ?? name ?? id, maxAddressLength) ?? [])
  const some = (list: string[]) =>
    list.length > maxNamed ? [...list.slice(0, maxNamed), `… (${list.length})`] : list
  return { to: some(named(false)), cc: some(named(true)) }
}

const maxNamed = 10
/** Fifteen minutes: sooner, the time of coming in tells nothing of its own. */
const worthTelling = 900_000
