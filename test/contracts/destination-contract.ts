import { describe, expect, it } from 'vitest'
import type { DeliveryOutcome } from '../../functions/contracts/destination.ts'
import { type AnyDestination, attempts, describeAnyDestination, personal } from './any-destination.ts'
import { routedEvent, routedMail } from './routed-event.ts'
import { type Answer, type ReceivedRequest, useScriptedServer } from './scripted-server.ts'

/** The cases that a destination may leave out, each with a sentence that says why. */
type Skippable = `${number}` | 'redirect' | 'hang' | 'flood' | 'idempotency'

export interface DestinationUnderTest<Settings> extends Omit<AnyDestination<Settings>, 'skip'> {
  /** The ways in which the system says that it has taken an event. */
  readonly taken: Record<string, (request: ReceivedRequest) => Answer>
  /** What it answers where one signs in, whatever else a test makes it answer; elsewhere `undefined`. */
  readonly signIn?: (request: ReceivedRequest) => Answer | undefined
  /** Where a request carries the idempotency key; without it the adapter needs `findExisting`. */
  readonly idempotencyKey?: (request: ReceivedRequest) => string | undefined
  readonly skip?: Partial<Record<Skippable, string>>
}

/** The first tests of every destination adapter that speaks HTTP: what deliver relies on. */
export function describeDestination<Settings>(destination: DestinationUnderTest<Settings>): void {
  const { taken, signIn, idempotencyKey, skip = {} } = destination
  const server = useScriptedServer()
  const { deliver } = attempts(destination, server)

  function answerWith(answer: (request: ReceivedRequest) => Answer): void {
    server.answer = (request) => signIn?.(request) ?? answer(request)
  }

  async function deliverTo(answer: Answer): Promise<DeliveryOutcome> {
    answerWith(() => answer)
    return deliver()
  }

  const unless = (name: Skippable, title: string, test: () => Promise<void>) =>
    skip[name] === undefined ? it(title, test) : it.skip(`${title} (${skip[name]})`, test)

  describe('destination contract: answers', () => {
    for (const [name, answer] of Object.entries(taken))
      it(`takes ${name} for delivered`, async () => {
        answerWith(answer)
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

  describe('destination contract: failures of HTTP', () => {
    it('tries again after a reset before the body is read, and the message may have been taken', async () => {
      expect(await deliverTo('reset before the body is read')).toMatchObject({
        status: 'retry',
        uncertain: true,
      })
    })

    unless('flood', 'reads no answer without an end', async () => {
      await deliverTo('flood')
      expect(server.flooded).toBeLessThan(32 * 1024 * 1024)
    })
  })

  describeAnyDestination(destination, {
    get origin() {
      return server.origin
    },
    get received() {
      return server.requests
    },
    ...(idempotencyKey && { idempotencyKeys: () => server.requests.map(idempotencyKey) }),
    take() {
      const [answer = () => 'never' as const] = Object.values(taken)
      answerWith(answer)
    },
    keepSilent(asked) {
      answerWith(() => {
        asked()
        return 'never'
      })
    },
    hangUp() {
      answerWith(() => 'reset after the body is read')
    },
  })
}

function scopeOf(outcome: DeliveryOutcome): string {
  return outcome.status === 'delivered' ? 'none' : (outcome.scope ?? 'message')
}
