import { type Automaton, type State, toAutomaton } from './automaton.ts'

export interface SuperLinear {
  readonly growth: 'exponential' | 'polynomial'
  /** The two places in the expression that can share out a text between them. */
  readonly between: readonly [string, string]
  /** What a hostile text repeats. */
  readonly repeated: string
}

/**
 * What makes a backtracking search take more than linear time in the length of a text: ways through the expression
 * whose number grows with the text (Weber and Seidl 1991: EDA, IDA). The begin of the search is one of its places, so
 * that a search which starts anew at every character counts. A bound in the expression's own text ends the growth.
 *
 * A find is no proof, because a text that goes on so that nothing matches is taken for granted.
 *
 * @throws Error where an expression cannot be judged
 */
export function findSuperLinear(expression: Pick<RegExp, 'source' | 'flags'>): SuperLinear | undefined {
  const automaton = toAutomaton(expression)
  const loops = findLoops(automaton.states)
  return findExponential(automaton, loops) ?? findPolynomial(automaton, loops)
}

type Loop = ReadonlySet<State>

/** The loop that each state is in; none for states that are passed once. Places where a search succeeds cost nothing. */
function findLoops(states: readonly State[]): Map<State, Loop> {
  const forward = new Map(states.map((state) => [state, reach(state)]))
  const loops = new Map<State, Loop>()
  for (const state of states) {
    if (state.accepts || loops.has(state) || !forward.get(state)?.has(state)) continue
    const loop = new Set([...(forward.get(state) ?? [])].filter((each) => forward.get(each)?.has(state)))
    for (const each of loop) loops.set(each, loop)
  }
  return loops
}

function reach(from: State): Set<State> {
  const reached = new Set<State>()
  const open = [...from.next.keys()]
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    if (state.accepts || reached.has(state)) continue
    reached.add(state)
    open.push(...state.next.keys())
  }
  return reached
}

/** Two ways round one loop with one text: each round doubles the number of ways. */
function findExponential({ examples }: Automaton, loops: Map<State, Loop>): SuperLinear | undefined {
  for (const [state, loop] of loops) {
    for (const [next, ways] of state.next)
      if (ways > 1 && loop.has(next))
        return {
          growth: 'exponential',
          between: [state.raw, next.raw],
          repeated: example(next.chars, examples),
        }
    const within = (states: readonly State[]) => states.every((each) => loop.has(each))
    const walked = walk([state, state], within, examples)
    for (const [one = state, other = state] of walked.tuples())
      if (one !== other && walk([one, other], within, examples).pathTo([state, state]) !== undefined)
        return {
          growth: 'exponential',
          between: [one.raw, other.raw],
          repeated:
            (walked.pathTo([one, other]) ?? '') +
            (walk([one, other], within, examples).pathTo([state, state]) ?? ''),
        }
  }
  return undefined
}

/** Two loops, one behind the other, that take the same text, which also leads from the one to the other. */
function findPolynomial({ examples }: Automaton, loops: Map<State, Loop>): SuperLinear | undefined {
  for (const [first, firstLoop] of loops) {
    const reached = reach(first)
    for (const [second, secondLoop] of loops) {
      if (firstLoop === secondLoop || !reached.has(second) || (first.chars & second.chars) === 0n) continue
      const within = ([one, , three]: readonly State[]) =>
        one !== undefined && three !== undefined && firstLoop.has(one) && secondLoop.has(three)
      const repeated = walk([first, first, second], within, examples).pathTo([first, second, second])
      if (repeated !== undefined) return { growth: 'polynomial', between: [first.raw, second.raw], repeated }
    }
  }
  return undefined
}

/** Every tuple of states that one text leads to from `start`, and the text that leads there. */
function walk(
  start: readonly State[],
  within: (states: readonly State[]) => boolean,
  examples: readonly string[],
) {
  const texts = new Map<string, string>()
  const found: (readonly State[])[] = []
  let open = [{ states: start, text: '' }]
  while (open.length > 0) {
    const further: typeof open = []
    for (const { states, text } of open)
      for (const next of steps(states)) {
        const key = keyOf(next.states)
        if (!within(next.states) || texts.has(key)) continue
        const longer = text + example(next.chars, examples)
        texts.set(key, longer)
        found.push(next.states)
        further.push({ states: next.states, text: longer })
      }
    open = further
  }
  return { tuples: () => found, pathTo: (states: readonly State[]) => texts.get(keyOf(states)) }
}

/** One character onward for all of them. */
function steps(states: readonly State[]): { states: State[]; chars: bigint }[] {
  let tuples: { states: State[]; chars: bigint }[] = [{ states: [], chars: -1n }]
  for (const state of states)
    tuples = tuples.flatMap((tuple) =>
      [...state.next.keys()].flatMap((next) => {
        const chars = tuple.chars & next.chars
        return next.accepts || chars === 0n ? [] : [{ states: [...tuple.states, next], chars }]
      }),
    )
  return tuples
}

const numbers = new WeakMap<State, number>()
let numbered = 0

function keyOf(states: readonly State[]): string {
  return states
    .map((state) => {
      const number = numbers.get(state) ?? numbered++
      numbers.set(state, number)
      return number
    })
    .join()
}

function example(chars: bigint, examples: readonly string[]): string {
  return examples.find((_, number) => (chars & (1n << BigInt(number))) !== 0n) ?? ''
}
