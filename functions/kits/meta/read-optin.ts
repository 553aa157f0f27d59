import * as z from 'zod'
import { compact } from '../../core/compact.ts'
import { sha256 } from '../../core/ids.ts'
import { draftDirect } from './draft-direct.ts'
import { toInstant } from './draft-event.ts'
import { text, time } from './fields.ts'
import type { MessagingThread } from './messaging-thread.ts'
import { type Reading, readAs } from './reading.ts'

const optinValue = z.lazy(() =>
  z.object({
    type: text,
    ref: text,
    payload: text,
    title: text,
    one_time_notif_token: text,
    notification_messages_token: text,
    notification_messages_frequency: text,
    notification_messages_timezone: text,
    notification_messages_status: text,
    token_expiry_timestamp: time,
  }),
)
type Optin = z.infer<typeof optinValue>

const consents = new Set(['notification_messages', 'one_time_notif_req'])

/** An `optin`: consent to later messages, or the click of a checkbox or plugin that starts the thread. */
export function readOptin(content: unknown, thread: MessagingThread): Reading {
  return readAs(optinValue, content, (value) => {
    const { type, ref } = value
    const native = [thread.customer, thread.moment, sha256(JSON.stringify(value))]
    const actor = thread.sender
    if (type === undefined || !consents.has(type)) {
      const referral = compact({ type, ref })
      return { events: [draftDirect(thread, native, { kind: 'conversation.started', referral, actor })] }
    }
    return {
      events: [
        draftDirect(thread, native, { kind: 'contact.consent_changed', consent: consentOf(value), actor }),
      ],
    }
  })
}

function consentOf(value: Optin) {
  const expiresAt = value.token_expiry_timestamp
  return compact({
    topic: value.title ?? value.payload,
    granted: value.notification_messages_status !== 'STOP_NOTIFICATIONS',
    details: compact({
      type: value.type,
      payload: value.payload,
      // Needed for the message that was consented to; of no use without the page's own access token.
      token: value.notification_messages_token ?? value.one_time_notif_token,
      frequency: value.notification_messages_frequency,
      timezone: value.notification_messages_timezone,
      expiresAt: expiresAt === undefined ? undefined : toInstant(expiresAt),
    }),
  })
}
