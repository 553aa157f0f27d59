import { compact } from '../../functions/core/compact.ts'
import type { DemoCrm } from '../local/demo-crm.ts'
import type { Tickets } from '../local/demo-tickets.ts'
import type { ConsolePorts } from './console-ports.ts'
import type { Feed } from './feed.ts'
import type { PageState } from './page-state.ts'
import type { SampleSender } from './send-samples.ts'
import type { OverviewWatch } from './watch-overview.ts'

/** What the page is made of once the local run is up. */
export interface Page {
  readonly feed: Feed
  readonly tickets: Tickets
  readonly watch: OverviewWatch
  readonly samples: SampleSender
  readonly crm: Pick<DemoCrm, 'mode' | 'setMode' | 'counts'>
  /** What the pages about contacts act on. */
  readonly console: ConsolePorts
  /** Destinations with `local` settings, and the kind of system that each is. */
  readonly real?: PageState['real']
  /** Since when contacts are counted. */
  readonly since?: Date
  /** Whether the demo CRM stands in for any destination. @default true */
  readonly hasDemoCrm?: boolean
}

/** Everything at this moment. */
export function readState(page: Page, status: PageState['status']): PageState {
  const { feed, tickets, watch, samples, crm, real, since, hasDemoCrm } = page
  const { last, unreadable } = watch
  return compact({
    status,
    feed,
    tickets,
    crm: { mode: crm.mode, ...crm.counts },
    overview: last,
    answerOf: page.console.probes.answer,
    unreadable,
    samples: samples.samples,
    sendings: samples.sendings,
    real,
    since,
    hasDemoCrm,
  })
}
