import { createServer } from 'node:http'
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs'
import * as z from 'zod'
import { readAwsAccess } from '../../bin/local/aws-environment.ts'
import { startEmulators } from '../../bin/local/emulators.ts'
import { close, listen } from '../../bin/local/listen.ts'
import type { DeploymentInput } from '../../schemas/deployment.ts'
import { allResources, type Resource, templateOf } from '../lib/synthesize.ts'
import { fakeCloudFormation } from './fake-cloudformation.ts'
import { fakeCloudWatchLogs } from './fake-cloudwatch-logs.ts'

const account = '123456789012'
const queue = z.object({ QueueName: z.string() })
const table = z.object({
  KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) })),
})
const output = z.object({ Value: z.unknown() })
const savedQuery = z.object({
  Name: z.string(),
  QueryString: z.string(),
  LogGroupNames: z.array(z.object({ Ref: z.string() })),
})
const reference = z.union([
  z.object({ Ref: z.string() }),
  z.object({ 'Fn::GetAtt': z.array(z.string()).length(2) }),
])

/**
 * A stack as CloudFormation would have made it of our template, in emulated services: table, bucket and queues under the
 * physical names that they would have, and outputs that name them. Stand-ins: CloudFormation itself, of which there is no
 * emulator, and CloudWatch, which knows of no metric and no log line here. There are no functions.
 */
export async function emulatedStack(name: string, input: DeploymentInput) {
  const template = templateOf(input)
  const resources = allResources(template)
  const emulators = await startEmulators({})
  const { endpoints } = emulators
  const aws = readAwsAccess({})
  const { region } = aws
  const sqs = new SQSClient({ ...aws, endpoint: endpoints.sqs, useQueueUrlAsEndpoint: false })
  const s3 = new S3Client({ ...aws, endpoint: endpoints.s3, forcePathStyle: true })
  const dynamodb = new DynamoDBClient({ ...aws, endpoint: endpoints.dynamodb })

  /** Makes one of them. @returns what `Ref` gives of it */
  async function make(id: string, { Type, Properties }: Resource): Promise<string> {
    const generated = `${name}-${id}-1ABCDEFGHIJKL`
    if (Type === 'AWS::SQS::Queue') {
      const { QueueName } = queue.parse(Properties)
      const attributes = {
        FifoQueue: 'true',
        DeduplicationScope: 'messageGroup',
        FifoThroughputLimit: 'perMessageGroupId',
      }
      await sqs.send(new CreateQueueCommand({ QueueName, Attributes: attributes }))
      return `https://sqs.${region}.amazonaws.com/${account}/${QueueName}`
    }
    if (Type === 'AWS::DynamoDB::GlobalTable') {
      const { KeySchema } = table.parse(Properties)
      const types = KeySchema.map(({ AttributeName }) => ({ AttributeName, AttributeType: 'S' as const }))
      await dynamodb.send(
        new CreateTableCommand({
          TableName: generated,
          KeySchema,
          AttributeDefinitions: types,
          BillingMode: 'PAY_PER_REQUEST',
        }),
      )
      return generated
    }
    if (Type === 'AWS::S3::Bucket') {
      const bucket = generated.toLowerCase().slice(0, 63)
      await s3.send(new CreateBucketCommand({ Bucket: bucket }))
      return bucket
    }
    return generated
  }

  const physical = new Map<string, string>()
  for (const [id, resource] of resources) physical.set(id, await make(id, resource))
  const outputs = Object.entries(z.record(z.string(), output).parse(template.toJSON()['Outputs']))
  const told = outputs.flatMap(([key, { Value }]) => {
    const found = reference.safeParse(Value)
    const id = found.data && ('Ref' in found.data ? found.data.Ref : found.data['Fn::GetAtt'][0])
    const value = typeof Value === 'string' ? Value : physical.get(id ?? '')
    return value === undefined ? [] : [[key, value] as const]
  })
  const cloudFormation = await fakeCloudFormation(Object.fromEntries(told), name)
  const cloudWatch = await fakeCloudWatch()
  const definitions = [...resources.values()].flatMap(({ Type, Properties }) => {
    if (Type !== 'AWS::Logs::QueryDefinition') return []
    const { Name: name, QueryString: queryString, LogGroupNames } = savedQuery.parse(Properties)
    return [{ name, queryString, logGroupNames: LogGroupNames.map(({ Ref }) => physical.get(Ref) ?? Ref) }]
  })
  const logs = await fakeCloudWatchLogs({ definitions, lines: [] })
  return {
    dynamodb,
    sqs,
    outputs: Object.fromEntries(told),
    endpoints,
    aws,
    /** Queries of logs that were started. */
    askedOfLogs: logs.asked,
    /** Of a program that takes it for AWS. */
    environment: {
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: aws.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: aws.credentials.secretAccessKey,
      AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.url,
      AWS_ENDPOINT_URL_SQS: endpoints.sqs,
      AWS_ENDPOINT_URL_S3: endpoints.s3,
      AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
      AWS_ENDPOINT_URL_CLOUDWATCH: cloudWatch.url,
      AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: logs.url,
    },
    async stop(): Promise<void> {
      for (const client of [dynamodb, sqs, s3]) client.destroy()
      await Promise.all([cloudFormation.stop(), cloudWatch.stop(), logs.stop()])
      await emulators.stop()
    },
  }
}

/** Answers whatever it is asked with a structure that has nothing in it, in the protocol that the SDK speaks to it. */
async function fakeCloudWatch() {
  const server = createServer((request, answer) => {
    request.resume()
    answer.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}')
  })
  const url = `http://127.0.0.1:${await listen(server, 0)}`
  return { url, stop: () => close(server) }
}
