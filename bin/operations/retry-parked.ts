import { MalformedPayload } from '../../functions/core/errors.ts'
import { unpackEvent } from '../../functions/core/message-body.ts'
import type { ParkedRow } from './find-parked.ts'
import { nextMessage } from './next-message.ts'
import type { OperationsPorts } from './ports.ts'
import { removeParked } from './remove-parked.ts'
import { type Prepared, type SendOutcome, sendAgain } from './send-again.ts'

export interface Retried {
  readonly row: ParkedRow
  readonly outcome: SendOutcome
}

/**
 * Sends parked events again: to the destination that did not take them, or to route, which applies today's rules.
 * Each in its conversation's order, and no longer parked once the queue has it. Doing it twice sends it once.
 *
 * @param tell how many have been sent so far
 */
export async function retryParked(
  rows: readonly ParkedRow[],
  ports: OperationsPorts,
  tell: (count: number) => void = () => {},
): Promise<Retried[]> {
  const placeOf = (row: ParkedRow) => row.destination
  let sent = 0
  const told = async (row: ParkedRow) => {
    const prepared = await prepare(row, ports)
    return (
      prepared && {
        ...prepared,
        async mark() {
          await prepared.mark?.()
          tell(++sent)
        },
      }
    )
  }
  const outcomes = await sendAgain(rows, { placeOf, prepare: told }, ports)
  return [...outcomes].map(([row, outcome]) => ({ row, outcome }))
}

async function prepare(row: ParkedRow, ports: OperationsPorts): Promise<Prepared | undefined> {
  const bytes = await ports.store.get(row.body)
  if (!bytes) return undefined
  const text = Buffer.from(bytes).toString('utf8')
  const event = await unpackEvent(text, ports.store).catch((error: unknown) => {
    if (error instanceof MalformedPayload) return undefined
    throw error
  })
  const { message } = await nextMessage(row, event ?? { unread: text }, ports)
  return {
    message,
    // Events of one webhook were received at the same time, and first tried one after the other.
    order: `${event?.receivedAt ?? row.firstAt} ${row.firstAt} ${row.eventId}`,
    async mark() {
      await removeParked(row, ports)
    },
  }
}
