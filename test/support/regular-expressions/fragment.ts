import type { AST } from '@eslint-community/regexpp'

/**
 * What must hold between two characters: `^`, `$`, `\b`, `\B`, a look-behind at one character; `seen`: any other
 * look-around, whose answer may be either.
 */
export type Condition =
  | 'begin'
  | 'end'
  | 'boundary'
  | 'noBoundary'
  | 'seen'
  | { readonly behind: string; readonly negate: boolean }

/** One place in the pattern that consumes one character: `[^"]`, `\s`, `a`. */
export interface Leaf {
  readonly raw: string
}

interface Door {
  readonly leaf: Leaf
  readonly conditions: readonly Condition[]
}

export interface Edge {
  readonly from: Leaf
  readonly to: Leaf
  readonly conditions: readonly Condition[]
}

/** A piece of a pattern by its leaves (Glushkov): where it begins and ends, and every way to match nothing. */
export interface Fragment {
  readonly first: readonly Door[]
  readonly last: readonly Door[]
  readonly empty: readonly (readonly Condition[])[]
}

/** All of a pattern. An edge that can be walked in two ways is there twice. */
export interface Leaves {
  readonly leaves: Leaf[]
  readonly edges: Edge[]
  /** Doors behind which a look-ahead has found what it looks for. */
  readonly found: Door[]
}

const nothing: Fragment = { first: [], last: [], empty: [[]] }
const nowhere: Fragment = { first: [], last: [], empty: [] }

/**
 * Takes a pattern apart. A bound in it is cut to two: that costs a constant factor, and the ways through stay.
 *
 * @throws Error where the pattern holds what cannot be judged here: back references, look-behinds without a bound
 */
export function toFragment(alternatives: readonly AST.Alternative[], all: Leaves): Fragment {
  return alternatives
    .map(({ elements }) => elements.map((element) => fragmentOf(element, all)).reduce(joiner(all), nothing))
    .reduce(either, nowhere)
}

function fragmentOf(element: AST.Element, all: Leaves): Fragment {
  switch (element.type) {
    case 'Group':
    case 'CapturingGroup':
      return toFragment(element.alternatives, all)
    case 'Assertion':
      return ofAssertion(element, all)
    case 'Quantifier':
      return ofQuantifier(element, all)
    case 'Character':
    case 'CharacterSet':
    case 'CharacterClass':
    case 'ExpressionCharacterClass': {
      const leaf = { raw: element.raw }
      all.leaves.push(leaf)
      const doors = [{ leaf, conditions: [] }]
      return { first: doors, last: doors, empty: [] }
    }
    default:
      throw new Error(`${element.raw} cannot be judged`)
  }
}

function ofAssertion(assertion: AST.Assertion, all: Leaves): Fragment {
  switch (assertion.kind) {
    case 'start':
      return { ...nowhere, empty: [['begin']] }
    case 'end':
      return { ...nowhere, empty: [['end']] }
    case 'word':
      return { ...nowhere, empty: [[assertion.negate ? 'noBoundary' : 'boundary']] }
    case 'lookahead': {
      const { first, last } = toFragment(assertion.alternatives, all)
      all.found.push(...last)
      // What it has seen is consumed by nobody: no way leads on from there.
      return { first, last: [], empty: [['seen']] }
    }
    case 'lookbehind':
      return { ...nowhere, empty: [[ofLookBehind(assertion)]] }
  }
}

function ofLookBehind(assertion: AST.LookbehindAssertion): Condition {
  const [element, ...others] = assertion.alternatives.flatMap(({ elements }) => elements)
  if (element?.type.startsWith('Character') && others.length === 0 && assertion.alternatives.length === 1)
    return { behind: element.raw, negate: assertion.negate }
  if (hasNoBound(assertion)) throw new Error(`${assertion.raw} cannot be judged`)
  return 'seen'
}

function ofQuantifier({ element, min, max }: AST.Quantifier, all: Leaves): Fragment {
  const join = joiner(all)
  const times = (count: number) => Array.from({ length: count }, () => fragmentOf(element, all))
  const needed = times(Math.min(min, 2)).reduce(join, nothing)
  if (max === min) return needed
  if (max !== Number.POSITIVE_INFINITY)
    return times(Math.min(max - min, 2)).reduce((whole, each) => join(whole, optional(each)), needed)
  const repeated = fragmentOf(element, all)
  connect(repeated.last, repeated.first, all)
  return join(needed, optional(repeated))
}

/** A repetition that may be left out ends at its first empty round (ECMAScript, RepeatMatcher). */
function optional({ first, last }: Fragment): Fragment {
  return { first, last, empty: [[]] }
}

function either(one: Fragment, other: Fragment): Fragment {
  return {
    first: [...one.first, ...other.first],
    last: [...one.last, ...other.last],
    empty: [...one.empty, ...other.empty],
  }
}

function joiner(all: Leaves): (one: Fragment, other: Fragment) => Fragment {
  return (one, other) => {
    connect(one.last, other.first, all)
    return {
      first: [...one.first, ...guard(other.first, one.empty)],
      last: [...other.last, ...guard(one.last, other.empty)],
      empty: one.empty.flatMap((here) => other.empty.map((there) => [...here, ...there])),
    }
  }
}

function guard(doors: readonly Door[], ways: Fragment['empty']): Door[] {
  return ways.flatMap((way) =>
    doors.map(({ leaf, conditions }) => ({ leaf, conditions: [...way, ...conditions] })),
  )
}

function connect(from: readonly Door[], to: readonly Door[], { edges }: Leaves): void {
  for (const start of from)
    for (const end of to)
      edges.push({ from: start.leaf, to: end.leaf, conditions: [...start.conditions, ...end.conditions] })
}

/** Whether something in it may be repeated without end. */
function hasNoBound(node: AST.Element | AST.Alternative): boolean {
  if (node.type === 'Quantifier') return node.max === Number.POSITIVE_INFINITY || hasNoBound(node.element)
  if ('alternatives' in node) return node.alternatives.some(hasNoBound)
  return node.type === 'Alternative' && node.elements.some(hasNoBound)
}
