import { readdir, readFile } from 'node:fs/promises'
import type { Fetch } from '../../functions/contracts/destination.ts'
import { compact } from '../../functions/core/compact.ts'
import { renewSamples } from '../local/renew-sample.ts'
import type { PlatformSender } from '../local/senders/contract.ts'
import { toRequest } from '../local/senders/to-request.ts'

export interface Sample {
  readonly name: string
  /** A folder of payloads that belong together, sent one after the other. */
  readonly isScene: boolean
}

/** What came of pressing a button. */
export interface Sending {
  readonly platform: string
  readonly requests: number
  readonly accepted: number
  readonly refused: number
  readonly isOver: boolean
}

export interface SamplePorts {
  readonly senders: Readonly<Record<string, () => Promise<PlatformSender>>>
  /** Of a platform's samples; it need not be there. */
  readonly folderOf: (platform: string) => URL
  readonly fetch: Fetch
  readonly now: () => Date
  readonly random: () => number
  /** The webhook of that platform. */
  readonly urlOf: (platform: string) => string
}

export interface SampleSender {
  /** By platform, of those that can sign and have samples. */
  readonly samples: ReadonlyMap<string, readonly Sample[]>
  /** The last of each platform. */
  readonly sendings: readonly Sending[]
  /**
   * Begins to send and ends in the background; `undefined` where there is no such sample.
   *
   * @param sample `<platform>/<name>`
   */
  send(sample: string, count: number): Promise<void> | undefined
  /** Lets what is being sent of a platform come to its end: what is under way is the last of it. */
  stop(platform: string): void
}

export const stormSize = 200
const atOnce = 8
/** A storm's people; each of them comes several times. */
const people = 25

/** Finds the samples there are and sends them signed as their platform signs. */
export async function findSamples(platforms: readonly string[], ports: SamplePorts): Promise<SampleSender> {
  const samples = new Map<string, Sample[]>()
  for (const platform of platforms) {
    const found = await list(ports.folderOf(platform))
    if (ports.senders[platform] && found.length > 0) samples.set(platform, found)
  }
  const sendings = new Map<string, Sending>()
  const stops = new Map<string, () => void>()
  // No number twice, also across restarts within the same second.
  let number = Math.floor(ports.random() * 1_000_000)
  const nextNumber = () => number++

  async function run(platform: string, sample: Sample, count: number): Promise<void> {
    const sender = await ports.senders[platform]?.()
    if (!sender) return
    const payloads = await read(ports.folderOf(platform), sample)
    let sending = { platform, requests: payloads.length * count, accepted: 0, refused: 0, isOver: false }
    const tell = (change: Partial<Sending>) => {
      sending = { ...sending, ...change }
      sendings.delete(platform)
      sendings.set(platform, sending)
    }
    tell({})
    let left = count
    const others = stops.get(platform)
    const end = () => {
      left = 0
      others?.()
    }
    stops.set(platform, end)
    const work = async () => {
      while (left > 0) {
        left -= 1
        const person = count > 1 ? left % people : undefined
        const renewing = compact({ now: ports.now(), nextNumber, person })
        const fresh = sender.renewal ? renewSamples(payloads, sender.renewal, renewing) : payloads
        for (const payload of fresh) {
          if (await isAccepted(sender, payload, platform)) tell({ accepted: sending.accepted + 1 })
          else tell({ refused: sending.refused + 1 })
        }
      }
    }
    await Promise.all(Array.from({ length: Math.min(atOnce, count) }, work))
    if (stops.get(platform) === end) stops.delete(platform)
    tell({ isOver: true })
  }

  async function isAccepted(sender: PlatformSender, payload: Uint8Array, platform: string): Promise<boolean> {
    const sending = { url: ports.urlOf(platform), secrets: sender.localSecrets, now: ports.now() }
    const { url, method, headers, body } = toRequest(sender, payload, sending)
    try {
      const answer = await ports.fetch(url, { method, headers, body: Buffer.from(body) })
      await answer.arrayBuffer()
      return answer.status === 200
    } catch {
      return false
    }
  }

  return {
    samples,
    get sendings() {
      return [...sendings.values()]
    },
    send(asked, count) {
      const [platform = '', name] = asked.split('/')
      const sample = samples.get(platform)?.find((each) => each.name === name)
      return sample && run(platform, sample, count)
    },
    stop: (platform) => stops.get(platform)?.(),
  }
}

async function list(folder: URL): Promise<Sample[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries
    .map((entry) => ({ name: entry.name, isScene: entry.isDirectory() }))
    .toSorted(
      (one, other) => Number(other.isScene) - Number(one.isScene) || one.name.localeCompare(other.name),
    )
}

async function read(folder: URL, { name, isScene }: Sample): Promise<Uint8Array[]> {
  if (!isScene) return [await readFile(new URL(name, folder))]
  const scene = new URL(`${name}/`, folder)
  const files = (await readdir(scene)).toSorted()
  return Promise.all(files.map((file) => readFile(new URL(file, scene))))
}
