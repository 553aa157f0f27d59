/** What the domain needs of the world; `functions/aws` has the implementations. */

export interface OutgoingMessage {
  /** The event's id. */
  readonly id: string
  /** Order group: at most 128 characters of ASCII. */
  readonly group: string
  readonly body: string
  /** The event id at first, `<event id>#<n>` for the n-th replay: SQS swallows a known one for five minutes. */
  readonly deduplicationId: string
  /** What the event brings, beside the body; of several events in one message, an entry each. */
  readonly brings?: readonly Brought[]
}

/** The message that an event brings, to be known without reading the event; `null` where it brings none. */
export type Brought = { readonly id: string; readonly digest?: string | undefined } | null

/** `sender`: the queue will never take it. `queue`: it may take it later. */
export type SendResult = { id: string; taken: true } | { id: string; taken: false; fault: 'sender' | 'queue' }

export interface EventQueue {
  /** One batch: at most one message a group, ten messages, 1 MiB. One result a message; never throws. */
  send(messages: readonly OutgoingMessage[]): Promise<SendResult[]>
}

/** A queue whose messages have no order, for what is done beside the flow. */
export interface WorkQueue {
  /** @throws NotAccepted where it did not take one */
  send(bodies: readonly string[]): Promise<void>
}

/** Content addressed by key; a second `put` of the same key overwrites. */
export interface ObjectStore {
  /** @param remark stays with the object, whoever may read it; gone with it, or once something else is put there */
  put(key: string, body: string | Uint8Array, type: string, remark?: string): Promise<void>
  /** `undefined` where there is none. */
  get(key: string): Promise<Uint8Array | undefined>
}

/** A store that can also take something out again. */
export interface RemovingStore extends ObjectStore {
  /** Leaves neither words nor key; what is not there is removed as well. */
  remove(key: string): Promise<void>
}

/** A store that can also tell who came first. */
export interface MarkingStore extends ObjectStore {
  /** Leaves an object that is there as it is. @returns whether there was none */
  putNew(key: string, body: string | Uint8Array, type: string): Promise<boolean>
}

export type Metric =
  | 'Accepted'
  | 'NotProven'
  | 'EnqueueFailed'
  | 'Quarantined'
  | 'Notices'
  | 'Unmatched'
  | 'Parked'
  | 'Delivered'
  | 'Retried'
  | 'Failed'
  | 'DestinationStopped'
  | 'OwnFunctionFailed'
  | 'AttachmentsLost'

/** Milliseconds from the platform's own time to delivery, of one platform. */
export type LatencyMetric = `Latency-${string}`

/** How something stands when the watch looks, of one platform. */
export type LevelMetric =
  | `ConnectionBroken-${string}`
  | `ConnectionUnknown-${string}`
  | `ConnectionDaysLeft-${string}`
  | `Quiet-${string}`

/** What one stage did with one event. */
export interface Step {
  readonly event: string
  /** As `conversationKey` has it. */
  readonly conversation: string
  /** From where the stage began with it. */
  readonly ms: number
}

/** Fields are codes, ids, numbers and sentences of ours, never what a person wrote or is called. */
export interface Telemetry {
  /** One line for each event that a stage has come to an end with. */
  step(code: string, step: Step): void
  info(code: string, fields?: Record<string, string | number | boolean>): void
  warn(code: string, fields?: Record<string, string | number | boolean>): void
  count(metric: Metric, by?: number): void
  measure(metric: LatencyMetric, ms: number): void
  /** 0 is a value, too. */
  level(metric: LevelMetric, value: number): void
}

export type Clock = () => Date
/** Uniform in [0, 1). */
export type Randomness = () => number
