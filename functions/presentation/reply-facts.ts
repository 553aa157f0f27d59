import type { Kind, RoutedEvent } from '../../schemas/contact-event.ts'
import type { FactsContext, NamedFact } from './fact.ts'
import { shown } from './name-person.ts'
import { showTime } from './show-time.ts'

/** What somebody may want to answer. */
const answerable = new Set<Kind>([
  'message.created',
  'message.edited',
  'message.unhidden',
  'message.attachments_changed',
  'conversation.started',
])

/** How one may answer, and until when. */
export function replyFacts(event: RoutedEvent, { words, timeZone }: FactsContext): NamedFact[] {
  const { kind, direction, reply, message, surface } = event
  if (!answerable.has(kind) || direction === 'outbound' || message?.withheld !== undefined) return []
  const { windows, maxLength } = reply
  const how = [
    ...(reply.public ? [words.onlyPublic] : surface === 'direct_message' ? [words.private] : []),
    ...(maxLength === undefined ? [] : [words.atMost(maxLength)]),
  ]
  const until = windows.map(({ until, means }): NamedFact => {
    const meaning = words.windows.get(means) ?? shown(means)
    const time = showTime(until, words, timeZone)
    return ['replyUntil', meaning === undefined ? time : `${time} (${meaning})`]
  })
  return [['reply', how.length > 0 ? how.join(', ') : undefined], ...until]
}
