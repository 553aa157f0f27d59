import type { Direction, Person, RoutedEvent, Work } from '../../schemas/contact-event.ts'

/** What the ledger knows of an event's surroundings, without any person's id. */
export interface KnownOfEvent {
  /** The ticket of `event.work.key`. */
  readonly ticket: {
    /** An earlier event opened it. */
    readonly exists: boolean
    /** The company has answered in it. */
    readonly answered: boolean
  }
  /** Who started the conversation, where somebody is known to have; `event.conversation.startedBy` has the id. */
  readonly startedBy?: Person['role'] | undefined
  /** The message that the event is about: one that it edits, deletes or reacts to. */
  readonly message?: KnownMessage | undefined
  /** The message that it answers. */
  readonly parent?: KnownMessage | undefined
}

export interface KnownMessage {
  readonly author?: Person['role'] | undefined
  readonly direction?: Direction | undefined
  /** Destinations that have it. */
  readonly destinations: readonly string[]
}

/** What the rules came to, and what holds where nothing else is decided. */
export interface Proposal {
  /** Names of destinations; none where the rules name none that may hold the event. */
  readonly to: readonly string[]
  readonly effect: Work['effect']
}

export interface OwnDecision {
  /** Names of destinations instead of the rules', or `ignore`: deliberately nobody. */
  readonly to?: readonly string[] | 'ignore' | undefined
  readonly effect?: Work['effect'] | undefined
  /** Stands in `work.reason` behind `as decide says: `, for whoever looks into an event; at most 200 characters. */
  readonly reason?: string | undefined
}

/**
 * A decision of one's own on an event, after the rules: who gets it, and what it means for work. It is pure: what it
 * returns follows from what it is given, so that a retry comes to the same.
 *
 * @returns `undefined` to leave what the rules came to
 */
export type Decide = (input: {
  /** As it would go out: `work` by the rules, `extensions` by `enrich`. */
  readonly event: RoutedEvent
  readonly known: KnownOfEvent
  readonly proposed: Proposal
}) => OwnDecision | undefined | Promise<OwnDecision | undefined>

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue }

/**
 * Fields of one's own, which go out as `extensions` of the event: a name of lower-case letters, digits and dashes for
 * each, 8 kB of JSON in all. Pure, as `Decide` is.
 */
export type Enrich = (input: {
  /** As it would go out, with its `work` by the rules. */
  readonly event: RoutedEvent
  readonly known: KnownOfEvent
}) =>
  | Readonly<Record<string, JsonValue>>
  | undefined
  | Promise<Readonly<Record<string, JsonValue>> | undefined>

/** What a deployment may name under `routing`, and how a module exports it. */
export const ownFunctionNames = ['decide', 'enrich'] as const
export type OwnFunctionName = (typeof ownFunctionNames)[number]

/** What a module of one's own exports under the name; `undefined` where that is no function. */
export function ownFunctionOf(
  module: unknown,
  name: OwnFunctionName,
): ((input: unknown) => unknown) | undefined {
  if (typeof module !== 'object' || module === null) return undefined
  const found: unknown = Reflect.get(module, name)
  return isFunction(found) ? found : undefined
}

function isFunction(value: unknown): value is (input: unknown) => unknown {
  return typeof value === 'function'
}
