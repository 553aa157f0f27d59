import { describe, expect, it } from 'vitest'
import { plainSettings, secretFields } from '../../functions/core/settings.ts'
import { createOutboundFetch } from '../../functions/deliver/outbound-fetch.ts'
import type {
  DeliveryContext,
  DeliveryOutcome,
  DestinationAdapter,
} from '../../functions/destinations/contract.ts'
import { destinationAdapters } from '../../functions/destinations/index.ts'
import type { RoutedEvent } from '../../schemas/contact-event.ts'
import { routedEvent, routedMail } from './routed-event.ts'
import { type Answer, closedOrigin, type ReceivedRequest, useScriptedServer } from './scripted-server.ts'

/** The cases that a destination may leave out, each with a sentence that says why. */
type Skippable = `${number}` | 'redirect' | 'hang' | 'flood' | 'idempotency'

export interface DestinationUnderTest<Settings> {
  readonly adapter: DestinationAdapter<Settings>
  /** Settings, the secret ones included, for a system at `origin`. */
  readonly settings: (origin: string) => Record<string, unknown>
  /** Every secret text in them, recognisable. */
  readonly secrets: readonly string[]
  /** The ways in which the system says that it has taken an event. */
  readonly taken: Record<string, (request: ReceivedRequest) => Answer>
  /** Where a request carries the idempotency key; without it the adapter needs `findExisting`. */
  readonly idempotencyKey?: (request: ReceivedRequest) => string | undefined
  readonly skip?: Partial<Record<Skippable, string>>
}

