import type { Platform } from '../../functions/contracts/platform.ts'
import { type Adapters, openAdapters } from '../deployment-checks/open-adapters.ts'
import { readDeployment } from '../deployment-checks/read-deployment.ts'
import type { PlatformSender } from '../local/senders/contract.ts'
import { openSenders, type Senders } from '../local/senders/open-senders.ts'
import { WrongUse } from './errors.ts'

/** The adapters that the deployment names; the built-in ones alone where it cannot be read. */
export async function namedAdapters(): Promise<Adapters & Senders> {
  const written = await readDeployment(process.env).catch(() => undefined)
  const adapters = openAdapters(written?.input, written?.folder ?? process.cwd())
  return { ...adapters, ...openSenders(adapters) }
}

/** @throws WrongUse that names the platforms there are */
export function findSender(name: string, { senders }: Senders): Promise<PlatformSender> {
  return find(senders, name)
}

/** @throws WrongUse that names the platforms there are */
export function findAdapter(name: string, { platforms }: Adapters): Promise<Platform> {
  return find(platforms, name)
}

async function find<Entry>(registry: Record<string, () => Promise<Entry>>, name: string): Promise<Entry> {
  const load = Object.hasOwn(registry, name) ? registry[name] : undefined
  if (!load)
    throw new WrongUse(`no platform "${name}": take one of ${Object.keys(registry).toSorted().join(', ')}`)
  return load()
}
