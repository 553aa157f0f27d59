import * as z from 'zod'
import type { Conversation, Person } from '../../../schemas/contact-event.ts'
import type { Origin } from './draft-event.ts'
import { id, maybe, time } from './fields.ts'

const party = z.lazy(() => z.object({ id: maybe(id), user_ref: maybe(id) }))
const envelope = z.lazy(() =>
  z.object({
    sender: maybe(party),
    recipient: maybe(party),
    timestamp: time,
    // The checkbox plugin names the person in here, and no sender.
    optin: maybe(party).catch(undefined),
  }),
)
const echo = z.lazy(() => z.object({ message: z.object({ is_echo: z.literal(true) }) }))

/** An account and one person, as an item of `messaging` or `standby` names them. */
export interface MessagingThread {
  readonly origin: Origin
  /** The person's id, which is this account's own; before they have one, the reference of a checkbox. */
  readonly customer: string
  /** Whoever did this: the person or the company. */
  readonly sender: Person
  /** In milliseconds. */
  readonly sentAt: number | undefined
  /** Tells one happening from the next where nothing has an id of its own. */
  readonly moment: string
  readonly conversation: Conversation
}

/** @returns a sentence where the item does not say who talks to whom */
export function readThread(item: unknown, from: Origin): MessagingThread | string {
  const parsed = envelope.safeParse(item)
  if (!parsed.success) return 'missing or unreadable: sender, recipient'
  const { recipient, timestamp: sentAt, optin } = parsed.data
  const sender = parsed.data.sender ?? optin
  const isEcho = echo.safeParse(item).success
  const origin = from.test
    ? { ...from, account: (isEcho ? sender?.id : recipient?.id) ?? from.account }
    : from
  const { platform, account } = origin
  const isByCompany = isEcho || sender?.id === account
  const other = isByCompany ? recipient : sender
  const customer = other?.id ?? other?.user_ref
  if (customer === undefined) return `missing or unreadable: ${isByCompany ? 'recipient' : 'sender'}.id`
  if (customer === account) return 'a contradiction: the page is named as its own customer'
  const own = `${platform}:${account}`
  const scope = other?.id === undefined ? `${own}/user_ref` : own
  return {
    origin,
    customer,
    sender: isByCompany
      ? { role: 'company', id: account, scope: own }
      : { role: 'customer', id: customer, scope },
    sentAt,
    moment: `${sentAt ?? origin.notifiedAt}`,
    conversation: { id: `${scope}/${customer}`, match: 'platform' },
  }
}
