import type { OperationsPorts, QueueLevel } from './ports.ts'

/** What a destination has that would be lost with it. */
export interface Undrained {
  readonly destination: string
  /** Events are routed to it still. */
  readonly isRouted: boolean
  /** Messages in its queue, or under way from it; SQS's estimate. */
  readonly waiting: number
  /** Messages in its dead-letter queue. */
  readonly deadLetterQueue: number
  /** Parked events, which could not be retried any more. */
  readonly parked: number
}

/**
 * Of deployed destinations that are to go: those that something waits for, or may the next minute.
 *
 * @param going their names
 * @param draining what the stack says of itself
 */
export async function findUndrained(
  going: readonly string[],
  draining: readonly string[],
  { levels, retained }: Pick<OperationsPorts, 'levels' | 'retained'>,
): Promise<Undrained[]> {
  if (going.length === 0) return []
  const byName = new Map((await levels()).map((level) => [level.name, level]))
  const found = await Promise.all(
    going.map(async (destination) => ({
      destination,
      isRouted: !draining.includes(destination),
      ...held(byName.get(destination)),
      parked: await retained.countParked(destination),
    })),
  )
  return found.filter(
    ({ isRouted, waiting, deadLetterQueue, parked }) => isRouted || waiting + deadLetterQueue + parked > 0,
  )
}

/** Of a whole stack that is to go: the queues that something is in. Parked events stay in the table and the bucket. */
export async function findFullQueues({
  levels,
  fetchLevels = async () => [],
}: Pick<OperationsPorts, 'levels' | 'fetchLevels'>): Promise<QueueLevel[]> {
  const all = await Promise.all([levels(), fetchLevels()])
  return all.flat().filter((level) => held(level).waiting + level.deadLetterQueue > 0)
}

function held(
  { waiting, inFlight, deadLetterQueue }: Pick<QueueLevel, 'waiting' | 'inFlight' | 'deadLetterQueue'> = {
    waiting: 0,
    inFlight: 0,
    deadLetterQueue: 0,
  },
) {
  return { waiting: waiting + inFlight, deadLetterQueue }
}
