import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import type { Deployment } from '../schemas/deployment.ts'
import type { Alarms } from './alarms.ts'
import type { StageFunction } from './stage-function.ts'

export interface FrontDoorProps {
  readonly deploymentName: string
  readonly throttle: Deployment['throttle']
  readonly logRetention: RetentionDays
  readonly alarms: Alarms
}

/** The HTTP API that platforms call, a route each, and one for those who open an attachment. */
export class FrontDoor extends Construct {
  readonly api: HttpApi

  constructor(scope: Construct, id: string, props: FrontDoorProps) {
    super(scope, id)
    this.api = new HttpApi(this, 'Api', {
      apiName: props.deploymentName,
      description: 'Webhooks of the enabled platforms, links to attachments.',
      createDefaultStage: false,
    })
    const accessLog = new LogGroup(this, 'AccessLog', {
      // Under this prefix the account's log resource policy, which has a size limit, need not grow.
      logGroupName: `/aws/vendedlogs/${props.deploymentName}/front-door`,
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: props.throttle.requestsPerSecond, burstLimit: props.throttle.burst },
      accessLogSettings: { destination: new LogGroupLogDestination(accessLog), format: accessLogFormat },
    })
    props.alarms.add({
      name: 'front-door-errors',
      metric: this.api.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' }),
      threshold: 5,
      meaning: 'Platforms are answered with 5xx and will send again.',
      runbook: 'front-door-errors',
    })
  }

  /** Leads `/webhooks/<platform>` to the platform's function. */
  leadsTo(platform: string, ingest: StageFunction): void {
    const routes = this.api.addRoutes({
      path: `/webhooks/${platform}`,
      methods: [HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST],
      integration: new HttpLambdaIntegration(platform, ingest.lambda),
    })
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
    for (const route of routes) {
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason:
          'A link is its own proof: the function verifies the signature in it, and that it has not expired.',
      })
    }
  }

  urlOf(platform: string): string {
    return `${this.api.apiEndpoint}/webhooks/${platform}`
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
