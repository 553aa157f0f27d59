import { platformAdapters } from '../../functions/platforms/index.ts'
import { platformSenders } from '../local/senders/index.ts'
import type { Reader } from './read-again.ts'

/** The adapter of a platform with its local keys; `undefined` where there is none of that name. */
export async function findReader(name: string): Promise<Reader | undefined> {
  const [platform, sender] = await Promise.all([
    Object.hasOwn(platformAdapters, name) ? platformAdapters[name]?.() : undefined,
    Object.hasOwn(platformSenders, name) ? platformSenders[name]?.() : undefined,
  ])
  return platform && sender && { platform, sender }
}
