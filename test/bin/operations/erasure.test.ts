import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type History, histories, liveThrough, type Step, steps } from '../../support/erasure-histories.ts'
import type { Channel } from '../../support/erasure-people.ts'

/** By default the same histories each time; more of them, and others, by hand. */
const runs = Number(process.env['NETZDIALOG_ERASURE_RUNS'] ?? 40)
const seed = Number(process.env['NETZDIALOG_ERASURE_SEED'] ?? 1)

/** Milliseconds for a history, which takes 40 on an idle core: a loaded machine is no finding. */
const maxHistoryMs = 5_000

const channels: readonly Channel[] = ['email', 'facebook', 'twitter']
const clean = { erased: [], left: [], lost: [] }

const words = { speaker: 'anne', thread: 0, large: false, file: true } as const
/** Rare ones, each of which could go wrong. */
const known: Readonly<Record<string, History>> = {
  'a repeated message waits too long to be routed': {
    before: [steps.say(words), steps.route()],
    after: [steps.repeat(0), steps.park('contacts')],
  },
  'a repeated large message waits too long to be routed': {
    before: [steps.say({ ...words, large: true }), steps.route()],
    after: [steps.repeat(0), steps.park('contacts'), steps.retry()],
  },
  'a message that had not been routed waits too long': {
    before: [steps.say(words), steps.say({ ...words, speaker: 'company' })],
    after: [steps.park('contacts'), steps.retry(), steps.route()],
  },
}

const namesOf = (all: readonly Step[]) => all.map(([name]) => `  ${name}`).join('\n')

describe('an erasure', () => {
  it.each(channels.flatMap((channel) => Object.keys(known).map((name) => [channel, name] as const)))(
    'leaves nothing of a person in a history by %s in which %s',
    async (channel, name) => {
      expect(await liveThrough(channel, known[name]!)).toEqual(clean)
    },
    60_000,
  )

  it.each(channels)(
    'leaves no word, name or address of a person anywhere, and nothing brings them back (%s)',
    async (channel) => {
      await fc.assert(
        fc.asyncProperty(histories, async (history) => {
          const found = await liveThrough(channel, history)
          const { before, after } = history
          expect(found, `before\n${namesOf(before)}\nafter\n${namesOf(after)}`).toEqual(clean)
        }),
        { numRuns: runs, seed },
      )
    },
    120_000 + runs * maxHistoryMs,
  )
})
