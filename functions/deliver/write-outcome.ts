import { compact } from '../core/compact.ts'
import { NotAccepted } from '../core/errors.ts'
import type { Row } from '../core/ledger.ts'
import { type Attempt, type DeliverPorts, deliveryKey } from './attempt.ts'
import { withAttempt } from './attempt-log.ts'

/** Limit of tries, where others change the row between a look at it and a write. */
const maxTries = 5

type Outcome = Partial<Omit<Row<'delivery'>, 'version'>> & Pick<Row<'delivery'>, 'status'>

/** Writes what an attempt came to and gives up its claim. An attempt that was uncertain stays so until one is delivered. */
export async function writeOutcome(
  { claimed, row, event, startedAt }: Attempt,
  outcome: Outcome,
  { ledger, config, now }: Pick<DeliverPorts, 'ledger' | 'config' | 'now'>,
): Promise<void> {
  const key = deliveryKey(config.name, event.id)
  const written = compact({ ...outcome, uncertain: outcome.uncertain ?? row?.uncertain })
  const { version: _, claimedUntil: __, claimedBy: ___, uncertain: ____, ...kept } = claimed
  const ms = now().getTime() - startedAt.getTime()
  const entry = compact({ at: startedAt.toISOString(), ms, outcome: outcome.status, reason: outcome.reason })
  const logged = (before: typeof kept) => withAttempt({ ...before, ...written }, entry)
  if (await ledger.replace('delivery', key, logged(kept), claimed)) return
  // The response to this very write was lost, or the claim ran out and somebody else has it now.
  for (let tries = 0; tries < maxTries; tries++) {
    const found = await ledger.read('delivery', key)
    if (isOver(found, outcome)) return
    if (await ledger.replace('delivery', key, logged(found ?? kept), found)) return
  }
  throw new NotAccepted('outcome_not_written', 'the delivery was changed by others again and again')
}

/** A late failure is not to bring back what somebody else has delivered or set aside since. */
function isOver(found: Row<'delivery'> | undefined, { status }: Outcome): boolean {
  return found?.status === 'delivered' || (found?.status === 'parked' && status === 'waiting')
}

/** Fields of the delivery's row that say of an attempt that it was made, whatever came of it. */
export function attemptFields({ before, progress, startedAt, admission }: Attempt) {
  return compact({
    attempts: (before?.attempts ?? 0) + 1,
    firstAttemptAt: before?.firstAttemptAt ?? startedAt.toISOString(),
    lastAttemptAt: startedAt.toISOString(),
    stoppedMsAtFirst: before?.stoppedMsAtFirst ?? admission.stoppedMs,
    progress,
  }) satisfies Partial<Row<'delivery'>>
}
