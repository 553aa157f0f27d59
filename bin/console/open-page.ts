import { setTimeout as sleep } from 'node:timers/promises'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SQSClient } from '@aws-sdk/client-sqs'
import { sdkTimeouts } from '../../functions/aws/sdk-timeouts.ts'
import type { Deployment } from '../../schemas/deployment.ts'
import { type Adapters, openAdapters } from '../deployment-checks/open-adapters.ts'
import type { AwsAccess } from '../local/aws-environment.ts'
import type { DemoCrm } from '../local/demo-crm.ts'
import type { Tickets } from '../local/demo-tickets.ts'
import type { RawPayloads } from '../local/raw-payloads.ts'
import type { Senders } from '../local/senders/open-senders.ts'
import type { SentRequests } from '../local/sent-requests.ts'
import { createContactIndex } from '../operations/contacts/contact-index.ts'
import { platformFinder } from '../operations/find-platform.ts'
import { openSite } from '../operations/open-site.ts'
import { queueLevels } from '../operations/queue-levels.ts'
import type { Site } from '../operations/site.ts'
import { askDestinations } from './ask-destinations.ts'
import type { Feed } from './feed.ts'
import { followRows } from './follow-rows.ts'
import { type Invoke, observeDeliver, observeRoute } from './observe-queues.ts'
import { pageOperations } from './page-operations.ts'
import { probeOf } from './probe-of.ts'
import type { Page } from './read-state.ts'
import { rebuildBody } from './rebuild-body.ts'
import { rereadFeed } from './reread-feed.ts'
import { restoreFeed } from './restore-feed.ts'
import { rowReader } from './row-reader.ts'
import { findSamples } from './send-samples.ts'
import { watchOverview } from './watch-overview.ts'

export interface OpenPageOptions {
  readonly site: Site & { readonly endpoints: NonNullable<Site['endpoints']> }
  readonly deployment: Deployment
  readonly adapters: Adapters & Senders
  readonly aws: AwsAccess
  readonly feed: Feed
  readonly tickets: Tickets
  readonly crm: DemoCrm
  readonly urlOf: (platform: string) => string
  readonly now: () => Date
  /** When the tables were made, where that is known. */
  readonly since?: Date | undefined
  /** Runs before have left something in them. @default false */
  readonly before?: boolean
  readonly payloads: RawPayloads
  readonly requests: SentRequests
  readonly report: (sentence: string) => void
}

export interface OpenPage {
  readonly page: Page
  /** What goes through the queues, so that the feed learns of it. */
  readonly observeRoute: (invoke: Invoke) => Invoke
  readonly observeDeliver: (invoke: Invoke, destination: string) => Invoke
  close(): void
}

const hourMs = 3_600_000
/** All that is parked, and what is silent, is read as often at most while somebody looks, which is once a second. */
const parkedMs = 5000

/** Brings together what the page needs of the local run. */
export async function openPage(options: OpenPageOptions): Promise<OpenPage> {
  const {
    site,
    deployment,
    adapters,
    aws,
    feed,
    tickets,
    crm,
    urlOf,
    now,
    since,
    before,
    payloads,
    requests,
    report,
  } = options
  const { endpoints } = site
  // It calls adapters of somebody's own by where they lie.
  const local = openAdapters(deployment, adapters.folder)
  const dynamodb = new DynamoDBClient({ ...aws, ...sdkTimeouts, endpoint: endpoints.dynamodb })
  const sqs = new SQSClient({ ...aws, ...sdkTimeouts, endpoint: endpoints.sqs, useQueueUrlAsEndpoint: false })
  const opened = openSite(site, deployment, aws, now)
  const open = { ...opened, index: createContactIndex(opened), ticketOf: tickets.numberOf }
  const urls = new Map([['contacts', site.contactsQueueUrl], ...Object.entries(site.deliverQueueUrls)])
  // The numbers alone: to look at every message once a second would be the greater part of the work.
  const operations = pageOperations(
    { ...open, levels: () => queueLevels(urls, { sqs }) },
    platformFinder(adapters),
    { parkedMs, silenceMs: parkedMs },
  )
  const counted =
    since && before
      ? await restoreFeed(feed, { from: since, to: new Date(now().getTime() + hourMs) }, opened)
      : (since ?? now())
  const rows = followRows({
    feed,
    reader: rowReader(dynamodb, site.table, open.store),
    onError: (code) => report(`page: ${code}, trying again`),
  })
  const samples = await findSamples(Object.keys(deployment.platforms), {
    senders: adapters.senders,
    folderOf: adapters.samplesOf,
    fetch: (url, init) => fetch(url, init),
    now,
    random: Math.random,
    urlOf,
  })
  const ports = { feed, rows, store: open.store }
  const real = deployment.destinations.filter(({ local }) => local !== undefined)
  return {
    page: {
      feed,
      tickets,
      watch: watchOverview({ operations, feed }),
      samples,
      crm,
      console: {
        site: open,
        operations,
        findPlatform: platformFinder(adapters),
        rebuild: rebuildBody(deployment, local),
        probes: askDestinations(probeOf({ site, access: aws, adapters: local, now }, deployment), now),
        settle: (ms) => sleep(ms),
        payloads,
        requests,
        onErased: () => rereadFeed(feed, opened),
        ...(since && { since }),
      },
      real: real.map(({ name, adapter }) => ({ name, adapter })),
      since: counted,
      hasDemoCrm: real.length < deployment.destinations.length,
    },
    observeRoute: (invoke) => observeRoute(invoke, ports),
    observeDeliver: (invoke, destination) => observeDeliver(invoke, destination, ports),
    close() {
      rows.stop()
      open.close()
      dynamodb.destroy()
      sqs.destroy()
    },
  }
}
