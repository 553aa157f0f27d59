import type { Row } from '../core/ledger.ts'
import { type Attempt, type DeliverPorts, deliveryKey } from './attempt.ts'

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
  const present = await ledger.read('delivery', key)
  if (present?.status === 'delivered') return
  await ledger.merge('delivery', key, written)
}
