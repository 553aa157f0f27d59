import fc from 'fast-check'
import { type Channel, type Said, wordOf } from './erasure-people.ts'
import { type ErasureWorld, erasureWorld } from './erasure-world.ts'

/** Its name tells what is done, so that a history that fails can be read. */
export type Step = readonly [name: string, run: (world: ErasureWorld) => unknown]

/** What is done before an erasure, and after it. */
export interface History {
  readonly before: readonly Step[]
  readonly after: readonly Step[]
}

const refused = { status: 'rejected', code: 'refused', reason: 'answered 422' } as const
const later = { status: 'retry', reason: 'answered 503' } as const
const gotThrough = { status: 'delivered' } as const

export const steps = {
  say: (said: Said): Step => [`say ${JSON.stringify(said)}`, (world) => world.say(said)],
  sayLate: (said: Said): Step => [`say late ${JSON.stringify(said)}`, (world) => world.sayLate(said)],
  arrive: (): Step => ['arrive', (world) => world.arrive()],
  edit: (n: number): Step => [`edit ${n}`, (world) => world.edit(n)],
  takeBack: (n: number): Step => [`take back ${n}`, (world) => world.takeBack(n)],
  repeat: (n: number): Step => [`repeat ${n}`, (world) => world.repeat(n)],
  route: (): Step => ['route', (world) => world.route()],
  routeAll: (): Step => ['route all', (world) => world.routeAll()],
  routeSlowly: (): Step => ['route slowly', (world) => world.routeSlowly()],
  deliver: ([queue, outcome]: ToDeliver): Step => [
    `deliver ${queue} ${outcome.status}`,
    (world) => world.deliver(queue, outcome),
  ],
  deliverSlowly: ([queue, outcome]: ToDeliver): Step => [
    `deliver ${queue} slowly ${outcome.status}`,
    (world) => world.deliverSlowly(queue, outcome),
  ],
  park: (queue: string): Step => [`park ${queue}`, (world) => world.park(queue)],
  handOutAgain: (queue: string): Step => [`hand out ${queue} again`, (world) => world.handOutAgain(queue)],
  setAside: (): Step => ['quarantine', (world) => world.setAside()],
  readAgain: (): Step => ['quarantine retry', (world) => world.readAgain()],
  retry: (): Step => ['parked retry', (world) => world.retry()],
  replay: (): Step => ['replay', (world) => world.replay()],
  undeploy: (): Step => ['undeploy', (world) => world.undeploy()],
  erase: (): Step => ['erase', (world) => world.erase(false)],
}

type ToDeliver = readonly [queue: string, outcome: typeof refused | typeof later | typeof gotThrough]

const speech: fc.Arbitrary<Said> = fc.record({
  speaker: fc.constantFrom('anne', 'bert', 'company'),
  thread: fc.nat(1),
  // An integer would be 0, and its message large, far more often than every eighth time.
  large: fc.constantFrom(...Array.from({ length: 7 }, () => false), true),
  file: fc.boolean(),
})
/** Anne is silent after her erasure: she would say something anew. */
const speechOfOthers = speech.filter(({ speaker }) => speaker !== 'anne')
const toDeliver = fc.tuple(fc.constantFrom('crm', 'gone'), fc.constantFrom(gotThrough, refused, later))
const anyQueue = fc.constantFrom('contacts', 'crm', 'gone')
const which = fc.nat(9)
const slow = fc.oneof(fc.constant(steps.routeSlowly()), toDeliver.map(steps.deliverSlowly))

type Weighted = fc.WeightedArbitrary<Step>
const often = (weight: number, arbitrary: fc.Arbitrary<Step>): Weighted => ({ weight, arbitrary })
const now = (...made: readonly Step[]): Weighted[] => made.map((step) => often(1, fc.constant(step)))

const common = (said: fc.Arbitrary<Said>): Weighted[] => [
  often(6, said.map(steps.say)),
  often(1, said.map(steps.sayLate)),
  often(3, fc.constant(steps.route())),
  often(2, fc.constant(steps.routeAll())),
  often(4, toDeliver.map(steps.deliver)),
  often(2, slow),
  often(1, anyQueue.map(steps.park)),
  often(1, anyQueue.map(steps.handOutAgain)),
  often(1, which.map(steps.edit)),
  often(1, which.map(steps.takeBack)),
  often(2, which.map(steps.repeat)),
  ...now(steps.arrive(), steps.readAgain(), steps.retry(), steps.replay(), steps.undeploy()),
]

/** Of two erasures the last one counts; something is under way, half of the times, when it begins. */
export const histories: fc.Arbitrary<History> = fc
  .tuple(
    fc.array(fc.oneof(...common(speech), ...now(steps.setAside(), steps.erase())), {
      minLength: 3,
      maxLength: 18,
    }),
    fc.option(slow),
    // The company and others go on, with what was said before in their quotes.
    fc.array(fc.oneof(...common(speechOfOthers)), { maxLength: 12 }),
  )
  .map(([before, last, after]) => ({ before: last ? [...before, last] : before, after }))

const numbers = Array.from({ length: 60 }, (_, n) => n)
const forbidden = [
  'quittenbaum',
  'aenne_q7',
  ...numbers.map((n) => wordOf('anne', n)),
  ...numbers.map((n) => wordOf('anne', 1000 + n)),
]

/**
 * Lives through a history, to the end of all that waits.
 *
 * @returns where something of the person was found right after the erasure and at the end, and what of others was lost
 */
export async function liveThrough(
  channel: Channel,
  { before, after }: History,
): Promise<{ erased: string[]; left: string[]; lost: string[] }> {
  const world = erasureWorld(channel)
  const go = async (all: readonly Step[]) => {
    for (const [, run] of all) {
      await world.settle()
      world.pass()
      await run(world)
    }
  }
  await go(before)
  await world.erase(true)
  const erased = world.findWords(forbidden)
  await go(after)
  await world.settle()
  await world.drain()
  return { erased, left: world.findWords(forbidden), lost: world.lost('bert') }
}
