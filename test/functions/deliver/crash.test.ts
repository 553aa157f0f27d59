import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DeliveryOutcome, RemoteIds } from '../../../functions/contracts/destination.ts'
import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { routedEvent } from '../../contracts/routed-event.ts'
import { deliverScene } from '../../support/deliver-scene.ts'

const remote: RemoteIds = { ticket: 'T-1', message: 'A-1' }
const outcomes = fc.constantFrom<DeliveryOutcome>(
  { status: 'delivered', remote },
  { status: 'delivered' },
  { status: 'retry', reason: 'answered 409', scope: 'message' },
  { status: 'retry', reason: 'answered 500' },
  { status: 'retry', reason: 'answered 500', progress: { upload: 'U-1' } },
  { status: 'retry', reason: 'answered 429', afterSeconds: 5, throttled: true },
  { status: 'retry', reason: 'no answer', uncertain: true },
  { status: 'retry', reason: 'refused', scope: 'destination' },
  { status: 'rejected', code: 'refused', reason: 'answered 422' },
  { status: 'rejected', code: 'gone', reason: 'answered 410', scope: 'destination' },
)

/** A receiver that keeps what it takes under the event's id, like any sound one. */
function receiver(script: readonly DeliveryOutcome[]) {
  const tickets = new Set<string>()
  const answers = [...script, { status: 'delivered', remote } as const]
  return {
    tickets,
    findExisting: async ({ id }: RoutedEvent) => (tickets.has(id) ? remote : undefined),
    answer: ({ id }: RoutedEvent): DeliveryOutcome => {
      const outcome = (answers.length > 1 ? answers.shift() : answers[0]) ?? { status: 'delivered' }
      // An uncertain one has been taken, and nobody knows.
      if (outcome.status === 'delivered' || (outcome.status === 'retry' && outcome.uncertain)) {
        if (tickets.has(id)) throw new Error('a second ticket')
        tickets.add(id)
      }
      return outcome
    },
  }
}

describe('deliver, when its process dies', () => {
  it('ends with one ticket or a parked event, at whichever call it died and however often', async () => {
    const crashes = fc.array(
      fc.record({ at: fc.nat(13), when: fc.constantFrom('before' as const, 'after' as const) }),
      { maxLength: 3 },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(outcomes, { maxLength: 4 }), crashes, async (script, plans) => {
        const crm = receiver(script)
        const scene = deliverScene({ answers: [crm.answer], findExisting: crm.findExisting })
        const event = routedEvent()
        let finished = false
        for (let receiveCount = 1; !finished && receiveCount < 30; receiveCount++) {
          scene.process.plan(plans[receiveCount - 1])
          try {
            finished = (await scene.deliver(event, { receiveCount })) === 'done' && !scene.process.died()
          } catch {
            expect(scene.process.died()).toBe(true)
          }
          scene.pass(3600)
        }
        expect(finished).toBe(true)
        const status = scene.rows.get(`delivery#crm#${event.id}`)?.['status']
        expect(['delivered', 'parked']).toContain(status)
        if (status === 'delivered') expect(crm.tickets.size).toBe(1)
        if (status === 'parked') {
          expect(scene.rows.has(`parked#crm#${event.id}`)).toBe(true)
          expect(scene.objects.has(`parked/crm/${event.id}.json`)).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  }, 60_000)

  it('never forgets a ticket whose event it calls delivered', async () => {
    for (let at = 0; ; at++) {
      const scene = deliverScene({ answers: [{ status: 'delivered', remote }] })
      scene.process.plan({ at, when: 'after' })
      await scene.deliver(routedEvent()).catch(() => {})
      const isDelivered = scene.row('delivery', routedEvent().id)?.['status'] === 'delivered'
      if (isDelivered) expect(scene.row('ticket', routedEvent().work.key)).toEqual(remote)
      if (!scene.process.died()) return
    }
  })

  it('asks an adapter that cannot look for what is there again only where the ledger does not know', async () => {
    for (const when of ['before', 'after'] as const)
      for (let at = 0; ; at++) {
        const scene = deliverScene({ answers: [{ status: 'delivered', remote }] })
        scene.process.plan({ at, when })
        await scene.deliver(routedEvent()).catch(() => {})
        const died = scene.process.died()
        const known = scene.row('delivery', routedEvent().id)?.['status'] === 'delivered'
        const asked = scene.calls.length
        scene.process.plan()
        // The dead function has the right to send for so long.
        scene.pass(80)
        expect(await scene.deliver(routedEvent(), { receiveCount: 2 })).toBe('done')
        expect(scene.calls.length).toBe(known ? asked : asked + 1)
        if (!died) break
      }
  })
})
