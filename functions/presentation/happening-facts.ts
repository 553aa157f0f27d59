import type { RoutedEvent } from '../../schemas/contact-event.ts'
import type { FactsContext, NamedFact } from './fact.ts'
import { maxAddressLength, maxLineLength, shown } from './name-person.ts'
import { showTime } from './show-time.ts'

const failureClass = /^[245]\.(\d{1,3})\./

/** What became of a message, of a thread, of a consent. */
export function happeningFacts(event: RoutedEvent, { words, timeZone }: FactsContext): NamedFact[] {
  const { receipt, owner, consent, target, platform } = event
  const failure = failureClass.exec(receipt?.code ?? '')?.[1]
  const meaning = failure === undefined ? undefined : words.failures.get(failure)
  const code = shown(receipt?.code)
  return [
    ['recipient', platform === 'email' ? shown(receipt?.recipient, maxAddressLength) : undefined],
    ['failure', code !== undefined && meaning !== undefined ? `${meaning} (${code})` : code],
    ['diagnostic', shown(receipt?.diagnostic, maxLineLength)],
    ['sendingAgain', receipt?.permanent === undefined ? undefined : words.sendingAgain(receipt.permanent)],
    ['upTo', target?.until === undefined ? undefined : showTime(target.until, words, timeZone)],
    ['owner', shown(owner?.current)],
    ['previousOwner', shown(owner?.previous)],
    ['requestedOwner', shown(owner?.requested)],
    ['topic', shown(consent?.topic)],
  ]
}
