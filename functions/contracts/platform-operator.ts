import type * as z from 'zod'
import type { Fetch } from './destination.ts'

/** What has to stand at a platform for webhooks to come. */
export interface ConnectionCheck {
  readonly about: 'token' | 'webhook' | 'subscription'
  readonly ok: boolean
  /** A sentence for an operator, with the remedy where it is not well; quotes neither a secret nor a person. */
  readonly message: string
  /** When it ends of itself, where that is known: RFC 3339, UTC. */
  readonly breaksAt?: string
  readonly mend?: Mend
}

/** A step that would put right what a check has found; doing it twice does no harm. */
export interface Mend {
  /** What it would do, as the end of the sentence “it would …”. */
  readonly will: string
  /** Rejects with an error whose message is a sentence for an operator. */
  run(): Promise<void>
}

export interface ConnectionContext<Settings, Credentials> {
  /** The platform's, secret ones included. */
  readonly settings: Settings
  /** Given for this run; nobody keeps them. */
  readonly credentials: Credentials
  /** Where the platform is to send its webhooks. */
  readonly webhookUrl: string
  readonly fetch: Fetch
  readonly signal: AbortSignal
  readonly now: () => Date
}

/** What operators need of a platform and ingest does not. */
export interface PlatformOperator<Settings, Credentials = unknown> {
  /** What looking and mending take at the platform. */
  readonly credentials: z.ZodType<Credentials>
  /** Looks at everything that webhooks hang on, and changes nothing. */
  check(context: ConnectionContext<Settings, Credentials>): Promise<ConnectionCheck[]>
}
