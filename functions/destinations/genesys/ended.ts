import type { DeliveryOutcome } from '../contract.ts'

/** Ends a delivery from within one of its steps; never leaves this folder but out of `findExisting`. */
export class Ended extends Error {
  readonly outcome: DeliveryOutcome
  constructor(outcome: DeliveryOutcome) {
    super(`ended: ${outcome.status}`)
    this.name = 'Ended'
    this.outcome = outcome
  }
}

export function rejected(code: string, reason: string, scope?: 'destination'): Ended {
  return new Ended({ status: 'rejected', code, reason, ...(scope && { scope }) })
}

/** Nothing is wrong with the destination: this message alone has to wait. */
export function notYet(reason: string, afterSeconds: number): Ended {
  return new Ended({ status: 'retry', reason, afterSeconds, scope: 'message' })
}

/** A 2xx without what it should hold: it was taken, perhaps. */
export function unreadable(what: string): Ended {
  return new Ended({ status: 'retry', reason: `answered without ${what}`, uncertain: true })
}
