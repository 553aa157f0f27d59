import type * as z from 'zod'
import type { Fetch } from './destination.ts'

/** What has to stand at a platform for webhooks to come. */
export interface ConnectionCheck {
  /** `domain`: where the DNS has its mail go. `rule`: what makes Amazon SES take it. */
  readonly about: 'token' | 'webhook' | 'subscription' | 'domain' | 'rule'
  readonly ok: boolean
  /**
   * Why nothing is known of it, with `ok: false`: looking `needs` what nobody has given, or was `unanswered`. Neither is
   * good news or bad.
   */
  readonly unknown?: 'needs' | 'unanswered'
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
  /** Whether somebody else loses what they have, such as another stage its webhooks: a person has to want that. */
  readonly takesAway?: boolean
  /** Rejects with an error whose message is a sentence for an operator. */
  run(): Promise<void>
}

export interface MxRecord {
  /** A host; `''` in a record that says that the domain takes no mail. */
  readonly exchange: string
  /** The lowest is tried first. */
  readonly priority: number
}

/** The receipt rules of Amazon SES in one region of an account, of which one set is active at a time. */
export interface ReceiptRules {
  readonly region: string
  /** The set that has to be active. */
  readonly ruleSet: string
  /** The rule of it that brings the mail here. */
  readonly rule: string
  /** `undefined` where none is active. Rejects where SES says nothing. */
  active(): Promise<ActiveRules | undefined>
  /** Makes `ruleSet` the active one. */
  activate(): Promise<void>
}

export interface ActiveRules {
  readonly ruleSet: string
  /** In the order in which SES goes through them. */
  readonly rules: readonly { readonly name: string; readonly isEnabled: boolean }[]
}

/** What can be asked of how mail comes. */
export interface MailWay {
  /** Whose mail is to come here, in lower case. */
  readonly domains: readonly string[]
  /** Where the DNS has a domain's mail go. Rejects with errors of node:dns. */
  resolveMx(domain: string): Promise<readonly MxRecord[]>
  /** Where Amazon SES is told to receive it. */
  readonly receipt?: ReceiptRules
}

export interface ConnectionContext<Settings, Credentials> {
  /** The platform's, secret ones included; without them for a platform that asks for no credentials. */
  readonly settings: Settings
  /** Given for looking and mending alone: no function that takes webhooks has them. */
  readonly credentials: Credentials
  /** Where the platform is to send its webhooks. */
  readonly webhookUrl: string
  readonly fetch: Fetch
  /** Aborts what takes too long: read it anew for each request. */
  readonly signal: AbortSignal
  readonly now: () => Date
  readonly mail?: MailWay
}

/** What operators need of a platform and ingest does not. */
export interface PlatformOperator<Settings, Credentials = unknown> {
  /** What looking and mending take at the platform; `z.undefined()` where that is nothing. */
  readonly credentials: z.ZodType<Credentials>
  /** Looks at everything that webhooks hang on, and changes nothing. */
  check(context: ConnectionContext<Settings, Credentials>): Promise<ConnectionCheck[]>
}
