import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WebhookRequest } from '../../functions/contracts/platform.ts'
import { NotProven } from '../../functions/core/errors.ts'
import { maxLengths } from '../../functions/core/max-lengths.ts'
import { platformSlug } from '../../schemas/contact-event.ts'
import { describeFixturePairs, readFixturePairs } from './fixture-pairs.ts'
import { canary, mutateJson } from './json-mutations.ts'
import { describePlatformStory, type PlatformStory } from './platform-story.ts'
import { countParts, expectSoundResult } from './sound-result.ts'
import {
  emptyWorld,
  expectResult,
  localSettings,
  readFromQuarantine,
  readSigned,
  receivedAt,
  signedRequest,
  type Wiring,
  webhookRequest,
} from './webhook-request.ts'

/** The cases that a platform may leave out, each with a sentence that says why. */
type Skippable = 'tampered' | 'twice' | 'batch' | 'unknown' | 'empty' | 'not JSON' | 'not UTF-8' | 'mutations'

export interface PlatformUnderTest<Settings> extends Wiring<Settings> {
  /** Folder of `<name>.payload.<extension>` and `<name>.expected.json`. */
  readonly fixtures: URL
  /** What the platform would make of a stored fixture, e.g. LF to CRLF. */
  readonly toWire?: (stored: Uint8Array) => Uint8Array
  /** A payload that becomes at least one event. */
  readonly valid: Uint8Array
  /** Local secrets of the same shape with other keys; every list in them is a rotation. */
  readonly otherSecrets: Record<string, unknown>
  /** Signs with the other secrets, where `sender.sign` cannot. */
  readonly signWithOther?: (payload: Uint8Array) => WebhookRequest
  /** The request with other text in place of its proof, or none; without it, every header but the content type is. */
  readonly withProof?: (request: WebhookRequest, proof: string | undefined) => WebhookRequest
  /** A payload with the same native thing twice. */
  readonly twice?: Uint8Array
  /** A payload with so many different things. */
  readonly batch?: (count: number) => Uint8Array
  /** Genuine, well formed, and of a kind that nobody knows. */
  readonly unknown?: Uint8Array
  /** Bodies near to the platform's own, and at least how many things each consists of. */
  readonly bodies: fc.Arbitrary<{ payload: Uint8Array; parts: number }>
  /** Signed bytes that are refused nevertheless, being no webhook. */
  readonly refuses?: (bytes: Uint8Array) => boolean
  /** What people do there, a payload a step: the suite plays it through route and looks at the tickets. */
  readonly story: PlatformStory
  readonly handshake?: { accepted: Exchange[]; refused: WebhookRequest[] }
  readonly skip?: Partial<Record<Skippable, string>>
}

export interface Exchange {
  readonly request: WebhookRequest
  readonly body: string
}

