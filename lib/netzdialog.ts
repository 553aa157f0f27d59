import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import type { Dashboard } from 'aws-cdk-lib/aws-cloudwatch'
import type { ITableV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Topic } from 'aws-cdk-lib/aws-sns'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Duration } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { type Deployment, deployment as deploymentSchema, isCollected } from '../schemas/deployment.ts'
import { learnsSilence, watchesConnection } from '../schemas/watched.ts'
import { askAdapters } from './adapter-facts.ts'
import { Alarms } from './alarms.ts'
import { Attachments } from './attachments.ts'
import { watchCosts } from './budget.ts'
import { LayerDashboard } from './dashboard.ts'
import { Deliver } from './deliver.ts'
import { encryptionKey } from './encryption.ts'
import { Fetch } from './fetch.ts'
import { FrontDoor } from './front-door.ts'
import { functionCode } from './function-code.ts'
import { Incoming } from './incoming.ts'
import { Ingest } from './ingest.ts'
import { LedgerTable } from './ledger-table.ts'
import { MalwareScan } from './malware-scan.ts'
import type { NetzdialogProps } from './netzdialog-props.ts'
import { acknowledgeNist } from './nist-findings.ts'
import { ObjectStore } from './object-store.ts'
import { OrderedQueue } from './ordered-queue.ts'
import { showOutputs } from './outputs.ts'
import { NetworkEndpoints } from './private-network.ts'
import { Route, routeVisibilityTimeout } from './route.ts'
import { saveTraceQuery } from './trace-query.ts'
import { Watch } from './watch.ts'

/**
 * platform ▶ front door ▶ ingest ▶ contacts ▶ route ▶ deliver-<destination> ▶ deliver ▶ CRM,
 * beside it: route ▶ fetch ▶ object store, contacts,
 * and every hour: watch ▶ platforms,
 * and back: CRM ▶ link ▶ front door ▶ attachments ▶ object store
 *
 * Wherever it stands, under the id `Default` it has the logical ids that it would have without a construct around it.
 */
export class Netzdialog extends Construct {
  /** Takes the webhooks, and hands out attachments. */
  readonly api: HttpApi
  /** Where each platform is to send its webhooks, by platform. */
  readonly webhookUrls: Readonly<Record<string, string>>
  /** Contact events on their way to route: FIFO. */
  readonly contactsQueue: Queue
  /** Contact events on their way to a destination, by its name: FIFO. */
  readonly deliverQueues: Readonly<Record<string, Queue>>
  /** The ledger: what was delivered, what conversations are known, what is parked. */
  readonly table: TableV2 | ITableV2
  /** Quarantine, parked events, attachments, large bodies. */
  readonly bucket: Bucket
  /** Every alarm goes there. */
  readonly alarmTopic: Topic
  /** Whether anything is being lost, waits, is slow, and what it costs. */
  readonly dashboard: Dashboard
  /** What an operator fills, by platform and by destination. */
  readonly secrets: {
    readonly platforms: Readonly<Record<string, Secret>>
    readonly destinations: Readonly<Record<string, Secret>>
    /** By platform: for looking at its connection. */
    readonly connections: Readonly<Record<string, Secret>>
  }
  readonly functions: {
    /** By platform. */
    readonly ingest: Readonly<Record<string, LambdaFunction>>
    /** By platform that brings mails to the bucket. */
    readonly collect: Readonly<Record<string, LambdaFunction>>
    readonly route: LambdaFunction
    /** By destination. */
    readonly deliver: Readonly<Record<string, LambdaFunction>>
    readonly attachments: LambdaFunction
    /** Where a platform's files are fetched. */
    readonly fetch?: LambdaFunction
    /** Where anything of the platforms is looked at every hour. */
    readonly watch?: LambdaFunction
  }

