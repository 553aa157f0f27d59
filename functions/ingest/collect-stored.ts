import type { NormalizeResult, StoredContext } from '../contracts/platform.ts'
import { Proven, type Readable } from '../contracts/proven.ts'
import { NotAccepted, RequestFailed } from '../core/errors.ts'
import { isAllowedAddress } from '../core/is-allowed-address.ts'
import { maxCollectedBytes } from './incoming.ts'
import { readPointer } from './pointer.ts'
import type { CollectPorts, IncomingObject } from './ports.ts'
import { readProven } from './read-proven.ts'

/** Of the two minutes that the function has: the rest is for what becomes of the mail. */
const maxFetchMs = 60_000
/** A platform may tell of a mail before each of its servers has it. */
const maxUnknownMs = 10 * 60_000

/**
 * Fetches the mail that a pointer points to.
 *
 * @returns what to read, or what it comes to where the platform has the mail no longer
 * @throws NotAccepted where it is to be asked again; whatever the adapter throws
 */
export async function collectStored(
  { bytes, writtenAt }: IncomingObject,
  { platform, settings, stored, now }: CollectPorts,
): Promise<{ readonly read: Readable; readonly result?: NormalizeResult }> {
  const pointer = readPointer(bytes)
  if (!platform.stored || !stored)
    throw new NotAccepted('not_stored', 'nothing is fetched of this platform: set stored in the deployment')
  const hosts = platform.stored.hosts
  const context: StoredContext<unknown> = {
    settings: await stored.settings(),
    maxBytes: maxCollectedBytes,
    signal: AbortSignal.timeout(maxFetchMs),
    async fetch(url, init) {
      const address = URL.parse(url)
      if (address && isAllowedAddress(address, hosts)) return stored.fetch(url, init)
      throw new RequestFailed('foreign_host', 'not one of the hosts of what is stored: add it there', {
        uncertain: false,
      })
    },
  }
  const read = await platform.stored.fetch(Proven.fromBucket(pointer), context)
  // It would be as large the next time: what points to it tells who wrote, and of some gateways what.
  if (read && read.body.length > maxCollectedBytes) {
    const asked = { settings, receivedAt: writtenAt.toISOString() }
    const told = await readProven(platform, Proven.fromBucket(pointer), asked)
    return { read: pointer, result: { ...told, quarantined: [...told.quarantined, tooLarge] } }
  }
  if (read) return { read }
  if (now().getTime() - writtenAt.getTime() < maxUnknownMs)
    throw new NotAccepted('not_there_yet', 'the platform does not have the mail that it told of')
  return { read: pointer, result: gone }
}

const tooLarge = { what: 'mail', why: 'is larger than can be fetched', part: undefined }

const gone: NormalizeResult = {
  events: [],
  ignored: [],
  quarantined: [
    { what: 'mail', why: 'the platform does not have the mail that it told of', part: undefined },
  ],
  objects: [],
}
