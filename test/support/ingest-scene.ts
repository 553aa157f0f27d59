import * as z from 'zod'
import type { NormalizeResult, Platform, PlatformWorld } from '../../functions/contracts/platform.ts'
import type { OutgoingMessage } from '../../functions/core/ports.ts'
import { ingestApp } from '../../functions/ingest/app.ts'
import type { IngestPorts, UploadAddresses } from '../../functions/ingest/ports.ts'
import { rememberFirst } from '../../functions/ingest/remember-first.ts'
import { emptyWorld } from '../contracts/webhook-request.ts'
import { memoryQueue, memoryStore, recordingTelemetry } from './memory-ports.ts'

export interface Scene
  extends Partial<Pick<Platform, 'verify' | 'normalize' | 'handshake' | 'announces' | 'stored' | 'confirm'>> {
  readonly uploads?: UploadAddresses
  readonly fetchesStored?: boolean
  readonly fetch?: PlatformWorld['fetch']
  readonly result?: Partial<NormalizeResult>
  readonly fault?: (message: OutgoingMessage) => 'sender' | 'queue' | undefined
  readonly settings?: () => Promise<unknown>
  readonly shield?: IngestPorts['shield']
  /** What the store does before it takes an object. */
  readonly beforePut?: (key: string) => void | Promise<void>
}

/** Ingest with a platform that says what the test wants, and a memory of what happened in which order. */
export function ingestScene(scene: Scene = {}) {
  const { store, objects } = memoryStore()
  const { queue, taken } = memoryQueue(scene.fault)
  const recorded = recordingTelemetry()
  const steps: string[] = []
  const platform: Platform = {
    name: 'scripted',
    label: 'Scripted',
    settings: z.unknown(),
    ...(scene.handshake && { handshake: scene.handshake }),
    ...(scene.announces && { announces: scene.announces }),
    ...(scene.stored && { stored: scene.stored }),
    ...(scene.confirm && { confirm: scene.confirm }),
    verify: scene.verify ?? (() => {}),
    normalize:
      scene.normalize ?? (() => ({ events: [], ignored: [], quarantined: [], objects: [], ...scene.result })),
  }
  const ports: IngestPorts = {
    platform,
    ...(scene.shield && { shield: scene.shield }),
    fetch: scene.fetch ?? emptyWorld.fetch,
    remember: rememberFirst('scripted', store),
    uploads: scene.uploads,
    fetchesStored: scene.fetchesStored ?? false,
    settings: scene.settings ?? (async () => ({ appSecrets: ['s'] })),
    queue: {
      send(messages) {
        steps.push(...messages.map(({ id }) => `send ${id}`))
        return queue.send(messages)
      },
    },
    store: {
      ...store,
      async put(key, body, type) {
        await scene.beforePut?.(key)
        steps.push(`put ${key}`)
        await store.put(key, body, type)
      },
      async putNew(key, body, type) {
        await scene.beforePut?.(key)
        return store.putNew(key, body, type)
      },
    },
    telemetry: recorded.telemetry,
    now: () => new Date('2026-11-20T19:43:22.105Z'),
  }
  const app = ingestApp(ports)
  return {
    objects,
    taken,
    steps,
    ...recorded,
    /** @param from the address that the HTTP API names */
    request: async (init: RequestInit = {}, path = '/webhooks/scripted', from?: string) =>
      app.request(
        path,
        { method: 'POST', body: '{}', ...init },
        { event: { requestContext: { http: { sourceIp: from } } } },
      ),
    text: (key: string) => new TextDecoder().decode(objects.get(key)),
  }
}
