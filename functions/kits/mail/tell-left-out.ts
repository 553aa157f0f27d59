import type { Attachment, ContactEvent } from '../../../schemas/contact-event.ts'
import type { NormalizeResult } from '../../contracts/platform.ts'
import { maxAttachments } from '../../core/max-lengths.ts'
import { mailLimits } from './limits.ts'
import type { Mail } from './mail.ts'

/**
 * Says in the events of a mail how many of its parts were left out, and has the whole mail kept in quarantine. The last
 * attachment that a message may have says it; files that give way to that are counted with the parts.
 */
export function tellLeftOut(result: NormalizeResult, { headers, leftOut = 0 }: Mail): NormalizeResult {
  if (leftOut === 0) return result
  const events = result.events.map((event) => withMark(event, leftOut))
  const named = new Set(events.flatMap(({ message }) => message?.attachments.map(({ key }) => key) ?? []))
  const why = `more than ${mailLimits.parts} parts: ${leftOut} were left out`
  return {
    ...result,
    events,
    objects: result.objects.filter(({ key }) => named.has(key)),
    quarantined: [...result.quarantined, { what: 'mail', why, part: { headers: headers.list } }],
  }
}

function withMark(event: ContactEvent, leftOut: number): ContactEvent {
  const { message } = event
  if (!message) return event
  const kept = message.attachments.slice(0, maxAttachments - 1)
  const more = leftOut + message.attachments.length - kept.length
  const mark: Attachment = {
    type: 'application/octet-stream',
    state: 'rejected',
    name: `+${more}`,
    reason: `${more} more parts of the mail were left out: the whole mail lies in quarantine`,
  }
  return { ...event, message: { ...message, attachments: [...kept, mark] } }
}
