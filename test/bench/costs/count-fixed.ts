import * as z from 'zod'

/** What a stack has that costs the same with nothing coming in. */
export interface FixedCounts {
  /** Metrics that alarms look at. */
  readonly alarmMetrics: number
  readonly compositeAlarms: number
  readonly dashboards: number
  /** That the functions may count: AWS charges for those that were counted in a month. */
  readonly customMetrics: number
  readonly secrets: number
  readonly keys: number
  /** Of interface endpoints, by the zones that they stand in. */
  readonly endpointZones: number
  /** Queues that Lambda polls. */
  readonly polledQueues: number
}

const template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
})

/** Counts them in a CloudFormation template. */
export function countFixed(given: unknown): FixedCounts {
  const resources = Object.values(template.parse(given).Resources)
  const all = (type: string) =>
    resources.flatMap(({ Type, Properties }) => (Type === type ? [Properties] : []))
  const shown = all('AWS::CloudWatch::Dashboard').map((dashboard) => JSON.stringify(dashboard))
  return {
    alarmMetrics: all('AWS::CloudWatch::Alarm').reduce((sum, alarm) => sum + metricsOf(alarm), 0),
    compositeAlarms: all('AWS::CloudWatch::CompositeAlarm').length,
    dashboards: shown.length,
    customMetrics: customMetricsOf([
      ...shown,
      ...all('AWS::CloudWatch::Alarm').map((alarm) => JSON.stringify(alarm)),
      ...all('AWS::Logs::MetricFilter').map((filter) => JSON.stringify(filter)),
    ]),
    secrets: all('AWS::SecretsManager::Secret').length,
    keys: all('AWS::KMS::Key').length,
    endpointZones: all('AWS::EC2::VPCEndpoint')
      .filter(({ VpcEndpointType }) => VpcEndpointType === 'Interface')
      .reduce((sum, { SubnetIds }) => sum + (Array.isArray(SubnetIds) ? SubnetIds.length : 1), 0),
    polledQueues: all('AWS::Lambda::EventSourceMapping').length,
  }
}

const withMetrics = z.array(z.object({ MetricStat: z.unknown().optional() }))

/** Each metric that goes into an alarm's sum is one. */
function metricsOf({ Metrics }: Record<string, unknown>): number {
  const found = withMetrics.safeParse(Metrics).data?.filter(({ MetricStat }) => MetricStat !== undefined)
  return found?.length || 1
}

const inDashboard =
  /\\"Netzdialog\/[\w-]{1,64}\\",\\"([\w-]{1,64})\\"(?:,\\"service\\",\\"([\w-]{1,64})\\")?/g
const inAlarm = /"MetricName":"([\w-]{1,64})","Namespace":"Netzdialog\//
const inFilter = /"MetricName":"([\w-]{1,64})","MetricNamespace":"Netzdialog\//
const service = /"Name":"service","Value":"([\w-]{1,64})"/

function customMetricsOf(texts: readonly string[]): number {
  const found = texts.flatMap((text) => [
    ...[...text.matchAll(inDashboard)].map(([, name, of = '']) => `${name} ${of}`),
    ...[inAlarm, inFilter].flatMap((pattern) => {
      const name = pattern.exec(text)?.[1]
      return name === undefined ? [] : [`${name} ${service.exec(text)?.[1] ?? ''}`]
    }),
  ])
  return new Set(found).size
}
