import { compact } from '../../functions/core/compact.ts'
import type { Attachment, ContactEvent, Person, Work } from '../../schemas/contact-event.ts'

/** What the page keeps of a contact event: enough to read it, never the whole of a large mail. */
export interface SeenEvent {
  readonly id: string
  readonly kind: ContactEvent['kind']
  readonly platform: ContactEvent['platform']
  readonly platformLabel?: string
  readonly surface: ContactEvent['surface']
  readonly visibility: ContactEvent['visibility']
  readonly direction: ContactEvent['direction']
  readonly occurredAt: string
  readonly receivedAt: string
  readonly conversationId: string
  readonly subject?: string
  readonly late: boolean
  readonly standby: boolean
  readonly account: string
  /** Who wrote, reacted, hid or deleted. */
  readonly who?: Pick<Person, 'role'> & { readonly name?: string }
  readonly messageId?: string
  readonly parentMessageId?: string
  readonly targetMessageId?: string
  readonly text?: string
  /** There was more text than is kept. */
  readonly cut: boolean
  readonly rating?: { readonly value?: number; readonly scale?: number; readonly recommended?: boolean }
  readonly action?: string
  readonly reaction?: string
  readonly attachments: readonly { readonly name: string; readonly state: Attachment['state'] }[]
  readonly automated: boolean
  readonly withheld?: string
  /** Set by route. */
  readonly work?: Work
}

/** Characters. */
const maxText = 1200
const maxLabel = 120

/** Takes out of an event what the page shows. */
export function seeEvent(event: ContactEvent & { readonly work?: Work | undefined }): SeenEvent {
  const { message, conversation, account, target, work } = event
  const text = message?.text?.trim()
  const who = event.actor ?? event.author
  const name = who && nameOf(who)
  const { rating, action } = message ?? {}
  const { value, scale, recommended } = rating ?? {}
  return compact({
    id: event.id,
    kind: event.kind,
    platform: event.platform,
    platformLabel: event.platformLabel,
    surface: event.surface,
    visibility: event.visibility,
    direction: event.direction,
    occurredAt: event.occurredAt,
    receivedAt: event.receivedAt,
    conversationId: conversation.id,
    ...(conversation.subject !== undefined && { subject: short(conversation.subject) }),
    late: conversation.late === true,
    standby: event.standby === true,
    account: short(account.name ?? account.handle ?? account.id),
    who: who && compact({ role: who.role, name }),
    messageId: message?.id,
    parentMessageId: conversation.parentMessageId,
    ...(target?.messageId !== undefined && { targetMessageId: target.messageId }),
    ...(text !== undefined && text !== '' && { text: text.slice(0, maxText) }),
    cut: (text?.length ?? 0) > maxText,
    ...(rating && {
      rating: compact({ value, scale, recommended }),
    }),
    ...(action && { action: short(action.title ?? action.payload ?? action.type) }),
    ...(event.reaction && { reaction: short(event.reaction.emoji ?? event.reaction.type) }),
    attachments: (message?.attachments ?? []).map(({ name: file, type, state }) => ({
      name: short(file ?? type),
      state,
    })),
    automated: message?.automated !== undefined,
    ...(message?.withheld !== undefined && { withheld: message.withheld }),
    work,
  })
}

/** The event of which nobody's words, names and files are kept any more. */
export function withoutWords({
  who,
  text,
  subject: _s,
  action: _a,
  reaction: _r,
  ...rest
}: SeenEvent): SeenEvent {
  return compact({
    ...rest,
    who: who && { role: who.role },
    withheld: rest.withheld ?? (text === undefined ? undefined : 'not_kept'),
    cut: false,
    attachments: [],
  })
}

function nameOf({ role, name, handle, email, phone, id }: Person): string | undefined {
  const at = handle === undefined ? undefined : `@${handle}`
  // The company is called that where only its number is known.
  const known = name ?? at ?? email ?? phone ?? (role === 'company' ? undefined : id)
  return known === undefined ? undefined : short(known)
}

function short(label: string): string {
  return label.length > maxLabel ? `${label.slice(0, maxLabel - 1)}…` : label
}
