import { describe, expect, it } from 'vitest'
import { createContactIndex } from '../../../../bin/operations/contacts/contact-index.ts'
import { nthEvent, operationsScene } from '../../../support/operations-scene.ts'

const hour = '2026-11-21T10'

async function scene({ maxRows = 100, now = '2026-11-21T10:30:00.000Z' } = {}) {
  const { ports, clock, archive, rows } = operationsScene()
  clock.now = now
  let pages = 0
  let deliveries = 0
  const counting = {
    now: ports.now,
    ledger: {
      ...ports.ledger,
      read: ((kind, key) => {
        if (kind === 'delivery') deliveries += 1
        return ports.ledger.read(kind, key)
      }) satisfies typeof ports.ledger.read as typeof ports.ledger.read,
    },
    retained: {
      ...ports.retained,
      archivedPage: (...asked: Parameters<typeof ports.retained.archivedPage>) => {
        pages += 1
        return ports.retained.archivedPage(...asked)
      },
    },
  }
  for (const n of [1, 2, 3]) await archive(nthEvent(n), nthEvent(n).receivedAt)
  return {
    ports,
    rows,
    index: createContactIndex({ ...counting, maxRows }),
    archive: (n: number, destinations = ['crm']) =>
      archive(nthEvent(n), nthEvent(n).receivedAt, destinations),
    later(seconds: number) {
      clock.now = new Date(Date.parse(clock.now) + seconds * 1000).toISOString()
    },
    pages: () => pages,
    deliveries: () => deliveries,
  }
}

const numbers = (rows: readonly { eventId: string }[] | undefined) =>
  rows?.map(({ eventId }) => Number(eventId.slice('evt_'.length)))

describe('the index of contacts', () => {
  it('holds an hour newest first, and no words of it', async () => {
    const { index, archive } = await scene()
    await archive(4, [])
    const rows = await index.hour(hour)
    expect(numbers(rows)).toEqual([4, 3, 2, 1])
    expect(rows?.map(({ hasBody }) => hasBody)).toEqual([false, true, true, true])
    expect(JSON.stringify(rows)).not.toMatch(/body"|Fernseher|deflate/)
  })

  it('sees at once what has come to the hour that is under way, newer or among what it knows', async () => {
    const { index, archive, rows } = await scene()
    const [two] = [...rows].filter(([key]) => key.endsWith(nthEvent(2).id))
    rows.delete(two![0])
    expect(numbers(await index.hour(hour))).toEqual([3, 1])
    rows.set(...two!)
    await archive(4)
    expect(numbers(await index.hour(hour))).toEqual([4, 3, 2, 1])
  })

  it('reads an hour that is over once a minute', async () => {
    const { index, archive, later, pages } = await scene({ now: '2026-11-21T13:00:00.000Z' })
    await index.hour(hour)
    const before = pages()
    await archive(4)
    later(59)
    expect(numbers(await index.hour(hour))).toEqual([3, 2, 1])
    expect(pages()).toBe(before)
    later(2)
    expect(numbers(await index.hour(hour))).toEqual([4, 3, 2, 1])
  })

  it('reads once for all who ask at the same time', async () => {
    const { index, pages } = await scene()
    const both = await Promise.all([index.hour(hour), index.hour(hour)])
    expect(both.map(numbers)).toEqual([
      [3, 2, 1],
      [3, 2, 1],
    ])
    expect(pages()).toBe(1)
  })

  it('gives up on an hour that is too much to hold, and lets go of others for a new one', async () => {
    const { index, archive } = await scene({ maxRows: 3, now: '2026-11-21T13:00:00.000Z' })
    expect(numbers(await index.hour(hour))).toEqual([3, 2, 1])
    await archive(4)
    index.forget()
    expect(await index.hour(hour)).toBeUndefined()
    expect(await index.hour('2026-11-21T11')).toEqual([])
  })

  it('remembers for a minute what was delivered, and nothing else of deliveries', async () => {
    const { index, ports, later, deliveries } = await scene()
    const id = nthEvent(1).id
    const read = async () => (await index.delivery('crm', id))?.status
    const merge = (status: 'waiting' | 'delivered', generation: number) =>
      ports.ledger.merge('delivery', `crm#${id}`, { status, generation, attempts: 1 })
    expect(await read()).toBeUndefined()
    await merge('waiting', 0)
    expect(await read()).toBe('waiting')
    await merge('delivered', 0)
    expect(await read()).toBe('delivered')
    await merge('waiting', 1)
    expect([await read(), deliveries()]).toEqual(['delivered', 3])
    later(61)
    expect(await read()).toBe('waiting')
    await merge('delivered', 1)
    await read()
    await merge('waiting', 2)
    index.forget()
    expect(await read()).toBe('waiting')
  })
})
