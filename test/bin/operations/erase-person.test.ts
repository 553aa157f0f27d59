import { describe, expect, it } from 'vitest'
import { erasePerson } from '../../../bin/operations/erase-person.ts'
import { withholdTakenBack } from '../../../functions/deliver/withhold-taken-back.ts'
import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { nthEvent, operationsScene } from '../../support/operations-scene.ts'

const anne = { id: '991', scope: 'facebook:4711' }
const by = (
  n: number,
  author: { id: string; scope?: string },
  message: Partial<RoutedEvent['message']> = {},
) =>
  nthEvent(n, {
    author: { role: 'customer', ...author },
    message: { id: `facebook:777_${n}`, text: 'Immer noch schwarz.', attachments: [], ...message },
  })
const stored = (key: string) => ({ type: 'image/jpeg', state: 'stored' as const, key })
const at = '2026-11-21T10:01:00.000Z'

/** One event of Änne's archived, one large one too, one parked, and the same of others. */
async function scene() {
  const made = operationsScene()
  await made.archive(by(1, anne, { attachments: [stored('attachments/aa/foto.jpg')] }), at)
  await made.archive(by(2, anne, { text: 'x'.repeat(250_000) }), at)
  await made.archive(by(3, { id: '992', scope: 'facebook:4711' }), at)
  await made.archive(by(4, { id: '991', scope: 'facebook:9' }), at)
  await made.park(by(5, anne))
  await made.park(by(6, { id: '992', scope: 'facebook:4711' }))
  made.objects.set('attachments/aa/foto.jpg', new Uint8Array(1))
  made.objects.set('attachments/bb/anders.jpg', new Uint8Array(1))
  return made
}

describe('erasePerson', () => {
  it('removes what is kept of the person, and of nobody else', async () => {
    const { ports, rows, objects } = await scene()
    const report = await erasePerson(anne, ports, { dryRun: false })
    expect(report).toEqual({ parked: 1, archived: 2, attachments: 1, unreadable: 0 })
    const kept = [...rows.values()].flatMap(({ eventId }) => eventId ?? [])
    expect(kept.toSorted()).toEqual([3, 4, 6].map((n) => nthEvent(n).id))
    expect([...objects.keys()].toSorted()).toEqual([
      'attachments/bb/anders.jpg',
      `parked/crm/${nthEvent(6).id}.json`,
    ])
  })

  it('has what still waits go out without the words and the name, and what comes later with them', async () => {
    const { ports, clock } = await scene()
    await erasePerson(anne, ports, { dryRun: false })
    const waiting = await withholdTakenBack(by(7, { ...anne, name: 'Änne' } as typeof anne), ports.ledger)
    expect(waiting.message).toMatchObject({ withheld: 'erased' })
    expect(JSON.stringify(waiting)).not.toMatch(/schwarz|Änne/)
    const later = { ...by(8, anne), receivedAt: new Date(Date.parse(clock.now) + 1).toISOString() }
    expect((await withholdTakenBack(later, ports.ledger)).message?.text).toBe('Immer noch schwarz.')
  })

  it('counts the same and removes nothing in a dry run', async () => {
    const { ports, rows, objects } = await scene()
    const before = [rows.size, objects.size]
    expect(await erasePerson(anne, ports, { dryRun: true })).toMatchObject({ parked: 1, archived: 2 })
    expect([rows.size, objects.size]).toEqual(before)
  })

  it('says how many could not be read', async () => {
    const made = operationsScene()
    await made.park('{"not":"an event"}')
    expect(await erasePerson(anne, made.ports, { dryRun: false })).toMatchObject({ parked: 0, unreadable: 1 })
  })
})
