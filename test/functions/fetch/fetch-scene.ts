import type { Fetch } from '../../../functions/contracts/destination.ts'
import { RequestFailed } from '../../../functions/core/errors.ts'
import { fetchRequest } from '../../../functions/core/fetched-attachments.ts'
import { fetchAttachments, type Tried } from '../../../functions/fetch/fetch-attachments.ts'
import type { FetchedPlatform, FetchPorts } from '../../../functions/fetch/ports.ts'
import { type ContactEvent, contactEvent } from '../../../schemas/contact-event.ts'
import { customer, directMessage } from '../../support/contact-events.ts'
import { crashingProcess } from '../../support/crash.ts'
import { memoryLedger, memoryQueue, memoryStore, recordingTelemetry } from '../../support/memory-ports.ts'

export const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
export const anne = { ...customer('anne'), scope: 'facebook:4711' }
/** Of `Told`: the message came a second after eight. */
export const start = Date.UTC(2026, 10, 20, 8, 0, 2)

/** A direct message of Anne's with so many pictures. */
export function withPictures(count: number, id = 'm1'): ContactEvent {
  const attachments = Array.from({ length: count }, (_, index) => ({
    type: 'image',
    state: 'pending' as const,
    url: `https://scontent.xx.fbcdn.net/${id}/${index}.png`,
  }))
  return directMessage(id, anne, { message: { id: `facebook:${id}`, text: 'Sehen Sie selbst', attachments } })
}

export interface Scene {
  /** What the platform responds, by address. @default a picture */
  readonly serve?: (url: string) => Response | 'no connection' | Promise<Response>
  readonly adapter?: FetchedPlatform['adapter']
  readonly maxBytes?: number
  readonly ports?: Partial<FetchPorts>
}

export function picture(headers: Record<string, string> = {}): Response {
  return new Response(png, { headers })
}

/** The function that fetches, over ports in memory. */
export function fetchScene({ serve = () => picture(), adapter, maxBytes = 1000, ports = {} }: Scene = {}) {
  const process = crashingProcess()
  const { ledger, rows } = memoryLedger()
  const { store, objects } = memoryStore()
  const { queue, taken } = memoryQueue()
  const { telemetry, counts, lines } = recordingTelemetry()
  const asked: { url: string; headers: Record<string, string> }[] = []
  const clock = { at: start }
  const fetch: Fetch = async (url, { headers }) => {
    asked.push({ url, headers })
    const response = await serve(url)
    if (response === 'no connection') throw new RequestFailed('ECONNRESET', 'no', { uncertain: true })
    return response
  }
  const platform: FetchedPlatform = {
    adapter: adapter ?? { attachmentHosts: ['.fbcdn.net'] },
    settings: async () => ({}),
    maxBytes,
  }
  const { download } = process.wrap({ download: fetch })
  const scene: FetchPorts = {
    ledger: process.wrap(ledger),
    store: process.wrap(store),
    contacts: process.wrap(queue),
    platformOf: async () => platform,
    download: (max) => async (url, init) => {
      const response = await download(url, init)
      const bytes = (await response.arrayBuffer()).slice(0, max)
      const { status, headers } = response
      return new Response(bytes.byteLength > 0 ? bytes : null, { status, headers })
    },
    scanned: undefined,
    mayStart: () => true,
    telemetry,
    now: () => new Date(clock.at),
    random: () => 0.5,
    retryCapSeconds: 900,
    ...ports,
  }
  return {
    ports: scene,
    process,
    ledger,
    rows,
    objects,
    taken,
    counts,
    lines,
    asked,
    clock,
    run: (event: ContactEvent, tried: Tried = { receiveCount: 1, sentAt: new Date(start) }) =>
      fetchAttachments(fetchRequest(event), tried, scene),
    /** The events that route is to hear of. */
    told: () => taken.map(({ body }) => contactEvent.parse(JSON.parse(body))),
    /** What the store has, without what was emptied. */
    kept: () => [...objects].filter(([, bytes]) => bytes.length > 0).map(([key]) => key),
  }
}