/** Every destination adapter's first tests: what deliver relies on. */
export function describeDestination<Settings>(destination: DestinationUnderTest<Settings>): void {
  const { adapter, secrets, taken, skip = {} } = destination
  const server = useScriptedServer()
  const fetch = createOutboundFetch({ allowHttp: true, allowPrivateAddresses: true })
  const now = new Date('2026-11-21T10:00:00.500Z')
  const readSettings = (origin: string) => adapter.settings.parse(destination.settings(origin))

  /** One attempt, whatever comes of it checked for what may never be in it. */
  async function deliver(event = personal, context: Partial<DeliveryContext<Settings>> = {}) {
    const outcome = await adapter.deliver(event, {
      settings: readSettings(server.origin),
      idempotencyKey: event.id,
      attempt: 1,
      fetch,
      signal: AbortSignal.timeout(10_000),
      now: () => now,
      ...context,
    })
    expectDiscreet(outcome, [...secrets, ...personalTexts])
    return outcome
  }

  async function deliverTo(answer: Answer): Promise<DeliveryOutcome> {
    server.answer = () => answer
    return deliver()
  }

  const unless = (name: Skippable, title: string, test: () => Promise<void>) =>
    skip[name] === undefined ? it(title, test) : it.skip(`${title} (${skip[name]})`, test)

  describe('destination contract: answers', () => {
    for (const [name, answer] of Object.entries(taken))
      it(`takes ${name} for delivered`, async () => {
        server.answer = answer
        for (const event of [personal, routedEvent(), routedMail()])
          expect(await deliver(event)).toMatchObject({ status: 'delivered' })
      })

    for (const status of [400, 402, 406, 411, 413, 414, 416, 421, 422, 424, 431, 451] as const)
      unless(`${status}`, `rejects the message at ${status}`, async () => {
        const outcome = await deliverTo({ status })
        expect(outcome).toMatchObject({ status: 'rejected', code: expect.stringMatching(/^[a-z_]+$/) })
        expect(scopeOf(outcome)).toBe('message')
      })

    for (const status of [401, 403] as const)
      unless(`${status}`, `stops the destination at ${status}`, async () => {
        expect(await deliverTo({ status })).toMatchObject({ status: 'rejected', scope: 'destination' })
      })

    for (const status of [404, 405, 410, 412, 415, 418] as const)
      unless(`${status}`, `never takes ${status} for delivered`, async () => {
        expect(['retry', 'rejected']).toContain((await deliverTo({ status })).status)
      })

    for (const status of [408, 409, 423, 425, 429, 500, 501, 502, 503, 504, 507, 599] as const)
      unless(`${status}`, `tries the message again after ${status}`, async () => {
        const outcome = await deliverTo({ status })
        expect(outcome).toMatchObject({ status: 'retry' })
        expect(outcome).not.toHaveProperty('afterSeconds')
        expect(scopeOf(outcome)).toBe('message')
      })

    for (const status of [429, 503] as const) {
      unless(`${status}`, `waits the seconds that ${status} asks for`, async () => {
        const outcome = await deliverTo({ status, headers: { 'retry-after': '17' } })
        expect(outcome).toMatchObject({ status: 'retry', afterSeconds: 17 })
      })

      unless(`${status}`, `waits until the date that ${status} asks for`, async () => {
        const headers = { 'retry-after': 'Sat, 21 Nov 2026 10:01:30 GMT' }
        expect(await deliverTo({ status, headers })).toMatchObject({ status: 'retry', afterSeconds: 90 })
      })
    }

    for (const status of [301, 302, 303, 307, 308] as const)
      unless('redirect', `follows no redirect with ${status}`, async () => {
        const outcome = await deliverTo({ status, headers: { location: `${server.origin}/elsewhere` } })
        expect(outcome).toMatchObject({ status: 'rejected', code: 'redirect' })
        expect(server.requests.map(({ path }) => path)).not.toContain('/elsewhere')
      })
  })

  describe('destination contract: failures', () => {
    unless('hang', 'ends with the signal, and the message may have been taken', async () => {
      const time = new AbortController()
      server.answer = () => {
        time.abort()
        return 'never'
      }
      const outcome = await deliver(personal, { signal: time.signal })
      expect(outcome).toMatchObject({ status: 'retry', uncertain: true })
    })

    it('sends nothing once the signal has been given', async () => {
      const outcome = await deliver(personal, { signal: AbortSignal.abort() })
      expect(outcome).toMatchObject({ status: 'retry' })
      expect(outcome).not.toHaveProperty('uncertain')
      expect(server.requests).toEqual([])
    })

    it('waits for a system that refuses connections, and knows that nothing was taken', async () => {
      const outcome = await deliver(personal, { settings: readSettings(await closedOrigin()) })
      expect(outcome).toMatchObject({ status: 'retry', scope: 'destination' })
      expect(outcome).not.toHaveProperty('uncertain')
    })

    for (const reset of ['reset before the body is read', 'reset after the body is read'] as const)
      it(`tries again after a ${reset}, and the message may have been taken`, async () => {
        expect(await deliverTo(reset)).toMatchObject({ status: 'retry', uncertain: true })
      })

    unless('flood', 'reads no answer without an end', async () => {
      await deliverTo('flood')
      expect(server.flooded).toBeLessThan(32 * 1024 * 1024)
    })
  })

  describe('destination contract: promises', () => {
    unless('idempotency', 'lets the system tell a second attempt', async () => {
      const [answer = () => 'never' as const] = Object.values(taken)
      server.answer = answer
      await deliver(personal, { attempt: 1, now: () => now })
      await deliver(personal, { attempt: 2, now: () => new Date(now.getTime() + 60_000) })
      const { idempotencyKey } = destination
      if (idempotencyKey) expect(new Set(server.requests.map(idempotencyKey))).toEqual(new Set([personal.id]))
      else expect(adapter.findExisting).toBeTypeOf('function')
    })

    it('leaves the event as it was', async () => {
      const [answer = () => 'never' as const] = Object.values(taken)
      server.answer = answer
      expect(await deliver(deepFreeze(routedMail()))).toMatchObject({ status: 'delivered' })
    })

    it('is registered under its name', async () => {
      expect(await destinationAdapters[adapter.name]?.()).toBe(adapter)
    })

    it('declares what the system can hold', () => {
      const { canEdit, canDelete, holds, ...sizes } = adapter.limits
      expect([typeof canEdit, typeof canDelete]).toEqual(['boolean', 'boolean'])
      expect(['public', 'private', 'both']).toContain(holds)
      for (const size of Object.values(sizes)) expect(size).toBeGreaterThan(0)
    })

    it('keeps every secret in a field that is marked as one', () => {
      const given = destination.settings('https://crm.example.test')
      const marked = secretFields(adapter.settings)
      const open = Object.fromEntries(Object.entries(given).filter(([name]) => !marked.includes(name)))
      expect(plainSettings(adapter.settings).safeParse(open).success).toBe(true)
      expectDiscreet(open, secrets)
      for (const secret of secrets) expect(JSON.stringify(given)).toContain(secret)
    })

    it('refuses secrets and unknown names in the deployment file', () => {
      const given = destination.settings('https://crm.example.test')
      const plain = plainSettings(adapter.settings)
      expect(plain.safeParse(given).success).toBe(secretFields(adapter.settings).length === 0)
      expect(adapter.settings.safeParse({ ...given, misspelled: true }).success).toBe(false)
    })

    it('quotes no secret where it refuses one', () => {
      const given = destination.settings('https://crm.example.test')
      for (const name of secretFields(adapter.settings)) {
        const { error } = adapter.settings.safeParse({ ...given, [name]: { wrong: given[name] } })
        expect(error).toBeDefined()
        expectDiscreet(error?.issues, secrets)
      }
    })
  })
}

const personalTexts = [
  'Kanarienvogel',
  'Wellensittich',
  'Änne Geheim',
  'geheim@kunde.test',
  '+49 170 0000001',
]
const [text, html, name, email, phone] = personalTexts as [string, string, string, string, string]

/** An event in which everything personal can be told from everything else. */
const personal: RoutedEvent = routedMail({
  conversation: { ...routedMail().conversation, subject: `Re: ${text}` },
  message: { id: 'email:<m2@kunde.test>', text, html: `<p>${html}</p>`, quoted: text, attachments: [] },
  author: { role: 'customer', id: email, name, email, phone },
})

function expectDiscreet(value: unknown, texts: readonly string[]): void {
  const written = JSON.stringify(value) ?? ''
  for (const text of texts) expect(written).not.toContain(text)
}

function scopeOf(outcome: DeliveryOutcome): string {
  return outcome.status === 'delivered' ? 'none' : (outcome.scope ?? 'message')
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze)
  return value
}
