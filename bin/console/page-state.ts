import type { CrmMode } from '../local/demo-crm.ts'
import type { Tickets } from '../local/demo-tickets.ts'
import type { ContactNumbers } from '../operations/contacts/contact-numbers.ts'
import type { Probes } from './ask-destinations.ts'
import type { Feed } from './feed.ts'
import type { Language } from './language.ts'
import type { Overview } from './operations.ts'
import type { Sample, Sending } from './send-samples.ts'
import type { Texts } from './texts/en.ts'

/** All that the page shows, at one moment. */
export interface PageState {
  readonly status: 'starting' | 'ok' | 'stopping'
  readonly feed: Feed
  readonly tickets: Tickets
  readonly crm: {
    readonly mode: CrmMode
    readonly received: number
    readonly duplicates: number
  }
  /** What was last read; absent before the first time. */
  readonly overview?: Overview
  /** What a destination answered when it was asked last. */
  readonly answerOf?: Probes['answer']
  /** Why it could not be read now. */
  readonly unreadable?: string
  /** By platform. */
  readonly samples: ReadonlyMap<string, readonly Sample[]>
  readonly sendings: readonly Sending[]
  /** Destinations with `local` settings, and the kind of system that each is. */
  readonly real?: readonly { readonly name: string; readonly adapter: string }[]
  /** Since when contacts are counted. */
  readonly since?: Date
  /** Whether the demo CRM stands in for any. @default true */
  readonly hasDemoCrm?: boolean
}

/** Who looks at it. */
export interface Viewer {
  readonly language: Language
  readonly texts: Texts
  /** Conversations that are shown. */
  readonly window: number
  /** The deployed stack that is looked at; the local run without it. */
  readonly stack?: string
  /** Nothing can be sent again, dropped or erased. */
  readonly readOnly?: boolean
  /** For a page that stands still; where it is live, the browser counts on. */
  readonly now?: Date
}

/** Contacts by where they stand: `accepted` is the sum of the rest, but for what is in quarantine, which was not accepted. */
export interface Totals extends ContactNumbers {
  readonly quarantined: number
  /** Mails in the bucket, and messages that route has not looked into, of up to a hundred events each: they stand beside the sum. */
  readonly waiting: number
}

export function readTotals({ feed, overview }: Pick<PageState, 'feed' | 'overview'>): Totals {
  return {
    ...feed.totals,
    waiting:
      (overview?.uncollected ?? 0) + (overview?.queues.find(({ name }) => name === 'contacts')?.waiting ?? 0),
    quarantined: overview?.quarantine.total ?? 0,
  }
}
