import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import type { Deployment } from '../schemas/deployment.ts'
import { Alarms } from './alarms.ts'
import { Attachments } from './attachments.ts'
import { Deliver, type Permission } from './deliver.ts'
import { FrontDoor } from './front-door.ts'
import { functionCode } from './function-code.ts'
import { Ingest } from './ingest.ts'
import { LedgerTable } from './ledger-table.ts'
import { ObjectStore } from './object-store.ts'
import { OrderedQueue } from './ordered-queue.ts'
import { Route, routeVisibilityTimeout } from './route.ts'

export interface NetzdialogStackProps extends StackProps {
  /** As `checkDeployment` returns it. */
  readonly deployment: Deployment
  /** What the operator puts into each secret, by the name of its platform or destination. */
  readonly secretShapes: SecretShapes
  /**
   * What adapters need in AWS beyond what every destination may do, by the name of the destination.
   * @default - nothing
   */
  readonly permissions?: Readonly<Record<string, readonly Permission[]>>
}

export interface SecretShapes {
  readonly platforms: Readonly<Record<string, string>>
  readonly destinations: Readonly<Record<string, string>>
}

/**
 * platform ▶ front door ▶ ingest ▶ contacts ▶ route ▶ deliver-<destination> ▶ deliver ▶ CRM,
 * and back: CRM ▶ link ▶ front door ▶ attachments ▶ object store
 */
export class NetzdialogStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { deployment, secretShapes, permissions = {}, ...stackProps }: NetzdialogStackProps,
  ) {
    super(scope, id, { description: 'Webhooks become contact events in the CRM.', ...stackProps })
    const { name, retention, throttle } = deployment
    const alarms = new Alarms(this, 'Alarms', { deploymentName: name, ...deployment.alarms })
    const store = new ObjectStore(this, 'Store', { retention })
    const ledger = new LedgerTable(this, 'Ledger')

    const frontDoor = new FrontDoor(this, 'FrontDoor', {
      deploymentName: name,
      throttle,
      logRetention: retention.logs,
      alarms,
    })
    const contacts = new OrderedQueue(this, 'Contacts', {
      carries: 'contacts',
      queueName: `${name}-contacts`,
      deadLetterQueueName: `${name}-backstop`,
      visibilityTimeout: routeVisibilityTimeout,
      alarmingAge: Duration.minutes(10),
      alarms,
    })
    const ingestCode = functionCode('ingest', deployment)
    const ingests = Object.keys(deployment.platforms).map(
      (platform) =>
        new Ingest(this, `Ingest-${platform}`, {
          platform,
          deployment,
          code: ingestCode,
          secretShape: secretShapes.platforms[platform] ?? '{}',
          from: frontDoor,
          to: contacts,
          store,
          alarms,
        }),
    )
    const route = new Route(this, 'Route', {
      deployment,
      code: functionCode('route', deployment),
      from: contacts,
      ledger,
      store,
      alarms,
    })
    const attachments = new Attachments(this, 'Attachments', {
      deployment,
      code: functionCode('attachments', deployment),
      from: frontDoor,
      store,
      alarms,
    })
    const deliverCode = functionCode('deliver', deployment)
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
          alarms,
        }),
    )

    for (const { platform, secret } of ingests) {
      this.#show(`Webhook-${platform}`, frontDoor.urlOf(platform), `Enter it at ${platform}.`)
      this.#show(`Secret-${platform}`, secret.name, `Put the keys of ${platform} in here.`)
    }
    for (const { destination, secret } of deliveries)
      this.#show(`Secret-to-${destination}`, secret.name, `Put the keys of ${destination} in here.`)
    this.#show('Queue-contacts', contacts.queue.queueUrl, 'Events on their way to route.')
    for (const { destination, queue } of deliveries)
      this.#show(`Queue-to-${destination}`, queue.queue.queueUrl, `Events on their way to ${destination}.`)
    this.#show('Table', ledger.table.tableName, 'The ledger.')
    this.#show('Bucket', store.bucket.bucketName, 'Quarantine, parked events, attachments, large bodies.')
  }

  #show(id: string, value: string, description: string): void {
    new CfnOutput(this, `Show-${id}`, { key: pascalCase(id), value, description })
  }
}

const wordStart = /(?:^|-)([a-z0-9])/g

/** CloudFormation takes letters and digits only. */
function pascalCase(kebab: string): string {
  return kebab.replace(wordStart, (_match, letter: string) => letter.toUpperCase())
}
