import { NotAccepted } from '../../functions/core/errors.ts'
import { mapLimited } from '../../functions/core/map-limited.ts'
import type { EventQueue, OutgoingMessage } from '../../functions/core/ports.ts'
import { sendInOrder } from '../../functions/core/send-in-order.ts'
import { byText } from './by-text.ts'
import { type OperationsPorts, queueName } from './ports.ts'

export type SendOutcome =
  /** On a dry run. */
  | 'would_send'
  /** The queue has it. */
  | 'sent'
  /** The queue did not take it, or one before it in its conversation: it stays where it is, try again. */
  | 'not_taken'
  /** The queue will never take it: it stays where it is. */
  | 'refused'
  /** Its body has expired, so there is nothing to send. */
  | 'body_missing'
  /** The deployment has no such destination any more. */
  | 'no_queue'

/** One thing that is kept, ready to be sent. */
export interface Prepared {
  readonly message: OutgoingMessage
  /** What the messages of a queue are sorted by; in the order given where it is left out. */
  readonly order?: string
  /** Runs once the queue has the message, before the next of its group is sent. */
  readonly mark?: () => Promise<void>
}

/** How things of one kind that are kept are sent again. */
export interface Resending<Item> {
  /** A destination's name, or `route`. */
  readonly placeOf: (item: Item) => string
  /** `undefined`, or NotAccepted, where the body has expired. */
  readonly prepare: (item: Item) => Promise<Prepared | undefined>
  readonly dryRun?: boolean
}

const maxReads = 16

/** Sends what is kept to the queues again, in order within the groups, and says what came of each. */
export async function sendAgain<Item>(
  items: readonly Item[],
  resending: Resending<Item>,
  { queues }: Pick<OperationsPorts, 'queues'>,
): Promise<Map<Item, SendOutcome>> {
  const byQueue = Map.groupBy(items, (item) => queueName(resending.placeOf(item)))
  const outcomes = await Promise.all(
    [...byQueue].map(([name, group]) => sendTo(queues.get(name), group, resending)),
  )
  return new Map(outcomes.flat())
}

async function sendTo<Item>(
  queue: EventQueue | undefined,
  items: readonly Item[],
  { prepare, dryRun = false }: Resending<Item>,
): Promise<[Item, SendOutcome][]> {
  if (!queue || dryRun) return items.map((item) => [item, queue ? 'would_send' : 'no_queue'])
  const read = await mapLimited(items, maxReads, async (item) => {
    const prepared = await prepare(item).catch((error: unknown) => {
      if (error instanceof NotAccepted) return undefined
      throw error
    })
    return { item, prepared }
  })
  const ready = read.flatMap(({ prepared }) => prepared ?? []).toSorted(byText(({ order = '' }) => order))
  const { taken, refused } = await send(queue, ready)
  return read.map(({ item, prepared }) => {
    if (!prepared) return [item, 'body_missing']
    const { id } = prepared.message
    return [item, taken.has(id) ? 'sent' : refused.has(id) ? 'refused' : 'not_taken']
  })
}

/** The ids of the messages that the queue has, and of those that it will never take. */
async function send(queue: EventQueue, prepared: readonly Prepared[]) {
  const byId = new Map(prepared.map((each) => [each.message.id, each]))
  const taken = new Set<string>()
  const { refused } = await sendInOrder(
    queue,
    [...byId.values()].map(({ message }) => message),
    {
      // A slow destination sends each message back once, and with it all that come in one with it or stand right behind:
      // of a thousand in ten, the last would have used up the receipts that a message has.
      oneByOne: true,
      async taken(messages) {
        for (const { id } of messages) taken.add(id)
        await Promise.all(messages.map(({ id }) => byId.get(id)?.mark?.()))
      },
    },
  )
  return { taken, refused: new Set(refused.map(({ id }) => id)) }
}