/** Every platform adapter's first tests: what ingest relies on. */
export function describePlatform<Settings>(platform: PlatformUnderTest<Settings>): void {
  const { adapter, sender, valid, otherSecrets, skip = {}, refuses = () => false } = platform
  const withProof = platform.withProof ?? proofInHeaders
  const settings = localSettings(platform)
  const read = (payload: Uint8Array) => readSigned(platform, payload)
  const verify = async (request: WebhookRequest, using = settings) =>
    adapter.verify(request, using, platform.world ?? emptyWorld)
  const signWithOther =
    platform.signWithOther ??
    ((payload: Uint8Array) => webhookRequest(sender.sign(payload, otherSecrets, new Date(receivedAt))))
  const unless = (name: Skippable, title: string, test: () => Promise<void>, timeout = 10_000) =>
    skip[name] === undefined ? it(title, test, timeout) : it.skip(`${title} (${skip[name]})`, test)

  describe('platform contract: proof', () => {
    it('proves a valid request', async () => {
      await expect(verify(signedRequest(platform, valid))).resolves.toBeUndefined()
    })

    unless('tampered', 'refuses a body with one changed bit', async () => {
      const request = signedRequest(platform, valid)
      for (const position of [0, request.body.length >> 1, request.body.length - 1]) {
        const body = Uint8Array.from(request.body, (byte, index) => (index === position ? byte ^ 1 : byte))
        await expect(verify({ ...request, body })).rejects.toBeInstanceOf(NotProven)
      }
    })

    it('refuses a request without its proof', async () => {
      const request = withProof(signedRequest(platform, valid), undefined)
      await expect(verify(request)).rejects.toBeInstanceOf(NotProven)
    })

    it('refuses a request made with another secret', async () => {
      await expect(verify(signWithOther(valid))).rejects.toBeInstanceOf(NotProven)
    })

    it('accepts either secret while they rotate', async () => {
      for (const rotation of [
        joinLists(sender.localSecrets, otherSecrets),
        joinLists(otherSecrets, sender.localSecrets),
      ]) {
        const rotating = adapter.settings.parse({ ...platform.settings, ...rotation })
        await expect(verify(signedRequest(platform, valid), rotating)).resolves.toBeUndefined()
        await expect(verify(signWithOther(valid), rotating)).resolves.toBeUndefined()
      }
    })

    it('proves any bytes that are signed, and refuses them with any other proof', async () => {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.string(), async (bytes, forged) => {
          fc.pre(!refuses(bytes))
          const request = signedRequest(platform, bytes)
          await expect(verify(request)).resolves.toBeUndefined()
          await expect(verify(withProof(request, forged))).rejects.toBeInstanceOf(NotProven)
        }),
      )
    })
  })

  describe('platform contract: reading', () => {
    it('reads a valid payload', async () => {
      const result = expectResult(await read(valid))
      expect(result.events.length).toBeGreaterThan(0)
      expectSoundResult(result, adapter.fetchAttachment !== undefined)
    })

    it('makes the same of a replayed payload, event ids included', async () => {
      expect(await read(valid)).toEqual(await read(valid))
    })

    it('reads from quarantine what it read when it came, with no key at hand', async () => {
      for (const { payload } of readFixturePairs(platform.fixtures, platform.toWire))
        expect(await readFromQuarantine(platform, payload)).toEqual(await read(payload))
    })

    unless('twice', 'gives the same thing twice the same id', async () => {
      const { events } = expectResult(await read(required(platform.twice, 'twice')))
      expect(events.length).toBeGreaterThan(0)
      expect(new Set(events.map(({ id }) => id)).size).toBe(1)
    })

    unless('batch', 'makes a thousand events of a thousand updates, in their order', async () => {
      const { events } = expectResult(await read(required(platform.batch, 'batch')(1000)))
      expect(new Set(events.map(({ id }) => id)).size).toBe(1000)
      const alone = expectResult(await read(required(platform.batch, 'batch')(3))).events
      expect(events.slice(0, 3)).toEqual(alone)
    })

    unless(
      'batch',
      'reads a body of four megabytes',
      async () => {
        const batch = required(platform.batch, 'batch')
        const count = Math.ceil((4_000_000 / batch(100).length) * 100)
        expect(expectResult(await read(batch(count))).events).toHaveLength(count)
      },
      60_000,
    )

    unless('unknown', 'quarantines what nobody knows', async () => {
      const result = expectResult(await read(required(platform.unknown, 'unknown')))
      expect(result.quarantined.length).toBeGreaterThan(0)
      expectSoundResult(result, adapter.fetchAttachment !== undefined)
    })

    unless('empty', 'does not take an empty body for nothing to do', async () => {
      expectUnread(await read(new Uint8Array()))
    })

    unless('not JSON', 'does not read what is not JSON', async () => {
      for (const text of ['{', 'null,', '<html>', '{"object": "page",}'])
        expectUnread(await read(new TextEncoder().encode(text)))
    })

    unless('not UTF-8', 'does not read what is not UTF-8', async () => {
      expectUnread(await read(Uint8Array.from([...new TextEncoder().encode('{"text": "'), 0xff, 0x22, 0x7d])))
    })

    it('accounts for every part of any genuine body and never throws', async () => {
      await fc.assert(
        fc.asyncProperty(platform.bodies, async ({ payload, parts }) => {
          fc.pre(!refuses(payload))
          const outcome = await read(payload)
          if ('malformed' in outcome) return
          expectSoundResult(outcome, adapter.fetchAttachment !== undefined)
          expect(countParts(outcome)).toBeGreaterThanOrEqual(Math.max(parts, 1))
        }),
        { numRuns: 300 },
      )
    })

    unless(
      'mutations',
      'survives any value out of place, and quotes none of them',
      async () => {
        const fixtures = readFixturePairs(platform.fixtures, platform.toWire)
        for (const mutant of mutateJson(fixtures.map(({ payload }) => payload))) {
          if (refuses(mutant)) continue
          const result = expectResult(await read(mutant))
          expectSoundResult(result, adapter.fetchAttachment !== undefined)
          expect(countParts(result)).toBeGreaterThan(0)
          for (const { what, why } of [...result.ignored, ...result.quarantined])
            expect(`${what} ${why}`).not.toContain(canary)
        }
      },
      60_000,
    )
  })

  describe('platform contract: handshake', () => {
    const { handshake } = platform
    if (!handshake) {
      it('has none', () => expect(adapter.handshake).toBeUndefined())
      return
    }
    it('answers the platform', async () => {
      for (const { request, body } of handshake.accepted) {
        const response = adapter.handshake?.(request, settings)
        expect(response?.status).toBe(200)
        expect(await response?.text()).toBe(body)
      }
    })

    it('answers 403 to anyone else, and gives nothing away', async () => {
      for (const request of handshake.refused) {
        const response = adapter.handshake?.(request, settings)
        expect(response?.status).toBe(403)
        expect(await response?.text()).toBe('')
      }
    })
  })

  describe('platform contract: names', () => {
    it('has a label that people read, of at most 60 characters', () => {
      expect(adapter.label.trim()).toBe(adapter.label)
      expect(adapter.label.length).toBeGreaterThan(0)
      expect(adapter.label.length).toBeLessThanOrEqual(maxLengths['platformLabel'] ?? 0)
    })

    it('writes its name into its events, or that they are mail', async () => {
      expect(platformSlug.safeParse(adapter.name).success).toBe(true)
      for (const { platform: name } of expectResult(await read(valid)).events)
        expect([adapter.name, 'email']).toContain(name)
    })
  })

  describe('platform contract: files', () => {
    it('are fetched from hosts that are named in full', () => {
      for (const host of adapter.attachmentHosts ?? []) expect(host).toMatch(hostName)
      if (adapter.fetchAttachment) expect(adapter.attachmentHosts?.length).toBeGreaterThan(0)
    })
  })

  describePlatformStory(platform, platform.story)
  describeFixturePairs(platform, platform.fixtures, platform.toWire)
}

/** A name of two labels at least, with a dot before it where all below it are meant; no port, no address. */
const hostName = /^\.?(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,20}$/

function expectUnread(outcome: Awaited<ReturnType<typeof readSigned>>): void {
  if ('malformed' in outcome) return
  expect(outcome.events).toEqual([])
  expect(outcome.quarantined.length).toBeGreaterThan(0)
}

function required<T>(value: T | undefined, name: Skippable): T {
  if (value === undefined) throw new Error(`give ${name}, or skip it with a sentence that says why`)
  return value
}

function joinLists(first: Record<string, unknown>, second: Record<string, unknown>): Record<string, unknown> {
  const join = (name: string, value: unknown) =>
    Array.isArray(value) && Array.isArray(second[name]) ? [...value, ...second[name]] : value
  return Object.fromEntries(Object.entries(first).map(([name, value]) => [name, join(name, value)]))
}

function proofInHeaders(request: WebhookRequest, proof: string | undefined): WebhookRequest {
  const headers = new Headers()
  for (const [name, value] of request.headers) {
    if (name === 'content-type') headers.set(name, value)
    else if (proof !== undefined) headers.set(name, printable(proof))
  }
  return { ...request, headers }
}

/** Header values are Latin-1 without control characters. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?')
}
