import { compact } from '../../../functions/core/compact.ts'
import type { ContactSummary } from '../../operations/contacts/contact-summary.ts'
import type { Contact } from '../../operations/contacts/read-contact.ts'
import type { TimelineStep } from '../../operations/contacts/timeline.ts'

/**
 * What `--json` prints of an event, in every command the same: `events list` and `tail` an object a line, `trace` with
 * its `timeline`, `events show` with its `event` too. Times are UTC. `told` is there with `--words` and in `show`.
 */
export interface EventObject extends ContactSummary {
  readonly timeline?: readonly TimelineStep[]
  /** Of `events show`: what destinations said to what is parked, by their names. */
  readonly responses?: Readonly<Record<string, string>>
}

/** Fields that the object of every command has, and no more; none that only this version knows of the table. */
export function eventObject(
  contact: ContactSummary & Pick<Contact, 'timeline' | 'event'>,
  { words }: { readonly words: boolean },
): EventObject {
  const {
    id,
    receivedAt,
    routedAt,
    platform,
    kind,
    conversationId,
    state,
    deliveries,
    told,
    timeline,
    event,
  } = contact
  return compact({
    id,
    receivedAt,
    routedAt,
    platform,
    kind,
    conversationId,
    state,
    deliveries: deliveries.map(summaryOf),
    ...(words && told && { told }),
    timeline,
    ...(words && event && { event }),
  })
}

/** Without the rows behind it. */
function summaryOf(delivery: Contact['deliveries'][number]): ContactSummary['deliveries'][number] {
  const { delivery: _delivery, parked: _parked, ...summary } = delivery
  return summary
}
