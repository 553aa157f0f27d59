import { RegExpParser } from '@eslint-community/regexpp'
import { type Context, sortCharacters } from './character-classes.ts'
import { type Condition, type Edge, type Leaf, type Leaves, toFragment } from './fragment.ts'

/** A place in the pattern after it has consumed a character of one sort. */
export interface State {
  readonly raw: string
  /** The classes of characters that lead here, one bit each. */
  readonly chars: bigint
  /** The search ends here with success, whatever follows. */
  readonly accepts: boolean
  /** Where the next character leads, and in how many ways. */
  readonly next: Map<State, number>
}

export interface Automaton {
  readonly states: readonly State[]
  /** A character of each class. */
  readonly examples: readonly string[]
}

interface Placed {
  readonly context: Context
  readonly state: State
}

const edgeOfText: Context = { sort: 'edge', behind: new Set() }
const parser = new RegExpParser({ ecmaVersion: 2025 })

/** The search for an expression as an automaton, its begin in every place of the text included. */
export function toAutomaton({ source, flags }: Pick<RegExp, 'source' | 'flags'>): Automaton {
  const pattern = parser.parsePattern(source, undefined, undefined, {
    unicode: flags.includes('u'),
    unicodeSets: flags.includes('v'),
  })
  const all: Leaves = { leaves: [], edges: [], found: [] }
  const whole = toFragment(pattern.alternatives, all)
  const exits = [...whole.last, ...all.found]
  const conditions = [...all.edges, ...whole.first, ...exits].flatMap((each) => each.conditions)
  const behind = conditions.flatMap((each) => (typeof each === 'object' ? [each.behind] : []))
  const { contexts, charsOf, examples } = sortCharacters(
    all.leaves.map(({ raw }) => raw),
    behind,
    { source, flags },
  )
  const lines = flags.includes('m')
  const holds = (each: readonly Condition[], before: Context, after: Context) =>
    each.every((condition) => isMet(condition, before, after, lines))

  const place = (raw: string | undefined, accepts: (context: Context) => boolean) =>
    contexts.flatMap((context): Placed[] => {
      const chars = charsOf(raw, context)
      const state = {
        raw: raw ?? 'the begin of the search',
        chars,
        accepts: accepts(context),
        next: new Map(),
      }
      return chars === 0n ? [] : [{ context, state }]
    })
  const placed = new Map<Leaf, Placed[]>()
  for (const leaf of all.leaves) {
    const own = exits.filter((exit) => exit.leaf === leaf && !exit.conditions.includes('seen'))
    const accepts = (context: Context) =>
      own.some((exit) => [...contexts, edgeOfText].every((after) => holds(exit.conditions, context, after)))
    placed.set(leaf, place(leaf.raw, accepts))
  }
  const link = (from: readonly Placed[], to: Leaf, through: Edge['conditions']) => {
    for (const start of from)
      for (const end of placed.get(to) ?? [])
        if (holds(through, start.context, end.context)) addWay(start.state, end.state)
  }
  for (const { from, to, conditions: through } of all.edges) link(placed.get(from) ?? [], to, through)
  const begins = flags.includes('y') ? [] : place(undefined, () => false)
  for (const { state } of begins) for (const other of begins) addWay(state, other.state)
  for (const { leaf, conditions: through } of whole.first) link(begins, leaf, through)
  return { states: [begins, ...placed.values()].flat().map(({ state }) => state), examples }
}

function addWay(from: State, to: State): void {
  from.next.set(to, (from.next.get(to) ?? 0) + 1)
}

function isMet(condition: Condition, before: Context, after: Context, lines: boolean): boolean {
  if (typeof condition === 'object') return before.behind.has(condition.behind) !== condition.negate
  switch (condition) {
    case 'begin':
      return before.sort === 'edge' || (lines && before.sort === 'newline')
    case 'end':
      return after.sort === 'edge' || (lines && after.sort === 'newline')
    case 'boundary':
      return (before.sort === 'word') !== (after.sort === 'word')
    case 'noBoundary':
      return (before.sort === 'word') === (after.sort === 'word')
    case 'seen':
      return true
  }
}
