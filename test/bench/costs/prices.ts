/**
 * List prices in USD without a free allowance, Europe (Frankfurt), arm64. `source` says how far each is proven: nobody
 * here can ask AWS, so that every one is to be held against the price list before a decision hangs on it.
 */
export interface Price {
  readonly what: string
  readonly usd: number
  /** So many for that price. */
  readonly per: number
  readonly unit: string
  readonly source: string
}

/** When the table was last looked through. */
export const pricesAsOf = '2026-11-29'

const remembered = 'not verified: as known for eu-central-1'

export const prices = {
  httpApi: {
    what: 'HTTP API: requests of up to 512 kB',
    usd: 1.2,
    per: 1e6,
    unit: 'requests',
    source: remembered,
  },
  invocations: { what: 'Lambda: invocations', usd: 0.2, per: 1e6, unit: 'invocations', source: remembered },
  gigabyteSeconds: {
    what: 'Lambda: time, arm64',
    usd: 0.0000133334,
    per: 1,
    unit: 'GB-seconds',
    source: remembered,
  },
  sqs: {
    what: 'SQS FIFO: requests, each started 64 kB of payload',
    usd: 0.5,
    per: 1e6,
    unit: 'requests',
    source:
      'rule and price verified for us-east-1 (third-party price guides of 2026); Frankfurt taken to be the same',
  },
  writeUnits: {
    what: 'DynamoDB on demand: write units of 1 kB',
    usd: 0.7625,
    per: 1e6,
    unit: 'units',
    source: `rule verified (AWS documentation); price ${remembered}`,
  },
  readUnits: {
    what: 'DynamoDB on demand: read units of 4 kB',
    usd: 0.1525,
    per: 1e6,
    unit: 'units',
    source: `rule verified (AWS documentation); price ${remembered}`,
  },
  s3Writes: { what: 'S3: PUT', usd: 5.4, per: 1e6, unit: 'requests', source: remembered },
  s3Reads: { what: 'S3: GET', usd: 0.43, per: 1e6, unit: 'requests', source: remembered },
  logBytes: { what: 'CloudWatch Logs: taken in', usd: 0.63, per: 1e9, unit: 'bytes', source: remembered },
} satisfies Record<string, Price>

export type Priced = keyof typeof prices

/** What no emulator tells: taken for granted, and said so in the document. */
export const assumptions = {
  memoryGigabytes: 0.5,
  /** Lambda gives a whole processor at 1,769 MB. @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
  processorShare: 512 / 1769,
  /** How long a call takes, in milliseconds. */
  latencyMs: { sqs: 10, dynamodb: 5, s3: 25, receiver: 100 },
  /** START, END and REPORT of an invocation with what CloudWatch adds to each. */
  platformLogBytes: 370,
  /** A line of the HTTP API's access log. */
  accessLogBytes: 270,
} as const
