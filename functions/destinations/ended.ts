import type { DeliveryOutcome } from './contract.ts'

/** Ends an attempt from within one of an adapter's steps: thrown and caught inside its folder. */
export class Ended extends Error {
  readonly outcome: DeliveryOutcome
  /** The code of RequestFailed, where there was no whole answer. */
  readonly failure: string | undefined
  constructor(outcome: DeliveryOutcome, failure?: string) {
    super(`ended: ${outcome.status}`)
    this.name = 'Ended'
    this.outcome = outcome
    this.failure = failure
  }
}

export function rejected(code: string, reason: string, scope?: 'destination'): Ended {
  return new Ended({ status: 'rejected', code, reason, ...(scope && { scope }) })
}

/** Nothing is wrong with the destination: this message alone has to wait. */
export function notYet(reason: string, afterSeconds?: number): Ended {
  return new Ended({
    status: 'retry',
    reason,
    ...(afterSeconds !== undefined && { afterSeconds }),
    scope: 'message',
  })
}

/** A 2xx without what it should hold: it was taken, perhaps. */
export function unreadable(what: string): Ended {
  return new Ended({ status: 'retry', reason: `answered without ${what}`, uncertain: true })
}
