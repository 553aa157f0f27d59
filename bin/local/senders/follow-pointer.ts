import type { Fetch } from '../../../functions/contracts/destination.ts'
import type { PlatformAdapter } from '../../../functions/contracts/platform.ts'
import { Proven } from '../../../functions/contracts/proven.ts'
import { maxCollectedBytes } from '../../../functions/ingest/incoming.ts'
import type { HeldByPlatform, PlatformSender } from './contract.ts'

/**
 * What a sender's pointer leads to, as it is read from the bucket: what its platform would hold, and nobody is asked for it.
 *
 * @param settings with the sender's `localSecrets`
 * @returns what was proven itself where it points to nothing
 */
export async function followPointer<Settings>(
  { stored }: Pick<PlatformAdapter<Settings>, 'stored'>,
  { holds }: Pick<PlatformSender, 'holds'>,
  { proven, payload, settings }: { proven: Proven; payload: Uint8Array; settings: Settings },
): Promise<Proven> {
  const held = holds?.(payload) ?? []
  if (held.length === 0 || !stored?.isPointer(proven)) return proven
  const signal = new AbortController().signal
  const read = await stored.fetch(proven, {
    settings,
    fetch: fetchOf(held),
    maxBytes: maxCollectedBytes,
    signal,
  })
  if (!read)
    throw new Error('the sender holds nothing where its pointer leads to: let `holds` name that address')
  return Proven.fromBucket(read)
}

/** The hosts of a platform, which have what is held and answer 404 to all else. */
function fetchOf(held: readonly HeldByPlatform[]): Fetch {
  return async (url) => {
    const [address = ''] = url.split('?')
    const found = held.find((each) => each.url.split('?')[0] === address)
    return found ? new Response(Buffer.from(found.body)) : new Response(null, { status: 404 })
  }
}
