import * as z from 'zod'
import type { Clock } from '../../functions/core/ports.ts'
import type { QueueAges } from './queue-levels.ts'

const sent = z.object({ sentTimestamp: z.number() })
const inspected = z.object({
  messages: z.object({
    ready: z.array(sent),
    delayed: z.array(sent),
    inflight: z.array(z.object({ message: sent })),
  }),
})

/** How old the messages of the local run are: unlike SQS, its emulator shows them to whoever asks. */
export function agesInEmulator(emulator: string, now: Clock): QueueAges {
  return async (queues) => {
    const ages = await Promise.all(
      queues.map(async (queue) => {
        const oldest = await oldestAt(emulator, queue)
        return oldest === undefined ? [] : [[queue, (now().getTime() - oldest) / 1000] as const]
      }),
    )
    return new Map(ages.flat())
  }
}

/** When the oldest message was sent, in milliseconds; `undefined` where there is none or another emulator is used. */
async function oldestAt(emulator: string, queue: string): Promise<number | undefined> {
  const answer = await fetch(new URL(`/_fauxqs/queues/${queue}`, emulator)).catch(() => undefined)
  const read = inspected.safeParse(answer?.ok ? await answer.json().catch(() => undefined) : undefined)
  if (!read.success) return undefined
  const { ready, delayed, inflight } = read.data.messages
  const times = [...ready, ...delayed, ...inflight.map(({ message }) => message)].map(
    ({ sentTimestamp }) => sentTimestamp,
  )
  return times.length > 0 ? times.reduce((one, other) => Math.min(one, other)) : undefined
}