  /** @throws Error whose message has a line a mistake: the field, what was received, what to do */
  constructor(scope: Construct, id: string, props: NetzdialogProps) {
    super(scope, id)
    const { folder = process.cwd(), outputs = true, adapterFacts, ...input } = props
    const { secretShapes, permissions, fetchers = [], files } = adapterFacts ?? askAdapters(input, folder)
    const deployment = deploymentSchema.parse(input)
    const { name, retention, throttle, domain } = deployment
    const key = encryptionKey(this, deployment)
    const alarms = new Alarms(this, 'Alarms', { deploymentName: name, key, ...deployment.alarms })
    const store = new ObjectStore(this, 'Store', { retention, key })
    const ledger = new LedgerTable(this, 'Ledger', {
      restoredTable: deployment.restoredTable,
      key,
      alarms,
    })

    const doorProps = { deploymentName: name, throttle, logRetention: retention.logs, key, alarms }
    const frontDoor = new FrontDoor(this, 'FrontDoor', { ...doorProps, domain, shield: deployment.shield })
    /** A platform with an address of its own has an API of its own: under no other address is it reached. */
    const doors = new Map<string, FrontDoor>()
    for (const [platform, { domain: own }] of Object.entries(deployment.platforms)) {
      if (!own) continue
      const door = { ...doorProps, domain: own, name: `front-door-${platform}` }
      doors.set(platform, new FrontDoor(this, `FrontDoor-${platform}`, door))
    }
    const contacts = new OrderedQueue(this, 'Contacts', {
      carries: 'contacts',
      queueName: `${name}-contacts`,
      deadLetterQueueName: `${name}-backstop`,
      visibilityTimeout: routeVisibilityTimeout,
      alarmingAge: Duration.minutes(10),
      key,
      alarms,
    })
    const ingestCode = functionCode('ingest', deployment, files)
    const ingests = Object.keys(deployment.platforms).map(
      (platform) =>
        new Ingest(this, `Ingest-${platform}`, {
          platform,
          deployment,
          code: ingestCode,
          secretShape: secretShapes.platforms[platform] ?? '{}',
          from: doors.get(platform) ?? frontDoor,
          to: contacts,
          store,
          key,
          alarms,
        }),
    )
    const incomings = Object.entries(deployment.platforms)
      .filter(([, each]) => isCollected(each))
      .map(
        ([platform]) =>
          new Incoming(this, `Incoming-${platform}`, {
            platform,
            deployment,
            code: ingestCode,
            to: contacts,
            store,
            secret: ingests.find((each) => each.platform === platform)?.secret,
            key,
            alarms,
          }),
      )
    const route = new Route(this, 'Route', {
      deployment,
      code: functionCode('route', deployment, files),
      from: contacts,
      ledger,
      store,
      key,
      alarms,
    })
    const fetched = Object.keys(deployment.platforms).filter(
      (platform) => deployment.platforms[platform]?.attachments?.fetch,
    )
    const fetch =
      fetched.length === 0 && !deployment.attachments.scan
        ? undefined
        : new Fetch(this, 'Fetch', {
            deployment,
            code: functionCode('fetch', deployment, files),
            from: route,
            to: contacts,
            secretsOf: ingests.filter(({ platform }) => fetchers.includes(platform)),
            ledger,
            store,
            key,
            alarms,
          })
    const isWatching = Object.values(deployment.platforms).some(
      (each) => learnsSilence(deployment, each) || watchesConnection(deployment, each),
    )
    const watch = isWatching
      ? new Watch(this, 'Watch', {
          deployment,
          code: functionCode('watch', deployment, files),
          ingests,
          key,
          alarms,
        })
      : undefined
    if (deployment.attachments.scan) {
      const scan = new MalwareScan(this, 'Scan', { store, key })
      // What is stored before the plan is there is never scanned.
      for (const { lambda } of [...ingests, ...incomings, ...(fetch ? [fetch] : [])])
        lambda.node.addDependency(scan)
    }
    const attachments = new Attachments(this, 'Attachments', {
      deployment,
      code: functionCode('attachments', deployment, files),
      from: frontDoor,
      store,
      key,
      alarms,
    })
    const deliverCode = functionCode('deliver', deployment, files)
    const deliveries = deployment.destinations.map(
      (destination) =>
        new Deliver(this, `Deliver-${destination.name}`, {
          destination,
          deployment,
          code: deliverCode,
          secretShape: secretShapes.destinations[destination.name] ?? '{}',
          from: route,
          ledger,
          store,
          attachments,
          permissions: permissions[destination.name] ?? [],
          key,
          alarms,
        }),
    )

    this.api = frontDoor.api
    this.webhookUrls = keyed(ingests, ({ platform, url }) => [platform, url])
    this.contactsQueue = contacts.queue
    this.deliverQueues = keyed(deliveries, ({ destination, queue }) => [destination, queue.queue])
    this.table = ledger.table
    this.bucket = store.bucket
    this.alarmTopic = alarms.topic
    this.secrets = {
      platforms: keyed(ingests, ({ platform, secret }) => [platform, secret.secret]),
      destinations: keyed(deliveries, ({ destination, secret }) => [destination, secret.secret]),
      connections: keyed([...(watch?.secrets ?? [])], ([platform, { secret }]) => [platform, secret]),
    }
    this.functions = {
      ingest: keyed(ingests, ({ platform, lambda }) => [platform, lambda]),
      collect: keyed(incomings, ({ platform, lambda }) => [platform, lambda]),
      route: route.lambda,
      deliver: keyed(deliveries, ({ destination, lambda }) => [destination, lambda]),
      attachments: attachments.lambda,
      ...(fetch && { fetch: fetch.lambda }),
      ...(watch && { watch: watch.lambda }),
    }
    this.#joinNetworks(deployment)
    watchCosts(this, deployment, alarms)
    alarms.combine()
    const frontDoors = [frontDoor, ...doors.values()]
    const shown = {
      deployment,
      alarms,
      frontDoors,
      ingests,
      incomings,
      contacts,
      route,
      ledger,
      fetch,
      deliveries,
      watch,
    }
    this.dashboard = new LayerDashboard(this, 'Overview', shown).dashboard
    saveTraceQuery(
      this,
      name,
      [...ingests, ...incomings, route, ...(fetch ? [fetch] : []), ...deliveries].map(
        ({ logGroup }) => logGroup,
      ),
    )
    acknowledgeNist(this, key !== undefined)
    if (outputs)
      showOutputs(this, { deployment, ingests, incomings, deliveries, frontDoor, doors, fetch, watch })
  }

  /** One set of endpoints a network, whichever destinations lie in it. */
  #joinNetworks({ destinations }: Deployment): void {
    const networks = destinations.flatMap(({ network }) => (network?.endpoints ? [network] : []))
    for (const network of new Map(networks.map((each) => [each.vpcId, each])).values())
      new NetworkEndpoints(this, `Endpoints-${network.vpcId}`, network)
  }
}

function keyed<Item, Value>(
  items: readonly Item[],
  entryOf: (item: Item) => [name: string, value: Value],
): Record<string, Value> {
  return Object.fromEntries(items.map(entryOf))
}
