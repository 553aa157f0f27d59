import type { FactName, Words } from './words/words.ts'

/** One line of what is known, outside words cleaned. */
export interface Fact {
  readonly label: string
  readonly value: string
  /** Always of the web. */
  readonly href?: string
}

export type NamedFact = [name: FactName, value: string | undefined, href?: string | undefined]

export interface FactsContext {
  readonly words: Words
  readonly timeZone: string
}
