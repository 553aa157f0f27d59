import type { ContactNumbers } from '../operations/contacts/contact-numbers.ts'
import type { ContactState } from '../operations/contacts/contact-state.ts'

/** Numbers of contacts, which add up whatever is done. */
export interface Tally {
  add(state: ContactState): void
  move(from: ContactState, to: ContactState): void
  remove(state: ContactState): void
  readonly numbers: ContactNumbers
}

export function createTally(): Tally {
  const numbers = {
    accepted: 0,
    delivered: 0,
    on_the_way: 0,
    parked: 0,
    not_asked_for: 0,
    given_up: 0,
  } satisfies Record<keyof ContactNumbers, number>
  return {
    add(state) {
      numbers.accepted += 1
      numbers[state] += 1
    },
    move(from, to) {
      numbers[from] -= 1
      numbers[to] += 1
    },
    remove(state) {
      numbers.accepted -= 1
      numbers[state] -= 1
    },
    get numbers() {
      return { ...numbers }
    },
  }
}
