import type { ContactEvent } from '../../schemas/contact-event.ts'
import type { Ledger } from '../core/ledger.ts'
import type { Clock } from '../core/ports.ts'
import { announce } from './announce.ts'
import type { Known } from './look-up.ts'
import { type Named, namedElsewhere } from './named-elsewhere.ts'
import { maxWaitMs, mayStillCome, pauseSeconds, type Receipt } from './waiting-time.ts'

interface Ports {
  readonly ledger: Ledger
  readonly now: Clock
}

/** `again` at the earliest after so many seconds; `isConfirmed`: what was read before that may be older than the messages. */
type Arrival = { again: number } | { isConfirmed: boolean }

/**
 * Whether the queues have what the event answers, edits, deletes or reacts to. Until then it comes back, for a bounded
 * time; a message that waits says so in its row, so that those that wait for it do not give up at the same moment.
 *
 * @param receipt without it the event would not come back, and does not wait
 */
export async function awaitMessages(
  event: ContactEvent,
  known: Known,
  receipt: Receipt | undefined,
  ports: Ports,
): Promise<Arrival> {
  if (!receipt || isDecided(event, known)) return { isConfirmed: false }
  const named = namedElsewhere(event, known)
  const looked = sinceFirstLook(event, known, receipt, ports.now)
  const arrivals = await Promise.all(named.map((each) => stateOf(each, event.id, looked, ports)))
  if (arrivals.includes('coming')) {
    await sayThatItWaits(event, known, ports)
    return { again: pauseSeconds(looked, ports.now) }
  }
  const missing = named.filter((_, index) => arrivals[index] === 'missing')
  await Promise.all(missing.map(({ id }) => giveUp(id, ports)))
  return { isConfirmed: arrivals.includes('queued just now') }
}

/**
 * Whether an earlier attempt has put it into its conversation. What it answers may have come since, and waits until its
 * ticket is done with: each would wait for the other.
 */
function isDecided(event: ContactEvent, { self }: Known): boolean {
  return announces(event) && self?.broughtBy === event.id && self.conversationId !== undefined
}

/**
 * The wait begins when the event is looked at first, as its row says: a queue may hand it out minutes before to a function
 * that is throttled, or behind one that fails, and what it waits for is then as late.
 */
function sinceFirstLook(event: ContactEvent, { self }: Known, receipt: Receipt, now: Clock): Receipt {
  if (!announces(event)) return receipt
  if (self?.broughtBy !== undefined && self.broughtBy !== event.id) return receipt
  const firstLookAt = self?.waitsSince === undefined ? now() : new Date(self.waitsSince)
  return firstLookAt > receipt.firstReceivedAt ? { ...receipt, firstReceivedAt: firstLookAt } : receipt
}

async function sayThatItWaits(event: ContactEvent, { self }: Known, ports: Ports): Promise<void> {
  const { message, id } = event
  if (!message || !announces(event) || self?.waitsSince !== undefined) return
  if (self?.broughtBy !== undefined && self.broughtBy !== id) return
  await announce({ ...message, waitsSince: ports.now().toISOString() }, id, ports)
}

/** Only of a message that it brings is there a row to say so in. */
function announces({ kind, message }: ContactEvent): boolean {
  return kind === 'message.created' && message !== undefined
}

type State = 'there' | 'queued just now' | 'coming' | 'missing' | 'known to be missing'

async function stateOf({ row }: Named, eventId: string, receipt: Receipt, ports: Ports): Promise<State> {
  const bringer = row?.broughtBy === eventId ? undefined : row
  if (isRecent(bringer?.broughtAt, ports.now)) {
    // Its own event writes `processed` last, when every queue has it.
    const isQueued =
      row?.conversationId !== undefined && (await isProcessed(bringer?.broughtBy, ports.ledger))
    return isQueued ? 'queued just now' : 'coming'
  }
  if (row?.conversationId !== undefined) return 'there'
  if (row?.missingSince !== undefined) return 'known to be missing'
  return mayStillCome(receipt, ports.now) ? 'coming' : 'missing'
}

/** What is older is done, or stuck for good. */
export function isRecent(at: string | undefined, now: Clock): boolean {
  return at !== undefined && now().getTime() - Date.parse(at) < maxWaitMs
}

export async function isProcessed(eventId: string | undefined, ledger: Ledger): Promise<boolean> {
  return eventId !== undefined && (await ledger.read('processed', eventId)) !== undefined
}

/** Ten thousand answers to one post from before are not each to wait for it. */
async function giveUp(messageId: string, { ledger, now }: Ports): Promise<void> {
  await ledger.merge('message', messageId, { missingSince: now().toISOString() })
}
