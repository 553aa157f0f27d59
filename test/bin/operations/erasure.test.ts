import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Channel, type Said, wordOf } from '../../support/erasure-people.ts'
import { erasureWorld } from '../../support/erasure-world.ts'

type World = ReturnType<typeof erasureWorld>
type Step = readonly [name: string, run: (world: World) => Promise<unknown>]

const refused = { status: 'rejected', code: 'refused', reason: 'answered 422' } as const
const later = { status: 'retry', reason: 'answered 503' } as const
const gotThrough = { status: 'delivered' } as const
const queue = fc.constantFrom('crm', 'gone')
const outcome = fc.constantFrom(gotThrough, refused, later)

const said: fc.Arbitrary<Said> = fc.record({
  speaker: fc.constantFrom('anne', 'bert', 'company'),
  thread: fc.nat(1),
  large: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
  file: fc.boolean(),
})
const named = (name: string, run: (world: World) => Promise<unknown>): fc.Arbitrary<Step> =>
  fc.constant([name, run])
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: said.map((each): Step => [`say ${JSON.stringify(each)}`, (world) => world.say(each)]),
  },
  { weight: 5, arbitrary: named('route', (world) => world.route()) },
  { weight: 1, arbitrary: named('route slowly', (world) => world.routeSlowly()) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(queue, outcome)
      .map(([name, came]): Step => [`deliver ${name} ${came.status}`, (world) => world.deliver(name, came)]),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(queue, outcome)
      .map(
        ([name, came]): Step => [
          `deliver ${name} slowly ${came.status}`,
          (world) => world.deliverSlowly(name, came),
        ],
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('contacts', 'crm', 'gone')
      .map((name): Step => [`park ${name}`, (world) => world.park(name)]),
  },
  { weight: 1, arbitrary: named('quarantine', (world) => world.setAside()) },
  { weight: 1, arbitrary: named('quarantine retry', (world) => world.readAgain()) },
  { weight: 1, arbitrary: named('parked retry', (world) => world.retry()) },
  { weight: 1, arbitrary: named('replay', (world) => world.replay()) },
  { weight: 1, arbitrary: fc.nat(9).map((n): Step => [`repeat ${n}`, (world) => world.repeat(n)]) },
  { weight: 1, arbitrary: named('undeploy', (world) => world.undeploy()) },
)
/** After it the company and others go on, with what they said before in their quotes; Änne is silent. */
const after = step.filter(([name]) => !name.includes('"anne"') && name !== 'quarantine')

async function play(channel: Channel, before: readonly Step[], then: readonly Step[]): Promise<World> {
  const world = erasureWorld(channel)
  for (const [, run] of before) {
    await world.settle()
    world.pass()
    await run(world)
  }
  await world.erase()
  expect(world.findWords(forbidden)).toEqual([])
  for (const [, run] of then) {
    await world.settle()
    world.pass()
    await run(world)
  }
  await world.settle()
  return world
}

const forbidden = [
  'quittenbaum',
  'aenne_q7',
  ...Array.from({ length: 60 }, (_, n) => wordOf('anne', n)),
  ...Array.from({ length: 60 }, (_, n) => wordOf('anne', 1000 + n)),
]

/** By default the same histories each time; more of them, and others, by hand. */
const runs = Number(process.env['NETZDIALOG_ERASURE_RUNS'] ?? 25)
const seed = Number(process.env['NETZDIALOG_ERASURE_SEED'] ?? 1)

describe('an erasure', () => {
  it.each(['email', 'facebook', 'twitter'] as const)(
    'leaves no word, name or address of a person anywhere, and nothing brings them back (%s)',
    async (channel) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { minLength: 3, maxLength: 18 }),
          fc.array(after, { maxLength: 12 }),
          async (before, then) => {
            const world = await play(channel, before, then)
            await world.drain()
            expect(world.findWords(forbidden)).toEqual([])
            const told = world.everything()
            const spoken = [...before, ...then].filter(([name]) => name.startsWith('say '))
            const lost = spoken.flatMap(([name], n) =>
              name.includes('"bert"') && !told.includes(wordOf('bert', n)) ? [wordOf('bert', n)] : [],
            )
            expect(lost).toEqual([])
          },
        ),
        { numRuns: runs, seed },
      )
    },
    120_000 + runs * 1_000,
  )
})
