import { platformAdapters } from '../../../functions/platforms/index.ts'
import type { PlatformSender } from './contract.ts'

/**
 * A sender for each platform of the registry, by convention: `facebook.ts` exports `facebook`, `my-forum.ts` exports
 * `myForum`. So a platform is listed once.
 */
export const platformSenders: Record<string, () => Promise<PlatformSender>> = Object.fromEntries(
  Object.keys(platformAdapters).map((platform) => [platform, () => loadSender(platform)]),
)

/** @throws where the platform has none */
async function loadSender(platform: string): Promise<PlatformSender> {
  const senders: Readonly<Record<string, PlatformSender | undefined>> = await import(
    /* @vite-ignore */ `./${platform}.ts`
  )
  const name = platform.replace(afterDash, (_, letter: string) => letter.toUpperCase())
  const sender = senders[name]
  if (!sender) throw new Error(`bin/local/senders/${platform}.ts exports no "${name}": let it do so`)
  return sender
}

const afterDash = /-(.)/g
