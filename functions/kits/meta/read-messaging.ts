import type { Origin } from './draft-event.ts'
import { type MessagingThread, readThread } from './messaging-thread.ts'
import { readDirectMessage } from './read-direct-message.ts'
import { readFeedback, readResponseFeedback } from './read-feedback.ts'
import { readCustomerInformation, readLeadForm } from './read-form.ts'
import { readMessageEdit } from './read-message-edit.ts'
import { readMessageReaction } from './read-message-reaction.ts'
import { readOptin } from './read-optin.ts'
import { readOrder, readPayment } from './read-order.ts'
import { readPostback } from './read-postback.ts'
import { readDelivery, readRead } from './read-receipt.ts'
import { readReferral } from './read-referral.ts'
import { readThreadControl } from './read-thread-control.ts'
import { nameOf, type Reading } from './reading.ts'

type Reader = (content: unknown, thread: MessagingThread) => Reading

const readers: ReadonlyMap<string, Reader> = new Map([
  ['message', readDirectMessage],
  ['message_edit', readMessageEdit],
  ['reaction', readMessageReaction],
  ['postback', readPostback],
  ['delivery', readDelivery],
  ['read', readRead],
  ['referral', readReferral],
  ['optin', readOptin],
  ['order', readOrder],
  ['payment', readPayment],
  ['messaging_feedback', readFeedback],
  ['response_feedback', readResponseFeedback],
  ['messaging_customer_information', readCustomerInformation],
  ['messaging_in_thread_lead_form_submit', readLeadForm],
  ['pass_thread_control', readThreadControl],
  ['take_thread_control', readThreadControl],
  ['request_thread_control', readThreadControl],
])

/** Items about the app or the page, which need not name a person. */
const ignored: ReadonlyMap<string, Reading> = new Map([
  ['game_play', { ignored: 'somebody has played a game' }],
  ['messaging_integrity', { ignored: 'the platform restricts the page or lifts it', notice: true }],
  ['account_linking', { ignored: 'it concerns a log-in, not a contact' }],
  ['app_roles', { ignored: 'the roles of the apps of the page have changed', notice: true }],
  ['policy_enforcement', { ignored: 'the platform restricts the page or lifts it', notice: true }],
  ['policy-enforcement', { ignored: 'the platform restricts the page or lifts it', notice: true }],
])

/** Stands beside what an item is, and is none itself. */
const envelopeKeys = new Set(['sender', 'recipient', 'timestamp', 'prior_message'])

/** What one item of `messaging` or `standby` comes to; what it is stands under a key of that name. */
export function readMessaging(item: unknown, origin: Origin): { name: string; reading: Reading }[] {
  if (typeof item !== 'object' || item === null || Array.isArray(item))
    return [{ name: 'messaging', reading: { quarantined: 'it is no object' } }]
  const readings = Object.entries(item).flatMap(([key, content]) => {
    const reading = readKey(key, content, item, origin)
    return reading === undefined ? [] : [{ name: `messaging ${key}`, reading }]
  })
  if (readings.length > 0) return readings
  const key = Object.keys(item).find((each) => !envelopeKeys.has(each))
  return [{ name: `messaging ${nameOf(key)}`, reading: { quarantined: 'this kind of message is not known' } }]
}

function readKey(key: string, content: unknown, item: object, origin: Origin): Reading | undefined {
  const read = readers.get(key)
  if (read === undefined) return ignored.get(key)
  const thread = readThread(item, origin)
  return typeof thread === 'string' ? { quarantined: thread } : read(content, thread)
}
