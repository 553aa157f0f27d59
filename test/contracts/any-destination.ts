import { describe, expect, it } from 'vitest'
import type {
  DeliveryContext,
  DeliveryOutcome,
  DestinationAdapter,
} from '../../functions/contracts/destination.ts'
import { destinationOf } from '../../functions/contracts/own-adapter.ts'
import { plainSettings, secretFields } from '../../functions/core/settings.ts'
import { destinationAdapters } from '../../functions/destinations/index.ts'
import type { RoutedEvent } from '../../schemas/contact-event.ts'
import { attemptedAt, deliveryContext } from './delivery-context.ts'
import { routedEvent, routedMail } from './routed-event.ts'
import { closedOrigin } from './scripted-server.ts'

export interface AnyDestination<Settings> {
  readonly adapter: DestinationAdapter<Settings>
  /** Settings, the secret ones included, for a system at `origin`. */
  readonly settings: (origin: string) => Record<string, unknown>
  /** Every secret text in them, recognisable. */
  readonly secrets: readonly string[]
  /** The module that a deployment names, of an adapter of one's own; @default a built-in one */
  readonly module?: () => Promise<unknown>
  /** The cases that a destination may leave out, each with a sentence that says why. */
  readonly skip?: Partial<Record<'hang' | 'idempotency', string>>
}

/** The other side, whatever it speaks, as far as the tests tell it what to do. */
export interface SystemUnderTest {
  /** `http://127.0.0.1:<port>`, once the tests run, also where it does not speak HTTP. */
  readonly origin: string
  /** What reached it whole. */
  readonly received: readonly unknown[]
  /** Where each carried the idempotency key; without it the adapter needs `findExisting`. */
  readonly idempotencyKeys?: () => readonly (string | undefined)[]
  /** From now on it takes everything. */
  take(): void
  /** From now on it has the message and says nothing. @param asked called when it has */
  keepSilent(asked: () => void): void
  /** From now on it has the message and ends the connection. */
  hangUp(): void
}

/** What deliver relies on in every destination adapter, whatever the protocol. */
export function describeAnyDestination<Settings>(
  destination: AnyDestination<Settings>,
  system: SystemUnderTest,
): void {
  const { adapter, secrets, skip = {} } = destination
  const { deliver, readSettings } = attempts(destination, system)

  const unless = (name: 'hang' | 'idempotency', title: string, test: () => Promise<void>) =>
    skip[name] === undefined ? it(title, test) : it.skip(`${title} (${skip[name]})`, test)

  describe('destination contract: failures', () => {
    unless('hang', 'ends with the signal, and the message may have been taken', async () => {
      const time = new AbortController()
      system.keepSilent(() => time.abort())
      const outcome = await deliver(personal, { signal: time.signal })
      expect(outcome).toMatchObject({ status: 'retry', uncertain: true })
    })

    it('sends nothing once the signal has been given', async () => {
      const outcome = await deliver(personal, { signal: AbortSignal.abort() })
      expect(outcome).toMatchObject({ status: 'retry' })
      expect(outcome).not.toHaveProperty('uncertain')
      expect(system.received).toEqual([])
    })

    it('waits for a system that refuses connections, and knows that nothing was taken', async () => {
      const outcome = await deliver(personal, { settings: readSettings(await closedOrigin()) })
      expect(outcome).toMatchObject({ status: 'retry', scope: 'destination' })
      expect(outcome).not.toHaveProperty('uncertain')
    })

    it('tries again where the connection ends without an answer, and the message may have been taken', async () => {
      system.hangUp()
      expect(await deliver()).toMatchObject({ status: 'retry', uncertain: true })
    })
  })

  describe('destination contract: promises', () => {
    it('takes whatever kind of event there is for delivered', async () => {
      system.take()
      for (const event of [personal, routedEvent(), routedMail()])
        expect(await deliver(event)).toMatchObject({ status: 'delivered' })
    })

    unless('idempotency', 'lets the system tell a second attempt', async () => {
      system.take()
      await deliver(personal, { attempt: 1 })
      await deliver(personal, { attempt: 2, now: () => new Date(attemptedAt.getTime() + 60_000) })
      const keys = system.idempotencyKeys?.()
      if (keys) expect(new Set(keys)).toEqual(new Set([personal.id]))
      else {
        const settings = readSettings(system.origin)
        const opened = adapter.open(await deliveryContext(personal, settings))
        expect(opened.findExisting).toBeTypeOf('function')
      }
    })

    it('asks nothing of the system until it is told what to deliver', async () => {
      system.take()
      adapter.open(await deliveryContext(personal, readSettings(system.origin)))
      await new Promise(setImmediate)
      expect(system.received).toEqual([])
    })

    it('minds no progress that it does not know, as an older version may have left it', async () => {
      system.take()
      const progress = { 'a step of another version': 'done' }
      expect(await deliver(routedMail(), { attempt: 2, progress })).toMatchObject({ status: 'delivered' })
    })

    it('leaves the event as it was', async () => {
      system.take()
      expect(await deliver(deepFreeze(routedMail()))).toMatchObject({ status: 'delivered' })
    })

    it('is registered under its name, or exported by its module as `destination`', async () => {
      const { module } = destination
      if (module) expect(destinationOf(await module())).toBe(adapter)
      else expect(await destinationAdapters[adapter.name]?.()).toBe(adapter)
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
      expect(plain.safeParse(given).success).toBe(
        !secretFields(adapter.settings).some((name) => name in given),
      )
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

/** One attempt after the other at `system`. */
export function attempts<Settings>(
  { adapter, settings, secrets }: AnyDestination<Settings>,
  system: { readonly origin: string },
) {
  const readSettings = (origin: string) => adapter.settings.parse(settings(origin))
  return {
    readSettings,
    /** Whatever comes of it is checked for what may never be in it. */
    async deliver(
      event = personal,
      context: Partial<DeliveryContext<Settings>> = {},
    ): Promise<DeliveryOutcome> {
      const outcome = await adapter
        .open(await deliveryContext(event, readSettings(system.origin), context))
        .deliver(event)
      expectDiscreet(outcome, [...secrets, ...personalTexts])
      return outcome
    },
  }
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
export const personal: RoutedEvent = routedMail({
  conversation: { ...routedMail().conversation, subject: `Re: ${text}` },
  message: { id: 'email:<m2@kunde.test>', text, html: `<p>${html}</p>`, quoted: text, attachments: [] },
  author: { role: 'customer', id: email, name, email, phone },
})

function expectDiscreet(value: unknown, texts: readonly string[]): void {
  const written = JSON.stringify(value) ?? ''
  for (const text of texts) expect(written).not.toContain(text)
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze)
  return value
}
