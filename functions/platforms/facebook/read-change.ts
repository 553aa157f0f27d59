import * as z from 'zod'
import type { Origin } from '../../kits/meta/draft-event.ts'
import { readMessaging } from '../../kits/meta/read-messaging.ts'
import { nameOf, type Reading } from '../../kits/meta/reading.ts'
import { readFeed } from './read-feed.ts'
import { readLead } from './read-lead.ts'
import { readMention } from './read-mention.ts'
import { readRating } from './read-rating.ts'

const change = z.lazy(() => z.object({ field: z.string(), value: z.unknown().optional() }))
const names = z.lazy(() => z.object({ item: z.string(), verb: z.string() }))

const publicFields: ReadonlyMap<string, (value: unknown, origin: Origin) => Reading> = new Map([
  ['feed', readFeed],
  ['mention', readMention],
  ['ratings', readRating],
])

/** The test button sends what belongs into `messaging` as a change of one of these. */
const messagingFields = new Set([
  'messages',
  'message_edits',
  'messaging_game_plays',
  'messaging_customer_information',
  'messaging_in_thread_lead_form_submit',
  'messaging_integrity',
  'send_cart',
  'message_echoes',
  'message_reactions',
  'message_deliveries',
  'message_reads',
  'messaging_postbacks',
  'messaging_optins',
  'messaging_referrals',
  'messaging_handovers',
  'messaging_account_linking',
  'messaging_policy_enforcement',
  'messaging_payments',
  'messaging_feedback',
  'response_feedback',
  'standby',
])

/** What the page says of itself, as in its “about” section. */
const profileFields = new Set([
  'about',
  'affiliation',
  'attire',
  'awards',
  'bio',
  'birthday',
  'category',
  'company_overview',
  'culinary_team',
  'current_location',
  'description',
  'email',
  'founded',
  'general_info',
  'general_manager',
  'hometown',
  'hours',
  'location',
  'members',
  'mission',
  'name',
  'parking',
  'payment_options',
  'personal_info',
  'personal_interests',
  'phone',
  'picture',
  'price_range',
  'products',
  'public_transit',
  'website',
])

const restricted: Reading = { ignored: 'the platform restricts the page or lifts it', notice: true }
const ofThePage: Reading = { ignored: 'it changes the page and says nothing to it' }

/** Fields of which the name says all (Graph API, "Webhooks reference: page"). */
const plainFields: ReadonlyMap<string, Reading> = new Map<string, Reading>([
  ['conversations', { ignored: 'only that a thread has changed: the message comes by itself' }],
  ['inbox_labels', { ignored: 'a label of the page inbox' }],
  ['live_videos', ofThePage],
  ['videos', ofThePage],
  ['page_upcoming_change', ofThePage],
  ['page_change_proposal', ofThePage],
  ['business_integrity', restricted],
  ['feature_access_list', restricted],
  ['message_template_status_update', { ignored: 'the platform examined a message template', notice: true }],
])

/** What one item of `changes` comes to. */
export function readChange(item: unknown, origin: Origin): { name: string; reading: Reading }[] {
  const parsed = change.safeParse(item)
  if (!parsed.success) return [{ name: 'change', reading: { quarantined: 'missing or unreadable: field' } }]
  const { field, value } = parsed.data
  if (messagingFields.has(field)) return readMessaging(value, { ...origin, standby: field === 'standby' })
  if (field === 'leadgen') return [readLead(value)]
  const name = nameOfChange(field, value)
  if (profileFields.has(field)) return [{ name, reading: { ignored: 'the page changed its own profile' } }]
  const plain = plainFields.get(field)
  if (plain !== undefined) return [{ name, reading: plain }]
  const read = publicFields.get(field)
  if (read === undefined) return [{ name, reading: { quarantined: 'this field is not known' } }]
  if (value === undefined || value === null)
    return [
      {
        name,
        reading: { ignored: 'the change carries no value: subscribe with include_values', notice: true },
      },
    ]
  return [{ name, reading: read(value, origin) }]
}

function nameOfChange(field: string, value: unknown): string {
  const parsed = names.safeParse(value)
  const words = parsed.success ? [field, parsed.data.item, parsed.data.verb] : [field]
  return words.map(nameOf).join(' ')
}
