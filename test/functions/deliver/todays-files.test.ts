import { describe, expect, it } from 'vitest'
import { personKey } from '../../../functions/core/person-key.ts'
import { deliverEvent } from '../../../functions/deliver/deliver-event.ts'
import type { Attachment } from '../../../schemas/contact-event.ts'
import { routedEvent } from '../../contracts/routed-event.ts'
import { deliverScene } from '../../support/deliver-scene.ts'

const pending: Attachment = { type: 'image', state: 'pending', url: 'https://scontent.xx.fbcdn.net/1.jpg' }
const base = routedEvent()
const event = { ...base, message: { ...base.message!, attachments: [pending, pending] } }
const stored = {
  state: 'stored' as const,
  type: 'image/jpeg',
  key: 'attachments/a/b/1.jpg',
  name: '1.jpg',
  size: 7,
}
const gone = { state: 'unavailable' as const, reason: 'the platform has it no longer' }

async function delivered(generation: number, taken?: 'erased') {
  const { ports, calls } = deliverScene()
  await ports.ledger.merge('attachments', event.id, { files: { 0: stored, 1: gone } })
  const { id = '', scope } = event.author ?? {}
  if (taken)
    await ports.ledger.merge('suppression', personKey({ id, scope }), {
      erasedAt: '2027-01-01T00:00:00.000Z',
    })
  await deliverEvent({ event, generation, receiveCount: 1 }, ports)
  return calls[0]?.event.message
}

describe('the files of an event', () => {
  it('go out as pending first, for what became of them comes behind it', async () => {
    expect((await delivered(0))?.attachments).toEqual([pending, pending])
  })

  it('are left pending where one that is to be scanned has not been, and are those of today once all have', async () => {
    const key = `attachments/a/private/scan/${'0'.repeat(64)}/1.jpg`
    const files = { 0: { ...stored, key }, 1: gone }
    for (const settledAt of [undefined, '2027-01-01T00:00:00.000Z']) {
      const { ports, calls } = deliverScene()
      await ports.ledger.merge('attachments', event.id, { files, settledAt })
      await deliverEvent({ event, generation: 1, receiveCount: 1 }, ports)
      const [first, second] = calls[0]?.event.message?.attachments ?? []
      expect(first).toEqual(settledAt === undefined ? pending : { ...stored, key })
      expect(second).toEqual({ ...pending, ...gone })
    }
  })

  it('are those of today where it is sent again', async () => {
    expect((await delivered(1))?.attachments).toEqual([stored, { ...pending, ...gone }])
  })

  it('are gone where its writer was erased meanwhile', async () => {
    expect(await delivered(1, 'erased')).toMatchObject({ withheld: 'erased', attachments: [] })
  })
})
