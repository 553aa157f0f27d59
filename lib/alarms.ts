import {
  Alarm,
  AlarmRule,
  ComparisonOperator,
  CompositeAlarm,
  type IMetric,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Duration, Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import type { Runbook } from './runbook.ts'

export interface AlarmsProps {
  /** What every alarm's name begins with. */
  readonly deploymentName: string
  /**
   * Who is told.
   * @default - nobody yet: subscribe to the topic
   */
  readonly email?: string | undefined
  /**
   * Encrypts it.
   * @default - AWS's own key
   */
  readonly key?: IKey | undefined
}

export interface AlarmProps {
  /** Stable, without the deployment's name: `ingest-facebook-quarantined`. */
  readonly name: string
  readonly metric: IMetric
  /**
   * `critical` wakes somebody up: something waits, or is refused, until a person acts.
   * @default warning
   */
  readonly severity?: 'critical' | 'warning'
  /** Rings from this value on; with `below` under it. */
  readonly threshold: number
  /** @default false */
  readonly below?: boolean
  /**
   * Periods in a row.
   * @default 1
   */
  readonly periods?: number
  /** What has happened, in a sentence. */
  readonly meaning: string
  readonly runbook: Runbook
}

/** CloudWatch combines a hundred alarms, in a rule of 10 kB. */
const maxCombined = 60

/** One topic for every alarm; each alarm says what has happened and where its runbook is. */
export class Alarms extends Construct {
  readonly topic: Topic
  readonly #deploymentName: string
  readonly #namespace: string
  readonly #all: Alarm[] = []
  readonly #critical: Alarm[] = []

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id)
    this.#deploymentName = props.deploymentName
    this.#namespace = metricsNamespace(props.deploymentName)
    this.topic = new Topic(this, 'Topic', {
      displayName: `${props.deploymentName} alarms`,
      enforceSSL: true,
      ...(props.key && { masterKey: props.key }),
    })
    // With a policy of its own the topic loses the default one, which lets the account's alarms publish.
    this.letIn('cloudwatch.amazonaws.com', 'AlarmsOfThisAccount')
    if (props.email) this.topic.addSubscription(new EmailSubscription(props.email))
  }

  /** Lets a service of AWS publish what it has to say of this account. */
  letIn(service: string, sid: string): void {
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid,
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal(service)],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    )
  }

  add({
    name,
    metric,
    threshold,
    meaning,
    runbook,
    severity = 'warning',
    below,
    periods = 1,
  }: AlarmProps): void {
    const alarm = new Alarm(this, name, {
      alarmName: `${this.#deploymentName}-${name}`,
      alarmDescription: `${severity === 'critical' ? 'Critical: ' : ''}${meaning} Runbook: docs/operations.md#${runbook}`,
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: below
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // Neither a queue nor a function sends metrics while it has nothing to do.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    })
    alarm.addAlarmAction(new SnsAction(this.topic))
    alarm.addOkAction(new SnsAction(this.topic))
    this.#all.push(alarm)
    if (severity === 'critical') this.#critical.push(alarm)
  }

  /** Those that have been added so far. */
  get all(): readonly Alarm[] {
    return this.#all
  }

  /** One alarm to page on, which rings while any critical one does; once all have been added. */
  combine(): void {
    for (let first = 0; first < this.#critical.length; first += maxCombined) {
      const suffix = first === 0 ? '' : `-${first / maxCombined + 1}`
      const combined = new CompositeAlarm(this, `critical${suffix}`, {
        compositeAlarmName: `${this.#deploymentName}-critical${suffix}`,
        alarmDescription: 'Something waits or is refused until a person acts: see which of its alarms ring.',
        alarmRule: AlarmRule.anyOf(...this.#critical.slice(first, first + maxCombined)),
      })
      combined.addAlarmAction(new SnsAction(this.topic))
      combined.addOkAction(new SnsAction(this.topic))
    }
  }

  /** What a function counts itself, five minutes at a time. */
  counted(metricName: string, service: string): Metric {
    return new Metric({
      namespace: this.#namespace,
      metricName,
      dimensionsMap: { service },
      statistic: 'Sum',
      period: Duration.minutes(5),
    })
  }

  /** What the watch has found, which looks once in each hour of the clock. */
  looked(metricName: string): Metric {
    return this.counted(metricName, 'watch').with({ statistic: 'Maximum', period: Duration.hours(1) })
  }
}

/** Two deployments in one account count apart. */
export function metricsNamespace(deploymentName: string): string {
  return `Netzdialog/${deploymentName}`
}
