import type { IncomingHttpHeaders } from 'node:http'
import * as z from 'zod'
import type { Asked } from './may-do.ts'

/** A request to an AWS service as it comes over the wire. */
export interface AwsCall {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** The services that functions call here. */
export type Service = 's3' | 'sqs' | 'dynamodb' | 'secrets' | 'cloudwatch' | 'ses'

/** What a call's resource is called in IAM. */
export interface ArnsOf {
  readonly bucket: (name: string) => string
  readonly queue: (url: string) => string
  readonly table: (name: string) => string
}

const services: Readonly<Record<string, Service>> = {
  AmazonSQS: 'sqs',
  DynamoDB_20120810: 'dynamodb',
  secretsmanager: 'secrets',
  GraniteServiceVersion20100801: 'cloudwatch',
}

/** S3 and the first API of SES do not name their operations in a header. */
export function serviceOf({ headers }: Pick<AwsCall, 'headers'>): Service {
  if (headers['content-type'] === 'application/x-www-form-urlencoded') return 'ses'
  const [target = ''] = String(headers['x-amz-target'] ?? '').split('.')
  return services[target] ?? 's3'
}

/** @returns what IAM is asked about a call, one entry for each thing that it does @throws Error on a call that this does not know */
export function readCall(call: AwsCall, arns: ArnsOf): Asked[] {
  const service = serviceOf(call)
  const [, operation = ''] = String(call.headers['x-amz-target'] ?? '').split('.')
  switch (service) {
    case 's3':
      return readS3(call, arns)
    case 'sqs': {
      const { QueueUrl } = onQueue.parse(JSON.parse(call.body.toString()))
      // A batch is allowed by the action on one.
      return [{ action: `sqs:${operation.replace(batch, '')}`, resource: arns.queue(QueueUrl), keys: {} }]
    }
    case 'dynamodb':
      return readDynamo(operation, JSON.parse(call.body.toString()), arns)
    case 'secrets': {
      const { SecretId } = onSecret.parse(JSON.parse(call.body.toString()))
      return [{ action: `secretsmanager:${operation}`, resource: SecretId, keys: {} }]
    }
    // Of these two IAM knows no resource.
    case 'cloudwatch':
      return [{ action: `cloudwatch:${operation}`, resource: '*', keys: {} }]
    case 'ses': {
      const action = new URLSearchParams(call.body.toString()).get('Action')
      return [{ action: `ses:${action}`, resource: '*', keys: {} }]
    }
  }
}

const batch = /Batch$/
const onQueue = z.looseObject({ QueueUrl: z.string() })
const onSecret = z.looseObject({ SecretId: z.string() })

const s3Actions: Readonly<Record<string, string>> = {
  GET: 's3:GetObject',
  HEAD: 's3:GetObject',
  PUT: 's3:PutObject',
  DELETE: 's3:DeleteObject',
}

const s3TagActions: Readonly<Record<string, string>> = {
  GET: 's3:GetObjectTagging',
  PUT: 's3:PutObjectTagging',
  DELETE: 's3:DeleteObjectTagging',
}

/** By its path: `/<bucket>/<key>`. */
function readS3({ method, url }: AwsCall, arns: ArnsOf): Asked[] {
  const { pathname, searchParams } = new URL(url, 'http://s3')
  const [, bucket = '', ...rest] = pathname.split('/')
  const key = decodeURIComponent(rest.join('/'))
  const arn = arns.bucket(bucket)
  if (key === '') {
    const prefix = searchParams.get('prefix')
    return [
      { action: 's3:ListBucket', resource: arn, keys: prefix === null ? {} : { 's3:prefix': [prefix] } },
    ]
  }
  const action = searchParams.has('tagging') ? s3TagActions[method] : s3Actions[method]
  if (action === undefined) throw new Error(`this does not know S3's ${method}`)
  return [{ action, resource: `${arn}/${key}`, keys: {} }]
}

const attribute = z.looseObject({ S: z.string() })
const key = z.looseObject({ pk: attribute })
const reading = z.looseObject({
  RequestItems: z.record(z.string(), z.looseObject({ Keys: z.array(key) })),
})
const changing = z.looseObject({ TableName: z.string(), Key: key })

function readDynamo(operation: string, body: unknown, arns: ArnsOf): Asked[] {
  const asked = (table: string, keys: readonly z.infer<typeof key>[]): Asked => ({
    action: `dynamodb:${operation}`,
    resource: arns.table(table),
    keys: { 'dynamodb:LeadingKeys': [...new Set(keys.map(({ pk }) => pk.S))] },
  })
  if (operation === 'BatchGetItem')
    return Object.entries(reading.parse(body).RequestItems).map(([table, { Keys }]) => asked(table, Keys))
  const { TableName, Key } = changing.parse(body)
  return [asked(TableName, [Key])]
}
