import type { DeliveryOutcome } from './destination.ts'

/** Ends an attempt from within one of an adapter's steps: thrown and caught inside its folder. */
export class DeliveryEnded extends Error {
  readonly outcome: DeliveryOutcome
  /** The code of RequestFailed, where there was no whole answer. */
  readonly failure: string | undefined
  constructor(outcome: DeliveryOutcome, failure?: string) {
    super(`ended: ${outcome.status}`)
    this.name = 'DeliveryEnded'
    this.outcome = outcome
    this.failure = failure
  }
}

export function rejection(code: string, reason: string, scope?: 'destination'): DeliveryEnded {
  return new DeliveryEnded({ status: 'rejected', code, reason, ...(scope && { scope }) })
}

/**
 * Nothing is wrong with the destination: this message alone has to wait.
 *
 * @param how `uncertain`: it may have been taken all the same
 */
export function notYet(reason: string, afterSeconds?: number, how?: 'uncertain'): DeliveryEnded {
  return new DeliveryEnded({
    status: 'retry',
    reason,
    ...(afterSeconds !== undefined && { afterSeconds }),
    scope: 'message',
    ...(how === 'uncertain' && { uncertain: true }),
  })
}

/** A 2xx without what it should hold: it was taken, perhaps. */
export function unreadable(what: string): DeliveryEnded {
  return new DeliveryEnded({ status: 'retry', reason: `answered without ${what}`, uncertain: true })
}
