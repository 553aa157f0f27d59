import { describe, expect, it } from 'vitest'
import { ownFunctions } from '../../../../functions/route/own/own-functions.ts'
import type { Returned } from '../../../../functions/route/own/own-process.ts'
import type { RoutedEvent } from '../../../../schemas/contact-event.ts'
import { customer, directMessage } from '../../../support/contact-events.ts'
import { recordingTelemetry } from '../../../support/memory-ports.ts'

const message = directMessage('m1', customer('anne'))
const event: RoutedEvent = { ...message, work: { effect: 'open', key: 'k:1', reopen: false, reason: 'r' } }
const known = { ticket: { exists: false, answered: false } }

function returning(returned: Returned, names = ['decide', 'enrich']) {
  const { telemetry, lines, counts } = recordingTelemetry()
  const own = ownFunctions({
    own: { call: async () => returned, stop() {} },
    names: new Set(names as ('decide' | 'enrich')[]),
    destinations: [
      { name: 'crm', holds: 'both' },
      { name: 'forum', holds: 'public' },
    ],
    telemetry,
  })
  const decide = () => own.decide({ event, known, proposed: { to: ['crm'], effect: 'open' } })
  return { decide, enrich: () => own.enrich({ event, known }), lines, counts }
}
const json = (value: unknown): Returned => ({ json: JSON.stringify(value) })

describe('a decision of one’s own', () => {
  it.each([[{ to: ['crm'] }], [{ to: 'ignore', reason: 'spam' }], [{ effect: 'none' }], [{}]])(
    'stands as %j',
    async (decision) => {
      const { decide, lines } = returning(json(decision))
      expect(await decide()).toEqual(decision)
      expect(lines).toEqual([])
    },
  )

  it.each([undefined, null])('is none as %j', async (value) => {
    expect(await returning(json(value)).decide()).toBeUndefined()
  })

  it.each([
    ['that names a destination that is not there', json({ to: ['crm', 'crmm'] }), 'unknown_destination'],
    ['that names one that may not hold the event', json({ to: ['crm', 'forum'] }), 'may_not_hold'],
    ['that names nobody', json({ to: [] }), 'malformed'],
    ['of an unknown effect', json({ effect: 'close' }), 'malformed'],
    ['with a field that is none', json({ too: ['crm'] }), 'malformed'],
    ['of the wrong form', json('crm'), 'malformed'],
    ['whose reason is a novel', json({ reason: 'x'.repeat(201) }), 'malformed'],
    ['that was not made in time', { failed: 'timed_out' }, 'timed_out'],
    ['that was never made', { failed: 'not_loaded' }, 'not_loaded'],
  ])('%s is none, and is told of without a word of the event', async (_, returned, code) => {
    const { decide, lines, counts } = returning(returned)
    expect(await decide()).toBeUndefined()
    expect(lines).toEqual([
      { code: 'own_function_failed', fields: { function: 'decide', code, event: event.id } },
    ])
    expect(counts).toEqual(new Map([['OwnFunctionFailed', 1]]))
  })

  it('is not asked for where the deployment names none', async () => {
    const { decide, enrich, counts } = returning({ failed: 'threw' }, [])
    expect([await decide(), await enrich(), counts.size]).toEqual([undefined, undefined, 0])
  })
})

describe('fields of one’s own', () => {
  it.each([
    [{ topic: 'tv', 'customer-class': { vip: true, since: 1999, names: ['a', null] } }],
    [{ topic: null }],
    [{ topic: 'x'.repeat(7_900) }],
  ])('stand as %j', async (extensions) => {
    expect(await returning(json(extensions)).enrich()).toEqual(extensions)
  })

  it('are none where there are none', async () => {
    expect(await returning(json({})).enrich()).toBeUndefined()
  })

  const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)])
  it.each([
    ['a list', ['tv'], 'malformed'],
    ['a text', 'tv', 'malformed'],
    ['a name in capitals', { Topic: 'tv' }, 'malformed'],
    ['a name that is too long', { ['x'.repeat(41)]: 1 }, 'malformed'],
    ['a name that objects have', JSON.parse('{"__proto__":{"vip":true}}'), 'malformed'],
    ['more levels than readers take', { topic: deep(30) }, 'malformed'],
    ['more than 8 kB, in bytes', { topic: 'ü'.repeat(4_000) }, 'too_large'],
  ])('are none where they are %s', async (_, value, code) => {
    const { enrich, lines } = returning(json(value))
    expect(await enrich()).toBeUndefined()
    expect(lines.map(({ fields }) => fields['code'])).toEqual([code])
  })
})
