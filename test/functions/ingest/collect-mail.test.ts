import { describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import type { NormalizeResult, Platform } from '../../../functions/contracts/platform.ts'
import type { Readable } from '../../../functions/contracts/proven.ts'
import { NotAccepted } from '../../../functions/core/errors.ts'
import { sha256 } from '../../../functions/core/ids.ts'
import { collectBatch } from '../../../functions/ingest/collect-batch.ts'
import { maxCollectedBytes } from '../../../functions/ingest/incoming.ts'
import type { CollectPorts } from '../../../functions/ingest/ports.ts'
import { comment, customer } from '../../support/contact-events.ts'
import { memoryQueue, memoryStore, recordingTelemetry } from '../../support/memory-ports.ts'

const event = comment('777_10', customer('anne'))
const nothing: NormalizeResult = { events: [], ignored: [], quarantined: [], objects: [] }
const writtenAt = new Date('2026-11-20T19:43:22.000Z')
const mail = Buffer.from('Subject: Frage')
const key = 'incoming/scripted/1'

interface Scene {
  readonly announces?: Platform['announces']
  readonly fetchStored?: NonNullable<Platform['stored']>['fetch']
  readonly now?: Date
  readonly normalize?: Platform['normalize']
  readonly fault?: () => 'queue' | undefined
}

/** A bucket with a mail in it, and the queue that its events lead to. */
function collectScene({ announces, fetchStored, normalize, fault, now = new Date() }: Scene = {}) {
  const { store, objects } = memoryStore()
  const { queue, taken } = memoryQueue(fault)
  const recorded = recordingTelemetry()
  const versions = new Map<string, string>()
  const times = new Map<string, Date>()
  const put = (name: string, bytes: Uint8Array, version = '"1"', at = writtenAt) => {
    objects.set(name, bytes)
    times.set(name, at)
    versions.set(name, version)
  }
  const ports: CollectPorts = {
    platform: {
      name: 'scripted',
      label: 'Scripted',
      settings: z.unknown(),
      verify: () => {},
      normalize: normalize ?? (() => ({ ...nothing, events: [event] })),
      ...(announces && { announces }),
      ...(fetchStored && {
        stored: { isPointer: () => true, hosts: ['mails.example'], fetch: fetchStored },
      }),
    },
    settings: {},
    queue,
    store,
    incoming: {
      async open(name, maxBytes) {
        const bytes = objects.get(name)
        if (bytes && bytes.length > maxBytes) throw new NotAccepted('mail_too_large', 'too large')
        return bytes && { bytes, writtenAt: times.get(name) ?? writtenAt, version: versions.get(name) }
      },
      async remove(name, version) {
        if (version === undefined || version === versions.get(name)) objects.delete(name)
      },
    },
    bucket: 'b',
    ...(fetchStored && {
      stored: {
        settings: async () => ({ apiKeys: ['k'] }),
        fetch: async (url: string) => new Response(`mail of ${url}`),
      },
    }),
    telemetry: recorded.telemetry,
    now: () => now,
  }
  const collect = (name = key, bucket = 'b') =>
    collectBatch([{ messageId: 'm', body: JSON.stringify({ Records: [created(name, bucket)] }) }], ports)
  return { objects, taken, put, collect, ports, ...recorded }
}

const created = (name: string, bucket: string) => ({
  eventName: 'ObjectCreated:Put',
  s3: { bucket: { name: bucket }, object: { key: encodeURIComponent(name).replaceAll('%20', '+') } },
})

describe('a mail in the bucket', () => {
  it('is in the queue before it is removed, and was received when it was written', async () => {
    const seen: unknown[] = []
    const scene = collectScene({
      normalize: ({ body, headers }, { receivedAt }) => {
        seen.push(Buffer.from(body).toString(), headers.get('content-type'), receivedAt)
        return { ...nothing, events: [event] }
      },
    })
    scene.put(key, mail)
    expect(await scene.collect()).toEqual([])
    expect(seen).toEqual(['Subject: Frage', 'message/rfc822', '2026-11-20T19:43:22.000Z'])
    expect(scene.taken.map(({ deduplicationId }) => deduplicationId)).toEqual([event.id])
    expect([...scene.objects.keys()]).toEqual([])
  })

  it('of which the event comes twice is taken once', async () => {
    const scene = collectScene()
    scene.put(key, mail)
    await scene.collect()
    expect(await scene.collect()).toEqual([])
    expect(scene.taken).toHaveLength(1)
    expect(scene.lines.at(-1)).toEqual({ code: 'already_collected', fields: { platform: 'scripted' } })
  })

  it('that two events bring side by side has one id', async () => {
    const scene = collectScene()
    scene.put(key, mail)
    await Promise.all([scene.collect(), scene.collect()])
    expect(new Set(scene.taken.map(({ deduplicationId }) => deduplicationId)).size).toBe(1)
    expect(scene.objects.size).toBe(0)
  })

  it('stays where another was put in its place meanwhile', async () => {
    const scene = collectScene({
      normalize: () => {
        scene.put(key, Buffer.from('Subject: Andere Frage'), '"2"')
        return { ...nothing, events: [event] }
      },
    })
    scene.put(key, mail)
    await scene.collect()
    expect([...scene.objects.keys()]).toEqual([key])
  })

  it('stays, and its message comes again, where the queue does not take its event', async () => {
    const scene = collectScene({ fault: () => 'queue' })
    scene.put(key, mail)
    expect(await scene.collect()).toEqual(['m'])
    expect([...scene.objects.keys()]).toEqual([key])
    expect(scene.counts.get('EnqueueFailed')).toBe(1)
  })

  it('goes into quarantine whole where it cannot be read', async () => {
    const scene = collectScene({
      normalize: () => {
        throw new Error('unreadable')
      },
    })
    scene.put(key, mail)
    expect(await scene.collect()).toEqual([])
    const kept = [...scene.objects].filter(([name]) => name.endsWith('.body'))
    expect(kept.map(([name, bytes]) => [name.slice(0, 30), Buffer.from(bytes)])).toEqual([
      ['quarantine/scripted/2026-11-20', mail],
    ])
    expect(scene.objects.has(key)).toBe(false)
  })

  it('has the name that it has in the bucket, whatever characters are in it', async () => {
    const scene = collectScene()
    const name = 'incoming/scripted/Grüße & mehr+1 🚚'
    scene.put(name, mail)
    await scene.collect(name)
    expect([scene.taken.length, scene.objects.size]).toEqual([1, 0])
  })

  it('larger than can be read stays, and its message comes again', async () => {
    const scene = collectScene()
    scene.put(key, new Uint8Array(maxCollectedBytes + 1))
    expect(await scene.collect()).toEqual(['m'])
    expect(scene.objects.size).toBe(1)
  })

  it('of 40 MB is read with the headers that its receiver put above it', async () => {
    const scene = collectScene()
    scene.put(key, new Uint8Array(40 * 1024 * 1024 + 64 * 1024))
    expect(await scene.collect()).toEqual([])
    expect([scene.taken.length, scene.objects.size]).toEqual([1, 0])
  })

  it.each([
    ['of another bucket', key, 'other'],
    ['of another platform', 'incoming/mime/1', 'b'],
    ['that is no incoming mail', 'quarantine/scripted/1', 'b'],
    ['of a platform that begins alike', 'incoming/scripted2/1', 'b'],
  ])('is left alone, and counted, where a forged event names one %s', async (_, name, bucket) => {
    const scene = collectScene()
    scene.put(name, mail)
    expect(await scene.collect(name, bucket)).toEqual([])
    expect([scene.taken.length, scene.objects.size, scene.counts.get('NotProven')]).toEqual([0, 1, 1])
  })

  it('is not what Amazon SES puts there to see whether it may', async () => {
    const scene = collectScene()
    scene.put('incoming/scripted/AMAZON_SES_SETUP_NOTIFICATION', mail)
    await scene.collect('incoming/scripted/AMAZON_SES_SETUP_NOTIFICATION')
    expect([scene.taken.length, scene.objects.size]).toEqual([0, 0])
  })

  it('is not looked for where the message is no event of a bucket', async () => {
    const scene = collectScene()
    scene.put(key, mail)
    expect(await collectBatch([{ messageId: 'm', body: 'forged' }], scene.ports)).toEqual([])
    expect([scene.objects.size, scene.counts.get('NotProven')]).toEqual([1, 1])
  })
})

describe('a mail that was announced', () => {
  const upload = 'incoming/scripted/1/mail'
  const ticket = 'incoming/scripted/1/ticket'
  const headers = { 'x-envelope-to': 'service@acme.example' }
  const made = (bytes: Uint8Array) =>
    Buffer.from(JSON.stringify({ size: bytes.length, sha256: sha256(bytes), headers }))
  const announced = (scene: Scene = {}) => collectScene({ announces: () => undefined, ...scene })

  it('is read with the headers of its announcement, and both are removed', async () => {
    const seen: unknown[] = []
    const scene = announced({
      normalize: (proven) => {
        seen.push(proven.headers.get('x-envelope-to'), proven.headers.get('content-type'))
        return { ...nothing, events: [event] }
      },
    })
    scene.put(ticket, made(mail))
    scene.put(upload, mail)
    expect(await scene.collect(ticket)).toEqual([])
    expect(await scene.collect(upload)).toEqual([])
    expect(seen).toEqual(['service@acme.example', 'message/rfc822'])
    expect(scene.objects.size).toBe(0)
  })

  it('is not looked for at the event of a ticket alone, which reads nothing and leaves it there', async () => {
    const scene = announced()
    scene.put(ticket, made(mail))
    const open = vi.spyOn(scene.ports.incoming, 'open')
    expect(await scene.collect(ticket)).toEqual([])
    expect([open.mock.calls.length, scene.taken.length, [...scene.objects.keys()]]).toEqual([0, 0, [ticket]])
  })

  it('is taken once, though its ticket is used again', async () => {
    const scene = announced()
    for (const _ of [1, 2]) {
      scene.put(ticket, made(mail))
      scene.put(upload, mail)
      await scene.collect(upload)
    }
    expect(new Set(scene.taken.map(({ deduplicationId }) => deduplicationId)).size).toBe(1)
    expect(scene.objects.size).toBe(0)
  })

  it.each([
    ['before it is collected', 'first'],
    ['while it is collected', 'then'],
  ])('keeps the ticket that is made for another upload of it %s', async (_, when) => {
    const later = new Date(writtenAt.getTime() + 1000)
    const again = () => scene.put(ticket, made(mail), '"2"', later)
    const scene = announced({
      normalize: () => {
        if (when === 'then') again()
        return { ...nothing, events: [event] }
      },
    })
    scene.put(ticket, made(mail))
    scene.put(upload, mail)
    if (when === 'first') again()
    expect(await scene.collect(upload)).toEqual([])
    expect([...scene.objects.keys()]).toEqual([ticket])
    scene.put(upload, mail, '"1"', later)
    expect(await scene.collect(upload)).toEqual([])
    expect(new Set(scene.taken.map(({ deduplicationId }) => deduplicationId)).size).toBe(1)
    expect(scene.objects.size).toBe(0)
  })

  it.each([
    ['of another size', Buffer.from('Subject: Frage!')],
    ['of the same size', Buffer.from('Subject: Fragt')],
  ])('is dropped and counted where other bytes %s were put there', async (_, other) => {
    const scene = announced()
    scene.put(ticket, made(mail))
    scene.put(upload, other)
    expect(await scene.collect(upload)).toEqual([])
    expect([scene.taken.length, scene.objects.size, scene.counts.get('NotProven')]).toEqual([0, 0, 1])
  })

  it('comes again where its ticket is not there', async () => {
    const scene = announced()
    scene.put(upload, mail)
    expect(await scene.collect(upload)).toEqual(['m'])
    expect([scene.taken.length, scene.objects.size]).toEqual([0, 1])
  })
})

describe('a mail that a pointer leads to', () => {
  const pointer = 'incoming/scripted/1/pointer'
  const kept = Buffer.from(
    JSON.stringify({
      headers: { 'x-envelope-to': 'a@acme.example' },
      body: Buffer.from('e1').toString('base64'),
    }),
  )
  const soon = new Date(writtenAt.getTime() + 60_000)
  const late = new Date(writtenAt.getTime() + 10 * 60_000)
  const raw = async () => ({ body: mail, headers: new Headers({ 'content-type': 'message/rfc822' }) })

  function pointerScene(scene: Scene) {
    const made = collectScene({ fetchStored: raw, ...scene })
    made.put(pointer, kept)
    return { ...made, collectPointer: () => made.collect(pointer) }
  }

  it('is fetched with the settings and the pointer as it came, and read with its own headers', async () => {
    const seen: unknown[] = []
    const { collectPointer, taken, objects } = pointerScene({
      async fetchStored({ body, headers }, { settings, fetch, signal }) {
        const answer = await fetch('https://mails.example/e1', { method: 'GET', headers: {}, signal })
        seen.push(Buffer.from(body).toString(), headers.get('x-envelope-to'), settings, await answer.text())
        return { body: mail, headers: new Headers({ 'content-type': 'message/rfc822', authorization: 'k' }) }
      },
      normalize: ({ body, headers }, { settings, receivedAt }) => {
        seen.push(Buffer.from(body).toString(), Object.fromEntries(headers), settings, receivedAt)
        return { ...nothing, events: [event] }
      },
    })
    expect(await collectPointer()).toEqual([])
    expect(seen).toEqual([
      ...['e1', 'a@acme.example', { apiKeys: ['k'] }, 'mail of https://mails.example/e1'],
      ...['Subject: Frage', { 'content-type': 'message/rfc822' }, {}, '2026-11-20T19:43:22.000Z'],
    ])
    expect([taken.length, objects.size]).toEqual([1, 0])
  })

  it('is one contact, though the pointer comes twice', async () => {
    const scene = pointerScene({})
    await scene.collectPointer()
    scene.put(pointer, kept)
    await Promise.all([scene.collectPointer(), scene.collectPointer()])
    expect(new Set(scene.taken.map(({ deduplicationId }) => deduplicationId)).size).toBe(1)
    expect(scene.objects.size).toBe(0)
  })

  const failures: [title: string, scene: Scene][] = [
    ['the platform is away', { fetchStored: async () => Promise.reject(new Error('ECONNRESET')) }],
    ['the platform does not have it yet', { fetchStored: async () => undefined, now: soon }],
    ['the queue does not take its event', { fault: () => 'queue' as const }],
  ]

  it.each(failures)('stays with the platform, and is asked for again, where %s', async (_, scene) => {
    const { collectPointer, objects, counts, taken } = pointerScene(scene)
    expect(await collectPointer()).toEqual(['m'])
    expect([[...objects.keys()], counts.get('EnqueueFailed'), taken.length]).toEqual([[pointer], 1, 0])
  })

  it('larger than a mail may be is what its pointer says, which lies in quarantine, and is not asked for again', async () => {
    const seen: unknown[] = []
    const { collectPointer, objects, taken } = pointerScene({
      fetchStored: async (_, { maxBytes }) => ({
        body: new Uint8Array(maxBytes + 1),
        headers: new Headers(),
      }),
      normalize: ({ body, headers }, { receivedAt }) => {
        seen.push(Buffer.from(body).toString(), headers.get('x-envelope-to'), receivedAt)
        return { ...nothing, events: [event] }
      },
    })
    expect(await collectPointer()).toEqual([])
    expect(seen).toEqual(['e1', 'a@acme.example', '2026-11-20T19:43:22.000Z'])
    expect(taken.map(({ deduplicationId }) => deduplicationId)).toEqual([event.id])
    const [[, body] = []] = [...objects].filter(([each]) => each.endsWith('.body'))
    const [[, note] = []] = [...objects].filter(([each]) => each.endsWith('.json'))
    expect(Buffer.from(body ?? []).toString()).toBe('e1')
    expect(Buffer.from(note ?? []).toString()).toContain('is larger than can be fetched')
    expect(objects.has(pointer)).toBe(false)
  })

  it('leaves its pointer in quarantine where the platform still does not have it after ten minutes', async () => {
    const { collectPointer, objects, taken } = pointerScene({ fetchStored: async () => undefined, now: late })
    expect(await collectPointer()).toEqual([])
    const [[name, body] = []] = [...objects].filter(([each]) => each.endsWith('.body'))
    expect([name?.slice(0, 30), Buffer.from(body ?? []).toString()]).toEqual([
      'quarantine/scripted/2026-11-20',
      'e1',
    ])
    expect([objects.has(pointer), taken.length]).toEqual([false, 0])
  })

  it('goes into quarantine itself where it cannot be read, so that it is read again without its platform', async () => {
    const { collectPointer, objects } = pointerScene({
      normalize: () => {
        throw new Error('unreadable')
      },
    })
    expect(await collectPointer()).toEqual([])
    const [body] = [...objects].filter(([name]) => name.endsWith('.body')).map(([, bytes]) => bytes)
    expect(Buffer.from(body ?? [])).toEqual(mail)
  })

  it.each(['https://elsewhere.example/', 'http://mails.example/', 'https://u@mails.example/', 'mails'])(
    'is not fetched from %s',
    async (url) => {
      const { collectPointer, lines } = pointerScene({
        async fetchStored(_, { fetch: ask }): Promise<Readable> {
          const answer = await ask(url, { method: 'GET', headers: {} })
          return { body: Buffer.from(await answer.text()), headers: new Headers() }
        },
      })
      expect(await collectPointer()).toEqual(['m'])
      expect(lines.at(-1)?.fields).toEqual({ platform: 'scripted', code: 'foreign_host' })
    },
  )

  it('waits where nothing is fetched of its platform any more', async () => {
    const { put, collect, objects } = collectScene()
    put(pointer, kept)
    expect(await collect(pointer)).toEqual(['m'])
    expect([...objects.keys()]).toEqual([pointer])
  })
})
