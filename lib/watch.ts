import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Code, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { LogGroup } from 'aws-cdk-lib/aws-logs'
import { Duration, Stack, Validations } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { type Deployment, secretName } from '../schemas/deployment.ts'
import { learnsSilence, watchesConnection } from '../schemas/watched.ts'
import { AdapterSecret } from './adapter-secret.ts'
import type { Alarms } from './alarms.ts'
import type { Ingest } from './ingest.ts'
import { StageFunction } from './stage-function.ts'

export interface WatchProps {
  readonly deployment: Deployment
  readonly code: Code
  readonly ingests: readonly Ingest[]
  readonly key?: IKey | undefined
  readonly alarms: Alarms
}

/** Amidst an hour, so that each hour of the clock has one look. */
const schedule = Schedule.cron({ minute: '20' })

/** So many looks in a row without an answer are no hiccup of the platform's. */
const unansweredLooks = 6

/** With less left it is time to act: `timeLeft` has the same. */
const urgentDays = 7

/**
 * Looks every hour how platforms stand: whether what their webhooks hang on is there and for how long, and whether one is
 * quiet that always talks. It reads no event, and of the secrets those alone that looking takes.
 */
export class Watch extends Construct {
  readonly lambda: LambdaFunction
  readonly logGroup: LogGroup
  /** What operators fill, by platform. */
  readonly secrets: ReadonlyMap<string, AdapterSecret>
  /** Platforms whose connection it looks at. */
  readonly connections: readonly string[]
  /** Platforms of which it learns when they talk. */
  readonly learned: readonly string[]

  constructor(scope: Construct, id: string, props: WatchProps) {
    super(scope, id)
    const { deployment, key, alarms } = props
    const platforms = Object.entries(deployment.platforms)
    this.connections = platforms.flatMap(([name, each]) =>
      watchesConnection(deployment, each) ? [name] : [],
    )
    this.learned = platforms.flatMap(([name, each]) => (learnsSilence(deployment, each) ? [name] : []))
    const watch = new StageFunction(this, 'Stage', {
      service: 'watch',
      deploymentName: deployment.name,
      description: 'Looks every hour whether the platforms’ connections stand, and whether one is quiet.',
      code: props.code,
      timeout: Duration.minutes(3),
      isBeside: true,
      logRetention: deployment.retention.logs,
      observed: deployment,
      key,
      alarms,
    })
    this.lambda = watch.lambda
    this.logGroup = watch.logGroup
    new Rule(this, 'Hourly', {
      description: `Has ${deployment.name} look how its platforms stand.`,
      schedule,
      targets: [new LambdaTarget(this.lambda, { retryAttempts: 2, maxEventAge: Duration.minutes(30) })],
    })
    this.secrets = this.#readSecrets(watch, props)
    this.#mayAskAws(watch, deployment)
    for (const platform of this.connections) this.#alarm(platform, alarms)
  }

  #readSecrets(watch: StageFunction, { deployment, ingests, key }: WatchProps): Map<string, AdapterSecret> {
    const asJson = (values: readonly (readonly [string, string])[]) =>
      Stack.of(this).toJsonString(Object.fromEntries(values))
    const looking = ingests.filter(({ platform }) => this.connections.includes(platform))
    const withCredentials = looking.filter(
      ({ platform }) => deployment.platforms[platform]?.connection?.credentials,
    )
    const secrets = new Map(
      withCredentials.map(({ platform }) => [
        platform,
        new AdapterSecret(this, `Keys-${platform}`, {
          secretName: secretName(deployment.name, 'connection', platform),
          shape: `what \`netzdialog doctor --credentials\` takes for ${platform}.`,
          key,
        }),
      ]),
    )
    const told = {
      WEBHOOK_URLS: asJson(looking.map(({ platform, url }) => [platform, url])),
      CONNECTION_SECRET_IDS: asJson([...secrets].map(([name, { secret }]) => [name, secret.secretArn])),
      PLATFORM_SECRET_IDS: asJson(
        withCredentials.map(({ platform, secret }) => [platform, secret.secret.secretArn]),
      ),
    }
    watch.bind(told)
    for (const secret of [...secrets.values(), ...withCredentials.map((each) => each.secret)])
      secret.readBy(watch, told)
    return secrets
  }

  /** What AWS allows for all resources or for none. */
  #mayAskAws(watch: StageFunction, { platforms }: Deployment): void {
    const receiving = this.connections.filter((name) => platforms[name]?.receiving !== undefined)
    const mends = receiving.some((name) => platforms[name]?.connection?.mend)
    const actions = [
      ...(this.learned.length > 0 ? ['cloudwatch:GetMetricData'] : []),
      ...(receiving.length > 0 ? ['ses:DescribeActiveReceiptRuleSet'] : []),
      ...(mends ? ['ses:SetActiveReceiptRuleSet'] : []),
    ]
    if (actions.length === 0) return
    watch.bind({}, { actions, resources: ['*'] })
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'CloudWatch and Amazon SES know no resource for reading metrics and the active receipt rules: both can be allowed for all or none, and neither shows an event.',
    })
  }

  #alarm(platform: string, alarms: Alarms): void {
    const name = `connection-${platform}`
    alarms.add({
      name: `${name}-broken`,
      severity: 'critical',
      metric: alarms.looked(`ConnectionBroken-${platform}`),
      threshold: 1,
      meaning: `Something that the webhooks of ${platform} hang on does not stand; the log of watch says what.`,
      runbook: 'connection-broken',
    })
    alarms.add({
      name: `${name}-ending`,
      metric: alarms.looked(`ConnectionDaysLeft-${platform}`).with({ statistic: 'Minimum' }),
      threshold: urgentDays,
      below: true,
      meaning: `Something that the webhooks of ${platform} hang on ends in less than ${urgentDays} days.`,
      runbook: 'connection-ending',
    })
    alarms.add({
      name: `${name}-unknown`,
      metric: alarms.looked(`ConnectionUnknown-${platform}`),
      threshold: 1,
      periods: unansweredLooks,
      meaning: `Nobody has been able to look at the connection of ${platform} for ${unansweredLooks} hours.`,
      runbook: 'connection-unknown',
    })
  }
}
