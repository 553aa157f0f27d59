import { keyOf } from '../support/counting-receiver.ts'
import { countBreaks } from './count-breaks.ts'
import { countRepetitions, type Repetitions } from './count-repetitions.ts'
import { countTickets, type TicketFaults } from './count-tickets.ts'
import { countWords, type WordFaults } from './count-words.ts'
import { firstArrivals, type Happened } from './happened.ts'
import type { Update } from './update.ts'

export interface Outcome {
  readonly sent: number
  readonly accepted: number
  readonly delivered: number
  readonly parked: number
  /** Accepted, and neither delivered nor parked. */
  readonly lost: number
  readonly repetitions: Repetitions
  /** A was accepted before B in the same group, and B came first. */
  readonly orderBreaks: number
  /** It came before what it answers, edits or deletes. */
  readonly overtaken: number
  readonly words: WordFaults
  readonly tickets: TicketFaults
  /** Arrived, and the ledger does not call it delivered. */
  readonly unrecorded: number
  /** Parked rows that point to no body. */
  readonly bodiless: number
  /** From the 200 to the first arrival. */
  readonly longestWaitMs: number
}

export function countOutcome(happened: Happened): Outcome {
  const { updates, acceptedAt, arrivals, erasedAt, recorded, bodiless } = happened
  const parked = parkedKeys(happened)
  const accepted = updates.filter(({ key }) => acceptedAt.has(key))
  const first = firstArrivals(arrivals, ({ event }) => keyOf(event))
  const waits = [...first].map(([key, { at }]) => at - (acceptedAt.get(key) ?? at))
  // What was parked of an erased person is dropped.
  const isGivenUp = ({ key, conversation }: Update) => parked.has(key) || erasedAt.has(conversation)
  const written = [...first].filter(([key]) => acceptedAt.has(key) && !parked.has(key))
  return {
    sent: updates.length,
    accepted: accepted.length,
    delivered: updates.filter(({ key }) => first.has(key)).length,
    parked: updates.filter(({ key }) => parked.has(key)).length,
    lost: accepted.filter((update) => !first.has(update.key) && !isGivenUp(update)).length,
    repetitions: countRepetitions(happened),
    ...countBreaks(updates, [...first.keys()], isGivenUp),
    words: countWords(happened),
    tickets: countTickets(happened),
    unrecorded: written.filter(([, { event }]) => !recorded.has(`crm#${event.id}`)).length,
    bodiless,
    longestWaitMs: Math.max(0, ...waits),
  }
}

/** What never got to the receiver, because route or deliver gave it up. */
export function parkedKeys({ parked }: Pick<Happened, 'parked'>): ReadonlySet<string> {
  return new Set([...(parked.get('route') ?? []), ...(parked.get('crm') ?? [])])
}

/** What was promised and not kept, a sentence each. */
export function brokenPromises(outcome: Outcome, happened: Happened): string[] {
  return sentences([...brokenForGood(outcome), ...brokenAtTheEnd(outcome, happened)])
}

/** Those that nothing can mend that is still under way. */
export function promisesBrokenForGood(happened: Happened): string[] {
  return sentences(brokenForGood(countOutcome(happened)))
}

type Broken = readonly [count: number, what: string]

function brokenForGood({ repetitions, orderBreaks, overtaken, words, bodiless }: Outcome): Broken[] {
  return [
    [repetitions.otherKey, 'twice for a consumer that honours the idempotency key'],
    [repetitions.unexplained, 'repeated under their key without a reason'],
    [repetitions.excessive, 'repeated again and again'],
    [orderBreaks, 'out of order'],
    [overtaken, 'before what they answer, edit or delete'],
    [words.wrong, 'with other words than were written'],
    [words.takenBack, 'with words that had been taken back'],
    [words.erased, 'with words of somebody who had been erased'],
    [bodiless, 'parked without their body'],
  ]
}

function brokenAtTheEnd(outcome: Outcome, happened: Happened): Broken[] {
  const { updates, erasedAt } = happened
  const parked = parkedKeys(happened)
  const meant = updates.filter(({ malice }) => malice !== undefined)
  const isMeant = new Set(meant.map(({ key }) => key))
  return [
    [outcome.sent - outcome.accepted, 'sent and never accepted'],
    [outcome.lost, 'lost after their 200'],
    [outcome.tickets.torn, 'conversations torn into several tickets'],
    [outcome.tickets.doubled, 'tickets too many for their work'],
    [outcome.tickets.repeated, 'written twice into a ticket'],
    [outcome.tickets.missing, 'not in their ticket'],
    [outcome.unrecorded, 'delivered and not written down'],
    [[...parked].filter((key) => !isMeant.has(key)).length, 'parked though nothing was wrong with them'],
    [
      meant.filter(({ key, conversation }) => !parked.has(key) && !erasedAt.has(conversation)).length,
      'poisonous and not parked',
    ],
  ]
}

function sentences(all: readonly Broken[]): string[] {
  return all.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`)
}
