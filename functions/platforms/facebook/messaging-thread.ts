import * as z from 'zod'
import type { Conversation, Person } from '../../../schemas/contact-event.ts'
import type { Origin } from './draft-event.ts'
import { id, maybe, time } from './fields.ts'

const party = z.object({ id: maybe(id), user_ref: maybe(id) })
const envelope = z.object({
  sender: maybe(party),
  recipient: maybe(party),
  timestamp: time,
  // The checkbox plugin names the person in here, and no sender.
  optin: maybe(party).catch(undefined),
})
const echo = z.object({ message: z.object({ is_echo: z.literal(true) }) })

/** A page and one person, as an item of `messaging` or `standby` names them. */
export interface MessagingThread {
  readonly origin: Origin
  /** The person's page-scoped id; before they have one, the reference of a checkbox. */
  readonly customer: string
  /** Whoever did this: the person or the page. */
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
  const origin = from.test ? { ...from, page: (isEcho ? sender?.id : recipient?.id) ?? from.page } : from
  const { page } = origin
  const isByPage = isEcho || sender?.id === page
  const other = isByPage ? recipient : sender
  const customer = other?.id ?? other?.user_ref
  if (customer === undefined) return `missing or unreadable: ${isByPage ? 'recipient' : 'sender'}.id`
  if (customer === page) return 'a contradiction: the page is named as its own customer'
  const scope = other?.id === undefined ? `facebook:${page}/user_ref` : `facebook:${page}`
  return {
    origin,
    customer,
    sender: isByPage
      ? { role: 'company', id: page, scope: `facebook:${page}` }
      : { role: 'customer', id: customer, scope },
    sentAt,
    moment: `${sentAt ?? origin.notifiedAt}`,
    conversation: { id: `${scope}/${customer}`, match: 'platform' },
  }
}
