import { describe, expect, it } from 'vitest'
import type { Ledger, RowKind } from '../../../functions/core/ledger.ts'
import { personKey } from '../../../functions/core/person-key.ts'
import { deliverEvent } from '../../../functions/deliver/deliver-event.ts'
import { routedEvent } from '../../contracts/routed-event.ts'
import { deliverScene } from '../../support/deliver-scene.ts'

const event = routedEvent()
const queued = { event, generation: 0, receiveCount: 1 }

/** A ledger of which something happens at each claim, and whose reads may fail. */
function slowly(
  ledger: Ledger,
  { claimed, fails }: { claimed?: () => Promise<void>; fails?: (kind: RowKind) => boolean },
): Ledger {
  return {
    ...ledger,
    async replace(kind, ...rest) {
      if (kind === 'delivery') await claimed?.()
      return ledger.replace(kind, ...rest)
    },
    async read(kind, key) {
      if (fails?.(kind)) throw new Error('throttled')
      return ledger.read(kind, key)
    },
  }
}

describe('the words of an event', () => {
  it('are not sent where they were taken back while the right to send them was being taken', async () => {
    const { ports, calls } = deliverScene()
    const deletedAt = '2026-11-20T12:00:00.000Z'
    const claimed = () => ports.ledger.merge('message', event.message!.id, { deletedAt })
    expect(await deliverEvent(queued, { ...ports, ledger: slowly(ports.ledger, { claimed }) })).toBe('done')
    expect(calls[0]?.event.message).toMatchObject({ withheld: 'deleted' })
    expect(calls[0]?.event.message).not.toHaveProperty('text')
  })

  it('are not sent where their author was erased while the right to send them was being taken', async () => {
    const { ports, calls } = deliverScene()
    const { id = '', scope } = event.author ?? {}
    const erasedAt = '2026-11-20T23:00:00.000Z'
    const claimed = () => ports.ledger.merge('suppression', personKey({ id, scope }), { erasedAt })
    expect(await deliverEvent(queued, { ...ports, ledger: slowly(ports.ledger, { claimed }) })).toBe('done')
    expect(calls[0]?.event.message).toMatchObject({ withheld: 'erased' })
    expect(calls[0]?.event.message).not.toHaveProperty('text')
  })

  it.each([
    ['message', 0],
    ['message', 2],
    ['conversation', 0],
    ['suppression', 2],
  ] as const)(
    'are asked for again at once where nobody could read the row of the %s, in generation %d',
    async (unread, generation) => {
      const { ports, calls, row } = deliverScene()
      let away = true
      const ledger = slowly(ports.ledger, { fails: (kind) => away && kind === unread })
      const again = { ...queued, generation }
      await expect(deliverEvent(again, { ...ports, ledger })).rejects.toThrow('throttled')
      expect(row('delivery', event.id)).not.toHaveProperty('claimedUntil')
      expect(row('delivery', event.id)).toMatchObject({ attempts: 0, uncertain: generation > 0 })
      away = false
      expect(await deliverEvent(again, { ...ports, ledger })).toBe('done')
      expect(calls).toHaveLength(1)
    },
  )
})
