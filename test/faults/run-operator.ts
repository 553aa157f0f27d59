import { setTimeout as sleep } from 'node:timers/promises'
import { erasePerson } from '../../bin/operations/erase-person.ts'
import { findParked } from '../../bin/operations/find-parked.ts'
import { findPlatform } from '../../bin/operations/find-platform.ts'
import type { OperationsPorts } from '../../bin/operations/ports.ts'
import { replayEvents } from '../../bin/operations/replay-events.ts'
import { retryParked } from '../../bin/operations/retry-parked.ts'
import type { Dice } from './dice.ts'
import type { Happened } from './happened.ts'
import type { Operator } from './havoc.ts'
import { customerOf } from './places.ts'
import type { Update } from './update.ts'

/** What the operator did, for the judge. */
export interface OperatorLog extends Pick<Happened, 'erasedAt' | 'replays'> {
  readonly erasedAt: Map<string, number>
  readonly replays: number[]
}

const erasedAtOnce = 3
/** Milliseconds. The runs of the stand's functions are over by then; in an account they may take a minute. */
const settleMs = 3_000

/**
 * The commands of `netzdialog erase`, `parked retry` and `replay`.
 *
 * @param underWay updates that have had their 200
 */
export function runOperator(
  ports: OperationsPorts,
  underWay: () => readonly Update[],
  { erasedAt, replays }: OperatorLog,
  dice: Dice,
): Operator {
  const startedAt = ports.now()
  // Nothing was received before the run: the four weeks before it are eleven thousand queries of nothing.
  const earliestHour = new Date(startedAt.getTime() - 3_600_000).toISOString().slice(0, 13)
  const archived: typeof ports.retained.archived = async (hour) =>
    hour < earliestHour ? [] : ports.retained.archived(hour)
  const erasurePorts = {
    ...ports,
    retained: { ...ports.retained, archived },
    findPlatform,
    settle: () => sleep(settleMs),
  }
  return {
    async erase() {
      for (let count = 0; count < erasedAtOnce; count += 1) {
        // Of late ones something is still on its way.
        const known = underWay().slice(-200)
        const update = known[dice.between(0, known.length - 1)]
        if (!update || erasedAt.has(update.conversation)) continue
        const { place, conversation } = update
        // What is in an erasure's way is not lost from when it begins.
        erasedAt.set(conversation, Number.POSITIVE_INFINITY)
        await erasePerson(customerOf(place, conversation), erasurePorts, { dryRun: false })
        erasedAt.set(conversation, Date.now())
      }
    },
    async retry() {
      await retryParked(await findParked({}, ports), ports)
    },
    async replay() {
      replays.push(Date.now())
      await replayEvents({ from: startedAt, to: ports.now() }, ports, { dryRun: false })
      replays.push(Date.now())
    },
  }
}
