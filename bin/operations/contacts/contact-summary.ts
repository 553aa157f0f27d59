import { compact } from '../../../functions/core/compact.ts'
import { oneLine } from '../../../functions/text/clean.ts'
import { shorten } from '../../../functions/text/fit.ts'
import type { ContactEvent, Work } from '../../../schemas/contact-event.ts'
import type { Changed } from './changed-since.ts'
import type { KeptEvent } from './contact-facts.ts'
import type { ContactState, DeliverySummary } from './contact-state.ts'

/** An event as a list shows it, and `--json` prints it. */
export interface ContactSummary {
  readonly id: string
  /** Of what route parked: when it was first tried there. */
  readonly receivedAt: string
  readonly routedAt?: string
  readonly platform?: string
  readonly kind?: string
  readonly conversationId?: string
  readonly state: ContactState
  readonly deliveries: readonly DeliverySummary[]
  /** What the event says; absent where it is not kept, has expired, or cannot be read. */
  readonly told?: Told
  /** The whole of it, where it is asked for. */
  readonly event?: KeptEvent
}

export interface Told {
  readonly platformLabel?: string
  readonly surface: ContactEvent['surface']
  readonly visibility: ContactEvent['visibility']
  readonly direction: ContactEvent['direction']
  readonly occurredAt: string
  /** Who wrote or did it, by name, else handle, address, number or id. */
  readonly who?: string
  readonly role?: string
  readonly subject?: string
  /** How it begins, in one line. */
  readonly words?: string
  /** Why there are no words. */
  readonly withheld?: string
  /** What became of the message since, of which these are the words. */
  readonly changed?: Changed
  readonly effect?: Work['effect']
}

const maxName = 80
const maxWords = 140

/** What a list tells of an event. */
export function tellEvent(event: ContactEvent, changed?: Changed): Told {
  const { message, work } = event
  const who = event.actor ?? event.author
  const called = who?.name ?? (who?.handle === undefined ? undefined : `@${who.handle}`)
  const name = called ?? who?.email ?? who?.phone ?? (who?.role === 'company' ? accountName(event) : who?.id)
  return compact({
    platformLabel: event.platformLabel,
    surface: event.surface,
    visibility: event.visibility,
    direction: event.direction,
    occurredAt: event.occurredAt,
    who: inOneLine(name, maxName),
    role: who?.role,
    subject: inOneLine(event.conversation.subject, maxWords),
    words: inOneLine(message?.text ?? event.reaction?.emoji ?? event.reaction?.type, maxWords),
    withheld: message?.withheld,
    changed,
    effect: work?.effect,
  })
}

/** The company by its number alone is called the company. */
function accountName({ account }: ContactEvent): string | undefined {
  return account.name ?? account.handle
}

function inOneLine(text: string | undefined, limit: number): string | undefined {
  const line = oneLine(text ?? '')
  return line === '' ? undefined : shorten(line, limit, { mark: '…' }).text
}
