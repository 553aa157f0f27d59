import type { ContactEvent } from '../../schemas/contact-event.ts'
import { acceptanceGroup, conversationKey } from '../core/ids.ts'
import type { Verdict } from '../core/process-batch.ts'
import { isAlreadyRouted } from './already-routed.ts'
import { awaitMessages } from './await-messages.ts'
import { isItsTurn } from './await-turn.ts'
import { type DecidePorts, decideEvent } from './decide-event.ts'
import { lookAround } from './look-around.ts'
import { seenRows } from './seen-rows.ts'
import { type SendPorts, sendOn } from './send-on.ts'
import { pauseSeconds, type Receipt } from './waiting-time.ts'
import { noteDecided, writeDown } from './write-down.ts'

export interface RoutePorts extends DecidePorts, SendPorts {
  readonly deployment: DecidePorts['deployment'] & SendPorts['deployment']
}

/** Limit of tries in a row in which somebody else was quicker: it is better tried later. */
const maxTries = 5

/**
 * Puts one event into its conversation, decides what it means for work, and queues it for every chosen
 * destination. It is marked as processed last; everything before that is safe to repeat.
 *
 * What it decides on may change at the same moment, by another order group: rows that both change are replaced only as
 * they were read, and what was decided goes out before anything else is decided on the same ticket.
 *
 * @param generation n for the n-th replay, which is routed anew: the rules may have been corrected since
 * @param receipt without it the event does not wait for what it names: nobody would bring it again
 * @returns when it is to come again, where it has to wait for others
 * @throws NotAccepted where a queue did not take it
 */
export async function routeEvent(
  given: ContactEvent,
  generation: number,
  ports: RoutePorts,
  receipt?: Receipt,
): Promise<Verdict> {
  // Of a replay they were made by functions that may be others by now.
  const { extensions: _, ...accepted } = given
  for (let tries = 0; tries < maxTries; tries++) {
    const verdict = await tryToRoute(accepted, { generation, receipt }, ports)
    if (verdict !== 'outdated') return verdict
  }
  return { retryAfterSeconds: 1 }
}

async function tryToRoute(
  accepted: ContactEvent,
  { generation, receipt }: { readonly generation: number; readonly receipt: Receipt | undefined },
  ports: RoutePorts,
): Promise<Verdict | 'outdated'> {
  const { ledger, telemetry, now } = ports
  const startedAt = now()
  const told = (event: ContactEvent) => ({
    event: event.id,
    conversation: conversationKey(event),
    ms: now().getTime() - startedAt.getTime(),
  })
  const first = await lookAround(accepted, seenRows(ledger))
  if (isAlreadyRouted(first.processed, generation)) {
    telemetry.step('known', told(accepted))
    return 'done'
  }
  const arrival = await awaitMessages(first.event, first.known, receipt, ports)
  if ('again' in arrival) {
    telemetry.step('awaits', told(accepted))
    return { retryAfterSeconds: arrival.again }
  }
  const around = arrival.isConfirmed ? await lookAround(accepted, seenRows(ledger)) : first

  const decided = await decideEvent(accepted, generation, around, ports)
  const { routed, work } = decided
  const asked = { eventId: routed.id, group: acceptanceGroup(accepted) }
  const isTurn = !receipt || (await isItsTurn(routed.work, work.before, asked, ports))
  if (!isTurn) {
    telemetry.step('awaits', told(routed))
    return { retryAfterSeconds: pauseSeconds(receipt, now) }
  }

  await noteDecided(decided, around.seen)
  const [event] = (await writeDown([decided], around.seen, ports)) ?? []
  if (!event) return 'outdated'
  await sendOn([{ ...decided, event }], { generation, startedAt }, ports)
  return 'done'
}
