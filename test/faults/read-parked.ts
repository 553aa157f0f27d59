import type { OperationsPorts } from '../../bin/operations/ports.ts'
import { readContactEvent } from '../../schemas/read-contact-event.ts'
import { keyOf } from '../support/counting-receiver.ts'
import type { Happened } from './happened.ts'

/** All that route and deliver have parked, by where: a row that an operator finds, and the body it names. */
export async function readParked(
  ports: Pick<OperationsPorts, 'retained' | 'store' | 'queues'>,
): Promise<Pick<Happened, 'parked' | 'bodiless'>> {
  const parked = new Map<string, Set<string>>()
  let bodiless = 0
  for (const destination of ['route', ...ports.queues.keys()].filter((name) => name !== 'contacts')) {
    const keys = new Set<string>()
    parked.set(destination, keys)
    for (const { body } of await ports.retained.parked(destination)) {
      const bytes = await ports.store.get(body)
      if (bytes === undefined) bodiless += 1
      else keys.add(keyOf(asArrived(bytes)))
    }
  }
  return { parked, bodiless }
}

function asArrived(bytes: Uint8Array): Parameters<typeof keyOf>[0] {
  const { work, ...event } = readContactEvent(JSON.parse(Buffer.from(bytes).toString()))
  return { ...event, work: work ?? { effect: 'none', key: '', reopen: false, reason: '' } }
}
