import { styleText } from 'node:util'
import type { ContactState } from '../../operations/contacts/contact-state.ts'
import type { ContactSummary } from '../../operations/contacts/contact-summary.ts'
import { localTime } from '../local-time.ts'
import { printable, table } from '../table.ts'

/** What a state is called on a terminal. */
export const stateWords: Readonly<Record<ContactState, string>> = {
  delivered: 'delivered',
  on_the_way: 'on the way',
  parked: 'parked',
  not_asked_for: 'not asked for',
  given_up: 'given up',
}

const colours: Readonly<Partial<Record<ContactState, 'red' | 'yellow' | 'green'>>> = {
  delivered: 'green',
  on_the_way: 'yellow',
  parked: 'red',
}

export function coloured(state: ContactState, text: string = stateWords[state]): string {
  const colour = colours[state]
  return colour === undefined ? text : styleText(colour, text)
}

/** Events as a table, or, where that is wider than the terminal, in a few short lines each. */
export function describeEvents(events: readonly ContactSummary[], columns: number): string {
  const withWords = events.some(({ told }) => told !== undefined)
  const wide = table(
    [
      'RECEIVED',
      'STATE',
      'PLATFORM',
      'KIND',
      'EVENT',
      'FOR',
      'REASON',
      ...(withWords ? ['WHO', 'WORDS'] : []),
    ],
    events.map((event) => [
      localTime(event.receivedAt),
      stateWords[event.state],
      event.platform ?? '-',
      event.kind ?? '-',
      event.id,
      namesOf(event),
      reasonsOf(event),
      ...(withWords ? [event.told?.who ?? '-', wordsOf(event) ?? '-'] : []),
    ]),
  )
  const isFitting = wide.split('\n').every((line) => line.length <= columns)
  return isFitting ? wide : events.map(describeEvent).join('\n')
}

/** An event in a few short lines; it reads on forty columns. */
export function describeEvent(event: ContactSummary): string {
  const { receivedAt, state, platform, kind, id, deliveries, told } = event
  const who = [told?.who, wordsOf(event)].filter((each) => each !== undefined)
  return [
    `${localTime(receivedAt)} ${coloured(state)}`,
    `  ${[platform, kind].filter((each) => each !== undefined).join(' ')}`,
    `  ${id}`,
    ...(who.length > 0 ? [`  ${printable(who.join(': '))}`] : []),
    ...deliveries.map((each) => {
      const why = each.reason === undefined ? '' : `: ${printable(each.reason)}`
      return `  ${each.destination} ${coloured(each.state)}${why}`
    }),
  ].join('\n')
}

/** Each once, though several destinations may have it. */
function reasonsOf({ deliveries }: ContactSummary): string {
  return [...new Set(deliveries.flatMap(({ reason }) => reason ?? []))].join('; ') || '-'
}

/** How it begins, and whether that was taken back since. */
function wordsOf({ told }: ContactSummary): string | undefined {
  if (told?.words === undefined) return told?.withheld
  return told.changed === undefined ? told.words : `(${told.changed} later) ${told.words}`
}

function namesOf({ deliveries }: ContactSummary): string {
  return deliveries.map(({ destination }) => destination).join(', ') || '-'
}
