import { describe, expect, it } from 'vitest'
import { DeliveryEnded, rejection } from '../../../../functions/contracts/delivery-ended.ts'
import { fine, wrong } from '../../../../functions/kits/delivery/finding.ts'
import {
  lookUpFinding,
  probeTickets,
  type TicketProbe,
} from '../../../../functions/kits/ticketing/probe-tickets.ts'

const probe = (overrides: Partial<TicketProbe>, url = 'https://desk.test/api') =>
  probeTickets({
    url,
    log: 'the desk’s log',
    refused: { credentials: 'make another token', address: 'the desk is not there: correct url' },
    reach: async () => [],
    ...overrides,
  })
const summary = async (overrides: Partial<TicketProbe>, url?: string) =>
  (await probe(overrides, url)).map(({ check, ok }) => `${check} ${ok}`)
const refuse = (reason: string) => Promise.reject(rejection('refused', reason))
const unanswered = new DeliveryEnded({ status: 'retry', reason: 'no answer: ECONNREFUSED' }, 'ECONNREFUSED')

describe('probeTickets', () => {
  it('says that address, certificate and credentials are in order once it is let in', async () => {
    expect(await summary({})).toEqual(['address true', 'certificate true', 'credentials true'])
    expect(await summary({}, 'http://localhost:1')).toEqual(['address true', 'credentials true'])
  })

  it.each([
    [401, 'credentials', /make another token/],
    [301, 'address', /another address/],
    [404, 'address', /the desk is not there: correct url \(answered 404\)/],
    [429, 'answer', /try again/],
    [502, 'answer', /the desk’s log/],
  ])('ends at a first request that is answered with %s', async (refused, about, sentence) => {
    const found = await probe({ reach: async () => ({ refused }) })
    expect(found).toEqual([{ check: about, ok: false, message: expect.stringMatching(sentence) }])
  })

  it('goes on after a step that is refused, and tells the same thing once', async () => {
    const step = async () => [fine('rights', 'it may')]
    const steps = [() => refuse('answered 500'), step, () => refuse('answered 500')]
    const found = (await probe({ reach: async () => steps })).slice(3)
    expect(found).toEqual([
      wrong('answer', expect.stringContaining('answered 500')),
      fine('rights', 'it may'),
    ])
  })

  it('asks nothing more where nobody answers', async () => {
    let asked = 0
    const silent = () => {
      asked += 1
      return Promise.reject(unanswered)
    }
    expect((await summary({ reach: async () => [silent, silent] })).at(-1)).toBe('address false')
    expect(asked).toBe(1)
    expect(await summary({ reach: () => Promise.reject(unanswered) })).toEqual(['address false'])
  })

  it('lets the system say what a refusal means there, and hides no fault of its own', async () => {
    const judge = () => wrong('rights', 'give it the right')
    expect((await summary({ judge, reach: async () => [() => refuse('x')] })).at(-1)).toBe('rights false')
    await expect(probe({ reach: () => Promise.reject(new TypeError('ours')) })).rejects.toThrow('ours')
  })
})

describe('lookUpFinding', () => {
  it('warns where a search finds what nobody has', () => {
    expect(lookUpFinding([], 'create the field').ok).toBe(true)
    expect(lookUpFinding([{}], 'create the field')).toEqual(
      wrong('look-up', expect.stringContaining('create the field')),
    )
  })
})
