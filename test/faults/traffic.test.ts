import { expect, it } from 'vitest'
import { platformSenders } from '../../bin/local/senders/index.ts'
import { acceptanceGroup } from '../../functions/core/ids.ts'
import { platformAdapters } from '../../functions/platforms/index.ts'
import type { ContactEvent } from '../../schemas/contact-event.ts'
import { expectResult, readSigned } from '../contracts/webhook-request.ts'
import { diceOf } from './dice.ts'
import { payloadOf } from './payload-of.ts'
import { customerOf, places } from './places.ts'
import { planTraffic } from './traffic.ts'
import type { Update } from './update.ts'

const plan = (seed: number, events = 1000) =>
  planTraffic({ series: '100', events, rejected: 0.1, fatal: true }, diceOf(seed))

it('plans so many events, each once, and every group in order', () => {
  const updates = plan(1).flat(2)
  expect(new Set(updates.map(({ key }) => key)).size).toBe(1000)
  for (const group of Map.groupBy(updates, ({ group }) => group).values()) {
    const indices = group.map(({ index }) => index)
    expect(indices).toEqual(indices.toSorted((one, other) => one - other))
  }
})

it('plans whatever follows something behind it', () => {
  const before = new Set<string>()
  for (const update of plan(1).flat(2)) {
    for (const key of update.follows) expect(before).toContain(key)
    before.add(update.key)
  }
})

it('plans the same for the same seed, and something else for another', () => {
  expect(plan(1)).toEqual(plan(1))
  expect(plan(1)).not.toEqual(plan(2))
})

it('puts poison into the middle, one message that kills each consumer', () => {
  const malices = plan(1)
    .flat(2)
    .map(({ malice }) => malice)
  expect(malices.filter((malice) => malice === 'route')).toHaveLength(1)
  expect(malices.filter((malice) => malice === 'deliver')).toHaveLength(1)
  expect(malices.filter((malice) => malice === 'rejected').length).toBeGreaterThan(10)
})

it('tells of every place, with messages of both sides, edits and deletions', () => {
  const updates = plan(1).flat(2)
  for (const name of Object.keys(places) as (keyof typeof places)[]) {
    const here = updates.filter(({ place }) => place === name)
    const kinds = new Set(here.map(({ kind, author }) => `${kind} ${author}`))
    const changes = places[name].changes.length > 0 ? 2 : 0
    expect(kinds.size, name).toBeGreaterThanOrEqual(1 + Number(places[name].answers) + changes)
  }
})

async function read(updates: readonly Update[]): Promise<readonly ContactEvent[]> {
  const { door, payload } = payloadOf(updates)
  const [adapter, sender] = await Promise.all([platformAdapters[door]?.(), platformSenders[door]?.()])
  if (!adapter || !sender) throw new Error(`no platform ${door}`)
  const body = new TextEncoder().encode(JSON.stringify(payload))
  const { events, quarantined } = expectResult(await readSigned({ adapter, sender }, body))
  expect(quarantined).toEqual([])
  return events
}

it('becomes payloads that say the same when they are read', async () => {
  const groups = new Map<string, string>()
  for (const updates of plan(3).flat()) {
    const events = await read(updates)
    expect(events).toHaveLength(updates.length)
    for (const [index, update] of updates.entries()) {
      const event = events[index]
      const { key, text, author, place, conversation, follows, group, kind } = update
      expect(`${event?.kind} ${event?.message?.id}`).toBe(key)
      expect(event?.message?.text ?? '').toBe(text)
      expect(event?.direction).toBe(author === 'company' ? 'outbound' : 'inbound')
      if (author === 'customer' && event?.author)
        expect(event.author).toMatchObject(customerOf(place, conversation))
      if (kind === 'message.created' && place !== 'messenger' && follows[0] !== undefined)
        expect(event?.conversation.parentMessageId).toBeDefined()
      const accepted = event ? acceptanceGroup(event) : ''
      expect(groups.get(group) ?? accepted).toBe(accepted)
      groups.set(group, accepted)
    }
  }
})
