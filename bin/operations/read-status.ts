import type { Row } from '../../functions/core/ledger.ts'
import { parkingPlaces } from './find-parked.ts'
import { type FindSilences, type Silence, silenceFinder } from './find-silences.ts'
import { findUncollected } from './find-uncollected.ts'
import type { OperationsPorts, QueueLevel } from './ports.ts'

export interface Status {
  readonly queues: readonly QueueLevel[]
  /** By destination; those that have never been stopped are absent. */
  readonly breakers: Readonly<Record<string, Row<'breaker'>>>
  /** By destination, and `route`; destinations that are not deployed any more, too. */
  readonly parked: Readonly<Record<string, number>>
  /** Mails in the bucket that are not taken yet, by platform; those without any are absent. */
  readonly incoming: Readonly<Record<string, number>>
  /** By platform; those with nothing in quarantine are absent. */
  readonly quarantine: Readonly<Record<string, number>>
  /** Platforms with `silenceAfter` from which nothing came for so long, within the hours in which it always does. */
  readonly silences: readonly Silence[]
}

/** What waits, what is stopped, who is silent, and what waits for a person. */
export async function readStatus(
  ports: OperationsPorts,
  findSilences: FindSilences = silenceFinder(ports),
): Promise<Status> {
  const { ledger, levels, retained } = ports
  const places = await parkingPlaces(ports)
  const [queues, breakers, parked, incoming, objects] = await Promise.all([
    levels(),
    Promise.all(places.map(async (name) => [name, await ledger.read('breaker', name)] as const)),
    Promise.all(places.map(async (name) => [name, await retained.countParked(name)] as const)),
    findUncollected([], ports),
    retained.objects('quarantine/'),
  ])
  const quarantine: Record<string, number> = {}
  for (const key of objects) {
    const platform = key.split('/')[1]
    if (platform !== undefined && key.endsWith('.json'))
      quarantine[platform] = (quarantine[platform] ?? 0) + 1
  }
  return {
    queues,
    breakers: Object.fromEntries(breakers.flatMap(([name, row]) => (row ? [[name, row]] : []))),
    parked: Object.fromEntries(parked),
    incoming: Object.fromEntries(incoming),
    quarantine,
    silences: await findSilences(queues),
  }
}
