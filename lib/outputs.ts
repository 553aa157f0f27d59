import type { Dashboard } from 'aws-cdk-lib/aws-cloudwatch'
import type { ITableV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import type { Topic } from 'aws-cdk-lib/aws-sns'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { CfnOutput, Stack } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import type { Deployment } from '../schemas/deployment.ts'
import type { Deliver } from './deliver.ts'
import type { Fetch } from './fetch.ts'
import type { FrontDoor } from './front-door.ts'
import type { Incoming } from './incoming.ts'
import type { Ingest } from './ingest.ts'
import { outputKey } from './output-key.ts'
import type { Watch } from './watch.ts'

/** The construct whose things are shown. */
interface ShownLayer extends Construct {
  readonly contactsQueue: Queue
  readonly table: TableV2 | ITableV2
  readonly bucket: Bucket
  readonly alarmTopic: Topic
  readonly dashboard: Dashboard
}

export interface Shown {
  readonly deployment: Deployment
  readonly ingests: readonly Ingest[]
  readonly incomings: readonly Incoming[]
  readonly deliveries: readonly Deliver[]
  readonly frontDoor: FrontDoor
  /** By the platform that has one of its own. */
  readonly doors: ReadonlyMap<string, FrontDoor>
  readonly fetch: Fetch | undefined
  readonly watch: Watch | undefined
}

/** What operators enter elsewhere, and what their commands look for; keys begin with the ids of the constructs around. */
export function showOutputs(
  layer: ShownLayer,
  { deployment, ingests, incomings, deliveries, fetch, watch, ...doors }: Shown,
): void {
  const prefix = outputPrefix(layer)
  const show = (id: string, value: string, description: string) =>
    new CfnOutput(layer, `Show-${id}`, { key: `${prefix}${outputKey(id)}`, value, description })

  for (const { platform, secret, url } of ingests) {
    show(`Webhook-${platform}`, url, `Enter it at ${platform}.`)
    show(`Secret-${platform}`, secret.name, `Put the keys of ${platform} in here.`)
  }
  for (const { platform, received } of incomings) {
    if (!received) continue
    show(`Mx-${platform}`, received.mx, 'Enter it as the MX of each domain whose mail is to come here.')
    show(`Rule-set-${platform}`, received.ruleSet, 'Has to be the active receipt rule set of Amazon SES.')
  }
  for (const [platform, { name }] of watch?.secrets ?? [])
    show(`Secret-for-${platform}`, name, `Put in here what looking at ${platform} takes.`)
  for (const { destination, secret } of deliveries)
    show(`Secret-to-${destination}`, secret.name, `Put the keys of ${destination} in here.`)
  show('Queue-contacts', layer.contactsQueue.queueUrl, 'Events on their way to route.')
  for (const { destination, queue } of deliveries)
    show(`Queue-to-${destination}`, queue.queue.queueUrl, `Events on their way to ${destination}.`)
  if (fetch) show('Queue-fetch', fetch.queue.queue.queueUrl, 'Requests for files of customers.')
  show('Table', layer.table.tableName, 'The ledger.')
  show('Bucket', layer.bucket.bucketName, 'Quarantine, parked events, attachments, large bodies.')
  show('Alarm-topic', layer.alarmTopic.topicArn, 'Subscribe whoever is to be told of alarms.')

  show('Dashboard', layer.dashboard.dashboardName, 'In CloudWatch: what is lost, waits, is slow, and costs.')

  const { domainTarget } = doors.frontDoor
  if (domainTarget !== undefined)
    show('Domain-target', domainTarget, `What ${deployment.domain?.name} has to lead to.`)
  for (const [platform, { domainTarget: target = '' }] of doors.doors)
    show(`Domain-target-${platform}`, target, `What the domain of ${platform} has to lead to.`)
  const draining = deployment.destinations.filter((each) => each.draining).map(({ name }) => name)
  if (draining.length > 0) show('Draining', draining.join(','), 'May be removed once nothing waits for them.')
}

/** Nothing under the id `Default`; elsewhere the path in the stack, whose outputs and other layers have names, too. */
function outputPrefix({ node }: Construct): string {
  const { scopes } = node
  const [layer] = scopes.slice(-1)
  const ids = scopes.slice(layer ? scopes.indexOf(Stack.of(layer)) + 1 : 0).map((scope) => scope.node.id)
  return ids
    .filter((id) => id !== 'Default')
    .map((id) => outputKey(id).replace(notAlphanumeric, ''))
    .join('')
}

const notAlphanumeric = /[^A-Za-z0-9]/g
