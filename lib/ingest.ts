import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Code, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { LogGroup } from 'aws-cdk-lib/aws-logs'
import { Duration } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { type Deployment, secretName } from '../schemas/deployment.ts'
import { acceptingServices, learnsSilence } from '../schemas/watched.ts'
import { AdapterSecret } from './adapter-secret.ts'
import type { Alarms } from './alarms.ts'
import type { FrontDoor } from './front-door.ts'
import type { ObjectStore } from './object-store.ts'
import type { OrderedQueue } from './ordered-queue.ts'
import { heard, silentPeriods } from './silence.ts'
import { StageFunction } from './stage-function.ts'

export interface IngestProps {
  readonly platform: string
  readonly deployment: Deployment
  readonly code: Code
  /** What the operator puts into the platform's secret. */
  readonly secretShape: string
  readonly from: FrontDoor
  readonly to: OrderedQueue
  readonly store: ObjectStore
  readonly key?: IKey | undefined
  readonly alarms: Alarms
}

/** Takes one platform's webhooks; it cannot reach the ledger. */
export class Ingest extends Construct {
  readonly platform: string
  /** Where it takes them. */
  readonly url: string
  readonly secret: AdapterSecret
  readonly lambda: LambdaFunction
  readonly logGroup: LogGroup

  constructor(scope: Construct, id: string, props: IngestProps) {
    super(scope, id)
    const { platform, deployment, key, alarms } = props
    this.platform = platform
    const ingest = new StageFunction(this, 'Stage', {
      service: `ingest-${platform}`,
      deploymentName: deployment.name,
      description: `Takes the webhooks of ${platform}: proves, normalizes, enqueues.`,
      code: props.code,
      // API Gateway gives up after 30 seconds; then nobody would hear the answer.
      timeout: Duration.seconds(29),
      reservedConcurrency: deployment.platforms[platform]?.concurrency,
      logRetention: deployment.retention.logs,
      observed: deployment,
      key,
      alarms,
    })
    this.lambda = ingest.lambda
    this.logGroup = ingest.logGroup
    this.secret = new AdapterSecret(this, 'Keys', {
      secretName: secretName(deployment.name, 'platform', platform),
      shape: props.secretShape,
      key,
    })
    ingest.bind({ PLATFORM: platform })
    this.secret.readBy(ingest)
    props.from.leadsTo(platform, ingest, deployment.platforms[platform]?.throttle)
    this.url = props.from.urlOf(platform)
    props.to.sentToBy(ingest, { CONTACTS_QUEUE_URL: props.to.queue.queueUrl })
    const { uploads, stored } = deployment.platforms[platform] ?? {}
    const own = `incoming/${platform}` as const
    // Mailgun signs no mail: that a token is used for one alone can only be remembered. An adapter of one's own may need it.
    const remembers = platform === 'mailgun' || deployment.platforms[platform]?.adapter !== undefined
    props.store.usedBy(ingest, {
      reads: remembers ? [`notices/${platform}`] : [],
      writes: ['bodies', 'attachments', 'quarantine', 'notices', ...(uploads || stored ? [own] : [])],
    })
    if (uploads) ingest.bind({ UPLOADS: 'true' })

    const { service } = ingest
    alarms.add({
      name: `${service}-not-proven`,
      metric: alarms.counted('NotProven', service),
      threshold: 20,
      meaning: `Many requests to ${platform} had no valid signature: a wrong key here, or someone else there.`,
      runbook: 'not-proven',
    })
    alarms.add({
      name: `${service}-quarantined`,
      metric: alarms.counted('Quarantined', service),
      threshold: 1,
      meaning: `${platform} sent something genuine that was not understood; it is kept in quarantine.`,
      runbook: 'quarantined',
    })
    alarms.add({
      name: `${service}-notices`,
      metric: alarms.counted('Notices', service),
      threshold: 1,
      meaning: `${platform} told the operator something about the app or the account; the log says what.`,
      runbook: 'notices',
    })
    const config = deployment.platforms[platform]
    if (config && learnsSilence(deployment, config))
      alarms.add({
        name: `${service}-silent`,
        metric: alarms.looked(`Quiet-${platform}`),
        threshold: 1,
        meaning: `${platform} has sent nothing for a while in which it always does, as its last weeks show.`,
        runbook: 'silence',
      })
    if (config?.silenceAfter)
      alarms.add({
        name: `${service}-silent`,
        metric: heard(
          config.silenceAfter,
          // What comes by the bucket is accepted by the function that takes it from there.
          acceptingServices(platform, config).map((each) => alarms.counted('Accepted', each)),
          // Lambda asks the queue for messages all day, so that it always tells how many there are.
          props.to.queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
          new Date().getUTCFullYear(),
        ),
        threshold: 1,
        below: true,
        periods: silentPeriods(config.silenceAfter),
        meaning: `${platform} has sent nothing for ${config.silenceAfter.hours} h in which it always does.`,
        runbook: 'silence',
      })
    alarms.add({
      name: `${service}-enqueue-failed`,
      severity: 'critical',
      metric: alarms.counted('EnqueueFailed', service),
      threshold: 1,
      meaning: `The queue did not take events of ${platform}; it was answered 503 and will send again.`,
      runbook: 'enqueue-failed',
    })
  }
}
