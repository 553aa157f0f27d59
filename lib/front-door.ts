import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import {
  type CfnRoute,
  type CfnStage,
  HttpApi,
  HttpMethod,
  type HttpRoute,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { FilterPattern, LogGroup, MetricFilter, type RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Duration, Lazy, RemovalPolicy, Validations } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import type { Deployment } from '../schemas/deployment.ts'
import type { Domain } from '../schemas/domain.ts'
import type { Shield as ShieldSettings } from '../schemas/shield.ts'
import { type Alarms, metricsNamespace } from './alarms.ts'
import { leadTo } from './domain-records.ts'
import { OwnDomain } from './own-domain.ts'
import { Shield } from './shield.ts'
import type { StageFunction } from './stage-function.ts'

export interface FrontDoorProps {
  readonly deploymentName: string
  /**
   * What this one is called among others: names its log group and alarm, in place of `front-door`.
   * @default front-door
   */
  readonly name?: string
  /** For each platform, and for links; a platform may have a limit of its own. */
  readonly throttle: Deployment['throttle']
  /**
   * The address that callers know.
   * @default - the one that API Gateway makes up
   */
  readonly domain?: Domain | undefined
  /**
   * CloudFront and its firewall before it.
   * @default - nothing
   */
  readonly shield?: ShieldSettings | undefined
  readonly logRetention: RetentionDays
  /**
   * Encrypts the access log.
   * @default - AWS's own key
   */
  readonly key?: IKey | undefined
  readonly alarms: Alarms
}

/** The HTTP API that platforms call, a route each, and one for those who open an attachment. */
export class FrontDoor extends Construct {
  readonly api: HttpApi
  /** What its log group and alarms are called. */
  readonly name: string
  /** Where it is reached, without a slash at the end. */
  readonly url: string
  /** What a record of the domain has to lead to, where it has one. */
  readonly domainTarget: string | undefined
  /** Answered with 429, and with 413: by API Gateway itself, too. */
  readonly tooManyRequests: Metric
  readonly tooLarge: Metric
  readonly #shield: Shield | undefined
  readonly #stage: HttpStage
  readonly #routeSettings: Record<string, Record<string, number>> = {}
  readonly #throttle: Deployment['throttle']

  constructor(scope: Construct, id: string, props: FrontDoorProps) {
    super(scope, id)
    const { name = 'front-door', domain, throttle, shield, deploymentName, key } = props
    this.#throttle = throttle
    this.name = name
    this.api = new HttpApi(this, 'Api', {
      apiName: name === 'front-door' ? props.deploymentName : `${props.deploymentName}-${name}`,
      description: 'Webhooks of the enabled platforms, links to attachments.',
      createDefaultStage: false,
      ...(domain && !domain.executeApi && !shield && { disableExecuteApiEndpoint: true }),
    })
    const accessLog = new LogGroup(this, 'AccessLog', {
      // Under this prefix the account's log resource policy, which has a size limit, need not grow.
      logGroupName: `/aws/vendedlogs/${props.deploymentName}/${name}`,
      retention: props.logRetention,
      ...(props.key && { encryptionKey: props.key }),
      removalPolicy: RemovalPolicy.DESTROY,
    })
    this.#stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: throttle.requestsPerSecond, burstLimit: throttle.burst },
      accessLogSettings: { destination: new LogGroupLogDestination(accessLog), format: accessLogFormat },
    })
    const resource = this.#stage.node.defaultChild as CfnStage
    resource.routeSettings = Lazy.any({ produce: () => this.#routeSettings })
    this.#shield =
      shield && new Shield(this, 'Shield', { deploymentName, settings: shield, api: this.api, domain, key })
    const own =
      domain && !shield
        ? new OwnDomain(this, 'Domain', { domain, api: this.api, stage: this.#stage })
        : undefined
    const target = (this.#shield ?? own)?.target
    this.domainTarget = domain && target?.dnsName
    if (domain && target) leadTo(own ?? new Construct(this, 'Domain'), domain, target)
    const host = domain?.name ?? target?.dnsName
    this.url = host === undefined ? this.api.apiEndpoint : `https://${host}`
    props.alarms.add({
      name: `${name}-errors`,
      severity: 'critical',
      metric: this.api.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' }),
      threshold: 5,
      meaning: 'Platforms are answered with 5xx and will send again.',
      runbook: 'front-door-errors',
    })
    props.alarms.add({
      name: `${name}-refused`,
      metric: this.api.metricClientError({ period: Duration.minutes(5), statistic: 'Sum' }),
      threshold: 100,
      meaning: 'Many requests are answered with 4xx: not proven, to no route, too large or too many.',
      runbook: 'refused-requests',
    })
    // API Gateway counts them among all 4xx.
    const throttled = new MetricFilter(this, 'Throttled', {
      logGroup: accessLog,
      filterPattern: FilterPattern.stringValue('$.status', '=', '429'),
      metricNamespace: metricsNamespace(props.deploymentName),
      metricName: name === 'front-door' ? 'TooManyRequests' : `TooManyRequests-${name}`,
    })
    this.tooManyRequests = throttled.metric({ period: Duration.minutes(5), statistic: 'Sum' })
    props.alarms.add({
      name: `${name}-too-many-requests`,
      metric: this.tooManyRequests,
      threshold: 10,
      meaning:
        'Webhooks are answered with 429, for one route has more of them than its limit; platforms send again.',
      runbook: 'too-many-requests',
    })
    this.tooLarge = this.#watchSize(accessLog, props)
  }

  /** API Gateway's own refusals too, which no function hears of: a body beyond 10 MB. */
  #watchSize(accessLog: LogGroup, { deploymentName, alarms }: FrontDoorProps): Metric {
    const refused = new MetricFilter(this, 'TooLarge', {
      logGroup: accessLog,
      filterPattern: FilterPattern.stringValue('$.status', '=', '413'),
      metricNamespace: metricsNamespace(deploymentName),
      metricName: this.name === 'front-door' ? 'TooLarge' : `TooLarge-${this.name}`,
    })
    const metric = refused.metric({ period: Duration.minutes(5), statistic: 'Sum' })
    alarms.add({
      name: `${this.name}-too-large`,
      metric,
      threshold: 1,
      meaning:
        'A webhook was too large and answered with 413: its platform has it no other way, and will drop it.',
      runbook: 'too-large',
    })
    return metric
  }

  /** Leads `/webhooks/<platform>` to the platform's function. */
  leadsTo(platform: string, ingest: StageFunction, throttle = this.#throttle): void {
    const routes = this.api.addRoutes({
      path: `/webhooks/${platform}`,
      methods: [HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST],
      integration: new HttpLambdaIntegration(platform, ingest.lambda),
    })
    this.#shield?.guards(ingest)
    this.#limit(routes, throttle)
    for (const route of routes) {
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason: 'Platforms sign the raw bytes of each webhook; the function proves the signature itself.',
      })
    }
  }

  /** Leads `/attachments/<token>` to the function that opens them. */
  opens(attachments: StageFunction): void {
    const routes = this.api.addRoutes({
      path: '/attachments/{token}',
      methods: [HttpMethod.GET],
      integration: new HttpLambdaIntegration('attachments', attachments.lambda),
    })
    this.#shield?.guards(attachments)
    this.#limit(routes, this.#throttle)
    for (const route of routes) {
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason:
          'A link is its own proof: the function verifies the signature in it, and that it has not expired.',
      })
    }
  }

  urlOf(platform: string): string {
    return `${this.url}/webhooks/${platform}`
  }

  /** Limits each route by itself, so that a flood of one platform gets no other a 429. */
  #limit(routes: readonly HttpRoute[], { requestsPerSecond, burst }: Deployment['throttle']): void {
    for (const route of routes) {
      const { routeKey } = route.node.defaultChild as CfnRoute
      // Written as CloudFormation has it: the CDK takes these settings for a value that it need not look into.
      this.#routeSettings[routeKey] = { ThrottlingRateLimit: requestsPerSecond, ThrottlingBurstLimit: burst }
      // API Gateway refuses settings of a route that is not there yet.
      this.#stage.node.addDependency(route)
    }
  }
}

/**
 * The route and not the path, for a link opens its attachment; no query string, which may hold a verify token; no
 * address, which is personal data.
 */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    time: '$context.requestTimeEpoch',
    requestId: '$context.requestId',
    route: '$context.routeKey',
    status: '$context.status',
    responseLatency: '$context.responseLatency',
    integrationLatency: '$context.integrationLatency',
    integrationStatus: '$context.integrationStatus',
    error: '$context.error.message',
  }),
)
