import type { Dice } from '../faults/dice.ts'

interface Waiting {
  readonly actor: string
  readonly go: () => void
}

const manners = ['any', 'ranked', 'stalls'] as const
const stallChance = 0.06
const maxStallMs = 4000

/**
 * Lets calls take effect one at a time, in an order that the dice draw. As drawn for the whole run, it is any of those
 * that are waiting; or that of whoever comes first in an order of actors that changes now and then; or now and then a
 * call takes seconds, in which others go a long way.
 */
export function interleaver(dice: Dice, start: number) {
  let time = start
  const waiting: Waiting[] = []
  let timers: { readonly at: number; readonly go: () => void }[] = []
  const ranks = new Map<string, number>()
  const manner = manners[dice.between(0, manners.length - 1)]

  function rankOf(actor: string): number {
    const rank = ranks.get(actor) ?? dice.roll()
    ranks.set(actor, rank)
    return rank
  }

  function draw(): Waiting | undefined {
    if (manner !== 'ranked') return waiting.splice(dice.between(0, waiting.length - 1), 1)[0]
    const ranked = waiting.toSorted((one, other) => rankOf(one.actor) - rankOf(other.actor))
    const drawn = ranked[0]
    if (!drawn) return undefined
    if (dice.chance(0.1)) ranks.set(drawn.actor, 1 + dice.roll())
    waiting.splice(waiting.indexOf(drawn), 1)
    return drawn
  }

  const sleep = (ms: number) => new Promise<void>((go) => timers.push({ at: time + ms, go }))

  async function turn(actor: string): Promise<void> {
    if (manner === 'stalls' && dice.chance(stallChance)) await sleep(dice.between(1, maxStallMs))
    await new Promise<void>((go) => waiting.push({ actor, go }))
  }

  return {
    now: () => new Date(time),
    sleep,
    /** A port each call of which waits until it is drawn, and has its effect at once then. */
    slow<Port extends object>(port: Port, actor: string): Port {
      const wrapped = Object.entries(port).map(([name, call]) => [
        name,
        async (...input: unknown[]) => {
          await turn(actor)
          return call.apply(port, input)
        },
      ])
      return Object.fromEntries(wrapped) as Port
    },
    /** Until nothing waits any more. */
    async run(): Promise<void> {
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve))
        const soonest = Math.min(...timers.map(({ at }) => at))
        if (waiting.length === 0 && timers.length === 0) return
        time = waiting.length === 0 ? Math.max(time, soonest) : time + dice.between(0, 20)
        const due = timers.filter(({ at }) => at <= time)
        timers = timers.filter(({ at }) => at > time)
        for (const { go } of due) go()
        if (due.length === 0) draw()?.go()
      }
    },
  }
}
