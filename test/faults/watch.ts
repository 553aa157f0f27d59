import * as z from 'zod'
import { toReceivedMessages } from '../../functions/aws/queue-messages.ts'
import type { Disturb } from '../support/call-proxy.ts'
import type { FlowStandOptions } from '../support/flow-stand.ts'
import type { Around } from '../support/queue-pollers.ts'
import type { Happened } from './happened.ts'
import type { Havoc } from './havoc.ts'

const deletion = z.looseObject({
  kind: z.literal('message.deleted'),
  message: z.looseObject({ id: z.string() }),
})

/** Lets the havoc through, and notes what the judge has to know of it. */
export function watch(havoc: () => Havoc) {
  const doubts: number[] = []
  const deletedAt = new Map<string, number>()
  const doubt = () => void doubts.push(Date.now())

  const disturb: Disturb = (call) => {
    const disturbance = havoc().disturb?.(call)
    const unsettles =
      disturbance?.does === 'kill' || (disturbance?.does === 'refuse' && call.service === 'dynamodb')
    if (unsettles && call.caller === 'deliver-crm') doubt()
    return disturbance
  }

  const around: Around = (batch, invoke) => {
    async function watched(): Promise<unknown> {
      try {
        return await invoke()
      } catch (error) {
        if (batch.consumer === 'deliver-crm') doubt()
        throw error
      }
    }
    const { around } = havoc()
    return around ? around(batch, watched) : watched()
  }

  const handled: NonNullable<FlowStandOptions['handled']> = ({ consumer, event }, again) => {
    if (consumer !== 'route') return
    for (const { body, recordId } of event.Records.flatMap(toReceivedMessages)) {
      if (again.has(recordId) || !body.includes('"message.deleted"')) continue
      const { data } = deletion.safeParse(JSON.parse(body))
      const key = data && `${data.kind} ${data.message.id}`
      if (key !== undefined && !deletedAt.has(key)) deletedAt.set(key, Date.now())
    }
  }

  return {
    disturb,
    around,
    handled,
    /** Something happened to the function that delivers. */
    doubt,
    seen: (): Pick<Happened, 'doubts' | 'deletedAt'> => ({
      doubts: [...doubts],
      deletedAt: new Map(deletedAt),
    }),
    forget(): void {
      doubts.length = 0
      deletedAt.clear()
    },
  }
}
