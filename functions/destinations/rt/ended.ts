import type { DeliveryOutcome } from '../contract.ts'

/** Thrown where an answer of RT ends the attempt. */
export class Ended extends Error {
  readonly outcome: DeliveryOutcome
  constructor(outcome: DeliveryOutcome) {
    super('the attempt has come to its end')
    this.name = 'Ended'
    this.outcome = outcome
  }
}

export function rejected(code: string, reason: string, scope?: 'destination'): Ended {
  return new Ended({ status: 'rejected', code, reason, ...(scope && { scope }) })
}

/** A ticket that was there a moment ago: the next attempt sees that it is not, and opens another. */
export function gone(status: number): Ended {
  return new Ended({
    status: 'retry',
    reason: `answered ${status}: the ticket has just gone`,
    scope: 'message',
  })
}
