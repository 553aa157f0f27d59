import type { DeliveryOutcome } from '../contract.ts'

/** Ends a delivery from within one of its steps; never leaves this folder. */
export class Ended extends Error {
  readonly outcome: DeliveryOutcome
  /** Of RequestFailed, where there was no whole answer. */
  readonly failure: string | undefined
  constructor(outcome: DeliveryOutcome, failure?: string) {
    super(`ended: ${outcome.status}`)
    this.name = 'Ended'
    this.outcome = outcome
    this.failure = failure
  }
}

/** A 2xx without what it should hold: it was taken, perhaps. */
export function unreadable(what: string): Ended {
  return new Ended({ status: 'retry', reason: `answered without ${what}`, uncertain: true })
}
