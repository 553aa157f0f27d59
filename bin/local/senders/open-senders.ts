import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Adapters } from '../../deployment-checks/open-adapters.ts'
import { ownLoaders } from '../../deployment-checks/own-loaders.ts'
import { type PlatformSender, senderOf } from './contract.ts'
import { platformSenders } from './index.ts'

export interface Senders {
  /** The platforms' sides of their webhooks, by platform. */
  readonly senders: Readonly<Record<string, () => Promise<PlatformSender>>>
  /** The folder of a platform's samples, which need not be there. */
  readonly samplesOf: (platform: string) => URL
}

const builtInSamples = new URL('../../samples/', import.meta.url)

/** The senders of the built-in platforms, and of one's own; samples of these lie beside the deployment. */
export function openSenders({ files, folder }: Pick<Adapters, 'files' | 'folder'>): Senders {
  return {
    senders: { ...platformSenders, ...ownLoaders(files.platforms, 'sender', senderOf) },
    samplesOf: (platform) =>
      Object.hasOwn(files.platforms, platform)
        ? pathToFileURL(join(folder, 'samples', platform, '/'))
        : new URL(`${platform}/`, builtInSamples),
  }
}
