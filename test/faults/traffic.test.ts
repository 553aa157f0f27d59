import { expect, it } from 'vitest'
import { normalize } from '../../functions/platforms/facebook/normalize.ts'
import { diceOf } from './dice.ts'
import { metaPayload } from './meta-payload.ts'
import { planTraffic } from './traffic.ts'

const plan = (seed: number, events = 500) =>
  planTraffic({ series: '100', events, rejected: 0.1, fatal: true }, diceOf(seed))

it('plans so many events, each once, and every conversation in order', () => {
  const updates = plan(1).flat(2)
  expect(new Set(updates.map(({ messageId }) => messageId)).size).toBe(500)
  for (const conversation of Map.groupBy(updates, ({ conversation }) => conversation).values())
    expect(conversation.map(({ index }) => index)).toEqual(conversation.map((_, place) => place))
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

it('becomes payloads that say the same when they are read', () => {
  const receivedAt = '2026-11-21T12:00:00.000Z'
  for (const updates of plan(3).flat()) {
    const body = new TextEncoder().encode(JSON.stringify(metaPayload(updates)))
    const settings = { appSecrets: ['secret'], verifyTokens: ['token'] }
    const { events, quarantined } = normalize({ body }, { settings, receivedAt })
    expect(quarantined).toEqual([])
    expect(events.map(({ message, surface }) => [message?.id, message?.text, surface])).toEqual(
      updates.map(({ messageId, text, surface }) => [messageId, text, surface]),
    )
  }
})
