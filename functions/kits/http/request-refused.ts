import { DeliveryEnded } from '../../contracts/delivery-ended.ts'
import type { DeliveryOutcome } from '../../contracts/destination.ts'

/** Ends an attempt at a status that nobody expected; the status tells those who can still do something about it. */
export class RequestRefused extends DeliveryEnded {
  readonly status: number
  constructor(status: number, outcome: DeliveryOutcome) {
    super(outcome)
    this.name = 'RequestRefused'
    this.status = status
  }
}
