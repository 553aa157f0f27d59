import type { Disturb } from '../support/call-proxy.ts'
import type { Reception } from '../support/counting-receiver.ts'
import type { Around } from '../support/queue-pollers.ts'
import type { Dice } from './dice.ts'
import type { TrafficOptions } from './traffic.ts'

/** What a fault may do to the flow; whatever it leaves out works. */
export interface Havoc {
  /** Between the functions and everything they talk to. */
  readonly disturb?: Disturb
  /** In the receivers. */
  readonly receive?: () => Reception | undefined
  /** Between the queues and the functions. */
  readonly around?: Around
  /** Runs beside it all. */
  readonly meanwhile?: (scene: Scene) => Promise<void>
  readonly traffic?: Pick<TrafficOptions, 'large' | 'rejected' | 'fatal'>
}

/** What `meanwhile` sees and does. */
export interface Scene {
  /** Resolves when that share of all events has been taken by the consumer, or everything is over. */
  until(share: number): Promise<void>
  /** Lets so much time go by. */
  pass(ms: number): Promise<void>
  /** The receivers’ addresses refuse connections until that is over. */
  away(meanwhile: () => Promise<void>): Promise<void>
  /** What an operator does from a terminal. */
  readonly operator: Operator
}

export interface Operator {
  /** Erases the customer of some conversation that is under way. */
  erase(): Promise<void>
  /** Has everything that is parked tried again. */
  retry(): Promise<void>
  /** Has everything sent again that was sent on so far. */
  replay(): Promise<void>
}

/** @param rate 1 where the fault comes alone, less where it comes with all others */
export type Fault = (dice: Dice, rate: number) => Havoc
