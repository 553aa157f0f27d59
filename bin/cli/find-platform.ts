import type { Platform } from '../../functions/contracts/platform.ts'
import { platformAdapters } from '../../functions/platforms/index.ts'
import type { PlatformSender } from '../local/senders/contract.ts'
import { platformSenders } from '../local/senders/index.ts'
import { WrongUse } from './errors.ts'

/** @throws WrongUse that names the platforms there are */
export function findSender(name: string): Promise<PlatformSender> {
  return find(platformSenders, name)
}

/** @throws WrongUse that names the platforms there are */
export function findAdapter(name: string): Promise<Platform> {
  return find(platformAdapters, name)
}

function find<Entry>(registry: Record<string, () => Promise<Entry>>, name: string): Promise<Entry> {
  const load = Object.hasOwn(registry, name) ? registry[name] : undefined
  if (!load)
    throw new WrongUse(`no platform "${name}": take one of ${Object.keys(registry).toSorted().join(', ')}`)
  return load()
}
