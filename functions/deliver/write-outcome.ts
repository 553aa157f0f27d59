import { NotAccepted } from '../core/errors.ts'
import type { Row } from '../core/ledger.ts'
import { type Attempt, type DeliverPorts, deliveryKey } from './attempt.ts'

/** So often others change the row between a look at it and a write. */
const maxTries = 5

type Outcome = Partial<Omit<Row<'delivery'>, 'version'>> & Pick<Row<'delivery'>, 'status'>

/** Writes what an attempt came to and gives up its claim. An attempt that was uncertain stays so until one is delivered. */
export async function writeOutcome(
  { claimed, row, event }: Attempt,
  outcome: Outcome,
  { ledger, config }: Pick<DeliverPorts, 'ledger' | 'config'>,
): Promise<void> {
  const key = deliveryKey(config.name, event.id)
  const uncertain = outcome.uncertain ?? row?.uncertain
  const written = { ...outcome, ...(uncertain !== undefined && { uncertain }) }
  const { version: _, claimedUntil: __, claimedBy: ___, uncertain: ____, ...kept } = claimed
  if (await ledger.replace('delivery', key, { ...kept, ...written }, claimed)) return
  // The answer to this very write was lost, or the claim ran out and somebody else has it now.
  for (let tries = 0; tries < maxTries; tries++) {
    const present = await ledger.read('delivery', key)
    if (isOver(present, outcome)) return
    if (await ledger.replace('delivery', key, { ...(present ?? kept), ...written }, present)) return
  }
  throw new NotAccepted('outcome_not_written', 'the delivery was changed by others again and again')
}

/** A late failure is not to bring back what somebody else has delivered or set aside since. */
function isOver(present: Row<'delivery'> | undefined, { status }: Outcome): boolean {
  return present?.status === 'delivered' || (present?.status === 'parked' && status === 'waiting')
}
