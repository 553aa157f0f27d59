import { type Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Architecture, type Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import type { Deployment } from '../schemas/deployment.ts'
import { usualMemory } from '../schemas/function-memory.ts'
import { type Alarms, metricsNamespace } from './alarms.ts'
import { deploymentFile } from './function-code.ts'

export interface StageFunctionProps {
  /** What it does, for whom: `ingest-facebook`. Names its log group, metrics and alarms. */
  readonly service: string
  readonly deploymentName: string
  readonly description: string
  readonly code: Code
  readonly timeout: Duration
  /**
   * In MB; the processor comes with it.
   * @default usualMemory
   */
  readonly memory?: number
  /**
   * The entry of the code that it runs.
   * @default index
   */
  readonly entry?: string
  /**
   * Invocations at once, set apart from the account's.
   *
   * @default none: shared with every other function of the account
   */
  readonly reservedConcurrency?: number | undefined
  /**
   * Whether nothing waits for it: its errors wake nobody up, and it has no other alarms.
   * @default false
   */
  readonly isBeside?: boolean
  readonly logRetention: RetentionDays
  /** What it writes of the good path, and whether X-Ray gets its traces. */
  readonly observed: Pick<Deployment, 'logs' | 'tracing'>
  /**
   * Encrypts its log.
   * @default - AWS's own key
   */
  readonly key?: IKey | undefined
  readonly alarms: Alarms
}

/** A statement of a role: single actions on named resources. */
export interface Allowed {
  /** @default Allow */
  readonly effect?: Effect
  readonly actions: string[]
  readonly resources: string[]
  readonly conditions?: Record<string, Record<string, string[]>>
}

/** One Lambda function with a role that may do nothing but write its log, until others bind more to it. */
export class StageFunction extends Construct {
  readonly lambda: LambdaFunction
  readonly service: string
  readonly logGroup: LogGroup

  constructor(scope: Construct, id: string, props: StageFunctionProps) {
    super(scope, id)
    this.service = props.service
    const { logs, tracing } = props.observed
    this.logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/${props.deploymentName}/${props.service}`,
      retention: props.logRetention,
      ...(props.key && { encryptionKey: props.key }),
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    this.logGroup.grantWrite(role)
    this.lambda = new LambdaFunction(this, 'Function', {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: `${props.entry ?? 'index'}.handler`,
      code: props.code,
      memorySize: props.memory ?? usualMemory,
      timeout: props.timeout,
      ...(props.reservedConcurrency !== undefined && {
        reservedConcurrentExecutions: props.reservedConcurrency,
      }),
      role,
      logGroup: this.logGroup,
      ...(tracing && { tracing: Tracing.ACTIVE }),
      environment: {
        DEPLOYMENT_FILE: deploymentFile,
        POWERTOOLS_SERVICE_NAME: props.service,
        POWERTOOLS_METRICS_NAMESPACE: metricsNamespace(props.deploymentName),
        ...(!logs.steps && { POWERTOOLS_LOG_LEVEL: 'WARN' }),
      },
    })
    if (tracing)
      Validations.of(role).acknowledge({
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'X-Ray takes traces for no resource: its two actions can be allowed for all or none.',
      })
    this.#watch(props)
  }

  /** Names a resource in the function's environment and lets the function use it: never the one without the other. */
  bind(environment: Record<string, string>, ...allowed: Allowed[]): void {
    for (const [name, value] of Object.entries(environment)) this.lambda.addEnvironment(name, value)
    for (const statement of allowed) this.lambda.addToRolePolicy(new PolicyStatement(statement))
  }

  #watch({ alarms, timeout, isBeside = false }: StageFunctionProps): void {
    const period = Duration.minutes(5)
    alarms.add({
      name: `${this.service}-errors`,
      severity: isBeside ? 'warning' : 'critical',
      metric: this.lambda.metricErrors({ period }),
      threshold: 1,
      meaning: `${this.service} crashed, ran out of time or memory, or found its configuration unusable.`,
      runbook: 'function-errors',
    })
    if (isBeside) return
    alarms.add({
      name: `${this.service}-throttles`,
      metric: this.lambda.metricThrottles({ period }),
      threshold: 10,
      meaning: `${this.service} is kept from running: the account's concurrency is used up.`,
      runbook: 'function-throttles',
    })
    alarms.add({
      name: `${this.service}-duration`,
      metric: this.lambda.metricDuration({ period, statistic: 'Maximum' }),
      threshold: 0.9 * timeout.toMilliseconds(),
      meaning: `${this.service} takes nearly all of its ${timeout.toHumanString()}: soon it will be stopped in the middle.`,
      runbook: 'function-duration',
    })
  }
}
