import type { CrmMode } from '../local/demo-crm.ts'
import type { Tickets } from '../local/demo-tickets.ts'
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
  /** Why it could not be read now. */
  readonly unreadable?: string
  /** By platform. */
  readonly samples: ReadonlyMap<string, readonly Sample[]>
  readonly sendings: readonly Sending[]
}

/** Who looks at it. */
export interface Viewer {
  readonly language: Language
  readonly texts: Texts
  /** Conversations that are shown. */
  readonly window: number
  /** For a page that stands still; where it is live, the browser counts on. */
  readonly now?: Date
}

export interface Totals {
  readonly accepted: number
  readonly underWay: number
  readonly delivered: number
  readonly parked: number
  readonly quarantined: number
}

/** What still waits for route was accepted too, and nobody has looked into it yet. */
export function readTotals({ feed, overview }: Pick<PageState, 'feed' | 'overview'>): Totals {
  const unseen = overview?.queues.find(({ name }) => name === 'contacts')?.waiting ?? 0
  const { accepted, underWay, delivered } = feed.totals
  return {
    accepted: accepted + unseen,
    underWay: underWay + unseen,
    delivered,
    parked: overview?.parked.total ?? 0,
    quarantined: overview?.quarantine.total ?? 0,
  }
}
