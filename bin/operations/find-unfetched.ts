import type { Deployment } from '../../schemas/deployment.ts'
import { findFullQueues } from './find-undrained.ts'
import type { OperationsPorts, QueueLevel } from './ports.ts'

/**
 * The queue of requests for files, where something is in it and the deployment that is to come has nobody any more who
 * fetches files, or waits for their scans: it would go, and files stay `pending` for good.
 */
export async function findUnfetched(
  { platforms, attachments }: Pick<Deployment, 'platforms' | 'attachments'>,
  { fetchLevels }: Pick<OperationsPorts, 'fetchLevels'>,
): Promise<QueueLevel[]> {
  const isKept = attachments.scan || Object.values(platforms).some((each) => each.attachments?.fetch)
  return isKept || !fetchLevels ? [] : findFullQueues({ levels: fetchLevels })
}

/** What keeps fetching from being taken back, and what to do about it, a line each. */
export function describeUnfetched(found: readonly QueueLevel[], file: string): string[] {
  return found.map(
    ({ waiting, inFlight, deadLetterQueue }) =>
      `${file}: ${waiting + inFlight} requests for files wait, and ${deadLetterQueue} are in their dead-letter queue; the queues would go, and the files stay pending: leave \`attachments.fetch\` on for one platform until they are empty (docs/life-of-a-deployment.md#remove-a-platform-or-destination)`,
  )
}
