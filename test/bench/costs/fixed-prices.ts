import type { FixedCounts } from './count-fixed.ts'

export interface FixedPrice {
  readonly what: string
  /** For one, a month of 730 hours. */
  readonly usd: number
  readonly rule: string
}

/** How many receives with nothing in them Lambda makes of one queue: five pollers that wait twenty seconds each. */
const emptyReceives = (5 * 730 * 3600) / 20

/** As `prices.ts`: list prices without a free allowance, as known for eu-central-1, and not verified here. */
export const fixedPrices: Readonly<Record<keyof FixedCounts, FixedPrice>> = {
  alarmMetrics: { what: 'alarms, by the metrics that they look at', usd: 0.1, rule: '$0.10 each' },
  compositeAlarms: { what: 'alarms that combine others', usd: 0.5, rule: '$0.50 each' },
  dashboards: { what: 'dashboards', usd: 3, rule: '$3 each; an account has three free' },
  customMetrics: {
    what: 'metrics of our own, if each of them counts something that month',
    usd: 0.3,
    rule: '$0.30 each',
  },
  secrets: { what: 'secrets', usd: 0.4, rule: '$0.40 each' },
  keys: { what: 'KMS keys', usd: 1, rule: '$1 each' },
  endpointZones: {
    what: 'VPC endpoints, by zone',
    usd: 0.012 * 730,
    rule: '$0.012 an hour each; those for S3 and DynamoDB cost nothing',
  },
  polledQueues: {
    what: 'queues that Lambda polls',
    usd: (emptyReceives / 1e6) * 0.5,
    rule: 'five pollers (AWS documentation; for FIFO queues not verified) that ask every 20 seconds, at $0.50 a million',
  },
}
