import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { Ledger } from '../../../functions/core/ledger.ts'
import { diceOf } from '../../faults/dice.ts'
import { neverHappens, orders, summary } from '../../support/judge-ending.ts'
import { type Story, tellers } from '../../support/random-story.ts'
import { atRandom, type Disturbance, type Ending, oneAfterTheOther } from '../../support/routed-at-random.ts'
import { isThorough } from '../../support/thorough.ts'

const isDeletion = (kind: string) => kind === 'message.deleted'
/** Of each platform; the environment may ask for more. */
const schedules = Number(process.env['NETZDIALOG_SCHEDULES'] ?? (isThorough ? 500 : 125))
const maxOrders = 3000

/** Whether a story could have come to this one event after the other, in some order that keeps what comes first. */
async function isSerial(story: Story, ending: Ending): Promise<boolean> {
  const wanted = summary(ending)
  let tried = 0
  for (const order of orders(story, ending.finished)) {
    if (isDeepStrictEqual(summary(await oneAfterTheOther(order)), wanted)) return true
    tried += 1
    if (tried === maxOrders) return false
  }
  return false
}

/** What is wrong with one schedule of one story; nothing, where all is well. */
async function judge(
  teller: keyof typeof tellers,
  seed: number,
  disturbance: Disturbance,
): Promise<string[]> {
  const dice = diceOf(seed).of(teller)
  const story = tellers[teller](dice.of('story'), dice.between(3, 8))
  const ending = await atRandom(story, dice, disturbance)
  const found = neverHappens(story, ending)
  const isWell = found.length > 0 || (await isSerial(story, ending))
  return isWell ? found : ['it comes to something that no order one after the other comes to']
}

/** @param enough so many are looked for */
async function failures(
  teller: keyof typeof tellers,
  disturbance: Disturbance,
  enough = 5,
): Promise<string[]> {
  const found: string[] = []
  for (let seed = 1; seed <= schedules && found.length < enough; seed++)
    for (const sentence of await judge(teller, seed, disturbance)) found.push(`schedule ${seed}: ${sentence}`)
  return found
}

describe.each(Object.keys(tellers) as (keyof typeof tellers)[])('a conversation by %s', (teller) => {
  it('comes to what it comes to one after the other, however calls interleave', async () => {
    expect(await failures(teller, {})).toEqual([])
  }, 120_000)

  it('does so where functions die and begin again', async () => {
    expect(await failures(teller, { crashes: 0.2 })).toEqual([])
  }, 120_000)
})

describe('a deletion that has waited in vain', () => {
  it('and its message see each other however close they pass, so that no words stay', async () => {
    const hasty = { patienceSeconds: (kind: string) => (isDeletion(kind) ? 0 : 60) }
    for (let seed = 1; seed <= schedules; seed++) {
      const dice = diceOf(seed)
      const told = tellers['x-v1'](dice.of('story'), dice.between(2, 5))
      // What a deletion of an unknown version is about, only that version tells.
      const story = told.filter(({ message }) => message?.version === undefined)
      const ending = await atRandom(story, dice, hasty)
      const found = neverHappens(story, ending).filter((sentence) => !sentence.includes('is queued before'))
      expect(found, `schedule ${seed}`).toEqual([])
    }
  }, 120_000)
})

/** What others have written since a row was read is written over. */
const blindly = (ledger: Ledger): Ledger => ({
  ...ledger,
  replace: async (kind, key, row) => ledger.replace(kind, key, row, await ledger.read(kind, key)),
})

/** What is known of a message counts for its being queued. */
const tooEarly = (ledger: Ledger): Ledger => ({
  ...ledger,
  async read(kind, key) {
    const row = await ledger.read(kind, key)
    const never = { at: '2026-11-20T12:00:00.000Z', generation: -1 }
    return kind === 'processed' && row === undefined ? (never as NonNullable<typeof row>) : row
  },
})

describe('it would be noticed', () => {
  it.each<[string, Disturbance]>([
    ['if a reply did not wait for its parent', { waits: (kind) => isDeletion(kind) }],
    ['if a deletion did not wait for its message', { waits: (kind) => !isDeletion(kind) }],
    ['if rows were written over', { broken: blindly }],
    ['if a message counted as there before it is queued', { broken: tooEarly }],
  ])(
    '%s',
    async (_, disturbance) => {
      expect(await failures('x-v1', disturbance, 1)).not.toEqual([])
    },
    120_000,
  )
})
