import { isTicket } from '../../functions/ingest/incoming.ts'
import type { OperationsPorts } from './ports.ts'

/**
 * How many mails, and pointers to mails, wait in the bucket, by platform.
 *
 * @param collected platforms whose mails are not counted, because they will be taken out of it
 */
export async function findUncollected(
  collected: readonly string[],
  { retained }: Pick<OperationsPorts, 'retained'>,
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>()
  for (const key of await retained.objects('incoming/')) {
    const [, platform = ''] = key.split('/')
    if (isTicket(key) || collected.includes(platform)) continue
    found.set(platform, (found.get(platform) ?? 0) + 1)
  }
  return found
}

/** How many there are, whatever platform they are of. */
export async function countUncollected(ports: Pick<OperationsPorts, 'retained'>): Promise<number> {
  return [...(await findUncollected([], ports)).values()].reduce((sum, each) => sum + each, 0)
}

/** What keeps a platform from being removed, a line each. */
export function describeUncollected(found: ReadonlyMap<string, number>, file: string): string[] {
  return [...found].map(
    ([platform, count]) =>
      `${file}: ${count} mails of "${platform}" wait in the bucket, and nobody would take them out of it: leave it enabled until they are gone (docs/operations.md#oldest-message)`,
  )
}
