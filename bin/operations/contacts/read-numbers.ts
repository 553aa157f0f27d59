import { countUncollected } from '../find-uncollected.ts'
import type { OperationsPorts } from '../ports.ts'
import { countContacts, type Numbers } from './contact-numbers.ts'
import type { ContactPorts } from './contact-ports.ts'
import { listContacts } from './list-contacts.ts'

export interface WindowNumbers extends Numbers {
  /** Since when they count. */
  readonly from: string
  /**
   * Mails that wait in the bucket, and messages that route has not come to an end with: of up to a hundred events each, and
   * so in no number.
   */
  readonly waiting: number
  /** There were more: they count since `from`, which is later than was asked. */
  readonly isPart: boolean
}

/** What was accepted in a window and what became of it; the newest only where there is too much. */
export async function readNumbers(
  { from, to }: { readonly from: Date; readonly to: Date },
  ports: ContactPorts & Pick<OperationsPorts, 'levels' | 'retained'>,
  { maxCounted = 10_000 }: { readonly maxCounted?: number } = {},
): Promise<WindowNumbers> {
  const [{ items, searchedTo }, levels, uncollected] = await Promise.all([
    listContacts({ from, to }, ports, { limit: maxCounted, maxLooked: maxCounted, words: false }),
    ports.levels(),
    countUncollected(ports),
  ])
  const contacts = levels.find(({ name }) => name === 'contacts')
  return {
    ...countContacts(items),
    waiting: uncollected + (contacts?.waiting ?? 0) + (contacts?.inFlight ?? 0),
    from: searchedTo ?? from.toISOString(),
    isPart: searchedTo !== undefined,
  }
}
