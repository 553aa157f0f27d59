import type { Contact } from '../../operations/contacts/read-contact.ts'
import type { TimelineStep } from '../../operations/contacts/timeline.ts'
import { duration, localTime } from '../local-time.ts'
import { printable } from '../table.ts'
import { coloured } from './tell-events.ts'

/** What happened to an event, a line a step, without anybody's words: it reads on forty columns. */
export function describeTimeline(contact: Contact): string {
  const { id, state, platform, kind, conversationId, timeline, deliveries } = contact
  const facts = [platform, kind].filter((each) => each !== undefined).join(' ')
  const waiting = deliveries.filter((each) => each.state === 'on_the_way' || each.state === 'parked')
  return [
    `${id} ${coloured(state)}`,
    ...(facts === '' ? [] : [`  ${facts}`]),
    ...(conversationId === undefined ? [] : [`  conversation ${printable(conversationId)}`]),
    ...timeline.filter((step) => !isSaid(step, timeline)).flatMap(describeStep),
    ...waiting.flatMap((each) => {
      const [first, ...more] = whatComes(each)
      return [`${each.destination}: ${first}`, ...more.map((line) => `  ${line}`)]
    }),
  ].join('\n')
}

/** What becomes next of what is on its way, or stuck, a line that a narrow terminal holds each. */
function whatComes({ attempts, delivery, keptUntil }: Contact['deliveries'][number]): string[] {
  if (keptUntil !== undefined)
    return [
      'it is not sent again by itself: mend what the',
      'reason names, then `netzdialog parked retry`;',
      `it is deleted ${localTime(keptUntil)}`,
    ]
  if (delivery?.status === 'parked') return ['sent again, and not tried since']
  if (delivery?.claimedUntil !== undefined) return ['it is being tried']
  return [attempts === 0 ? 'not tried yet' : 'it is tried again']
}

/** What its attempt has said already, where nothing has to be added. */
function isSaid(
  { what, destination, ticket, url }: TimelineStep,
  timeline: readonly TimelineStep[],
): boolean {
  const isBare = what === 'delivered' && ticket === undefined && url === undefined
  return isBare && timeline.some((each) => each.outcome === 'delivered' && each.destination === destination)
}

function describeStep(step: TimelineStep): string[] {
  const after = step.afterMs === undefined || step.what === 'received' ? '' : ` +${duration(step.afterMs)}`
  return [`${localTime(step.at)}${after}`, ...sentencesOf(step).map((each) => `  ${printable(each)}`)]
}

function whyOf(by: readonly string[]): string {
  const rules = by.filter((each) => each !== 'own' && each !== 'sent')
  const reasons = [
    ...(rules.length > 0 ? [`by rule ${rules.join(' and ')}`] : []),
    ...(by.includes('own') ? ['by the function of `routing.decide`'] : []),
    ...(by.includes('sent') ? ['where the message went that it changes'] : []),
  ]
  return reasons.join(', ') || 'no rule applied'
}

function sentencesOf(step: TimelineStep): string[] {
  const { what, destination = '', destinations = [], effect, reason, code, ms, outcome, ticket, url } = step
  const took = ms === undefined ? '' : ` in ${duration(ms)}`
  switch (what) {
    case 'happened':
      return ['happened, as the platform says']
    case 'received':
      return ['received']
    case 'routed': {
      const to = destinations.length === 0 ? 'to nobody' : `to ${destinations.join(', ')}`
      const means =
        effect === undefined ? [] : [`work: ${effect}${reason === undefined ? '' : `, ${reason}`}`]
      return [`routed ${to}`, ...(step.by ? [whyOf(step.by)] : []), ...means]
    }
    case 'sent_again':
      return [`${destination}: sent again by an operator`]
    case 'attempt':
      return [`${destination}: ${outcome ?? 'tried'}${took}`, ...(reason === undefined ? [] : [reason])]
    case 'delivered': {
      const where = url ?? (ticket === undefined ? undefined : `ticket ${ticket}`)
      return [`${destination}: delivered`, ...(where === undefined ? [] : [where])]
    }
    case 'parked':
      return [
        `${destination}: parked${code === undefined ? '' : ` (${code})`}`,
        ...(reason === undefined ? [] : [reason]),
      ]
    case 'given_up':
      return [`${destination}: given up`]
  }
}
