import type { Bundles } from './stand/bundles.ts'
import type { Spread } from './statistics.ts'

/** One number that a run prints. */
export interface Figure {
  /** Stable, for the next run to be held against: `ingest/one`. */
  readonly name: string
  /** Ends a sentence: `one comment through ingest`. */
  readonly what: string
  readonly unit: 'USD' | '×' | 'ms' | 's' | 'rounds' | 'write units' | 'contacts/s' | 'calls'
  readonly value: number
  /** Quartiles, where it was measured several times. */
  readonly spread?: readonly [low: number, high: number]
  /** The floor against itself, measured in the same rounds: what of the figure is noise. */
  readonly noise?: readonly [low: number, high: number]
  readonly aim?: string
  /** What is behind it: the floor in milliseconds, counted calls. */
  readonly note?: string
}

export interface Row {
  readonly name: string
  readonly title: string
  /** How it is measured, a sentence or two. */
  readonly how: string
  /** What keeps it from its aim; said where one is missed. */
  readonly why?: string
  /** Only where it is asked for: it takes minutes. */
  readonly long?: 'local' | 'peers'
  measure(tools: Tools): Promise<Figure[]>
}

export interface Tools {
  readonly bundles: Bundles
  /** Few rounds, to see that everything works; the numbers are worth nothing. */
  readonly quick: boolean
}

/** The figure of a spread. */
export function spread({ median, low, high }: Spread): { value: number; spread: readonly [number, number] } {
  return { value: median, spread: [low, high] }
}
