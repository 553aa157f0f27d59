import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation'
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { CreateBucketCommand, ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { ListQueuesCommand, PurgeQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { checkEmpty, checkStack } from '../../bin/cli/check-stack.ts'
import { type DeploymentInput, deployment } from '../../schemas/deployment.ts'
import { describeWith } from '../support/describe-with.ts'
import { startMoto } from '../support/moto.ts'
import { moto } from '../support/programs.ts'
import { forMoto } from '../support/stack-life/for-moto.ts'
import { stackTemplate } from '../support/stack-life/stack-template.ts'
import { describeThorough } from '../support/thorough.ts'
import { templateOf, twoOfEach } from './synthesize.ts'

const region = 'eu-central-1'
const StackName = 'acme'
const assets = `cdk-hnb659fds-assets-123456789012-${region}`
const withoutCrm: DeploymentInput = {
  ...twoOfEach,
  destinations: twoOfEach.destinations.filter(({ name }) => name !== 'crm'),
  routing: { ...twoOfEach.routing, rules: [{ to: ['acd'] }] },
}
const draining: DeploymentInput = {
  ...withoutCrm,
  destinations: twoOfEach.destinations.map((each) => ({ ...each, draining: each.name === 'crm' })),
}

const code = z.object({ S3Key: z.string() })
/** An archive with nothing in it. */
const emptyZip = Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)])

describeThorough('stacks in moto', () => {
  describeWith(moto, 'a stack in moto’s CloudFormation', () => {
    let server: Awaited<ReturnType<typeof startMoto>>
    /** Each is synthesized once. */
    const bodies = new Map<DeploymentInput, string>()
    let clients: ReturnType<typeof clientsAt>
    beforeAll(async () => {
      server = await startMoto()
      // As the commands find an account.
      for (const [name, value] of Object.entries({
        AWS_ENDPOINT_URL: server.url,
        AWS_REGION: region,
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
      }))
        vi.stubEnv(name, value)
      clients = clientsAt(server.url)
      await clients.s3.send(new CreateBucketCommand({ Bucket: assets }))
    })
    afterAll(async () => {
      vi.unstubAllEnvs()
      for (const client of Object.values(clients ?? {})) client.destroy()
      await server?.stop()
    })

    async function bodyOf(input: DeploymentInput): Promise<string> {
      const known = bodies.get(input)
      if (known !== undefined) return known
      const template = forMoto(stackTemplate.parse(templateOf(input).toJSON()))
      for (const { Type, Properties } of Object.values(template.Resources)) {
        if (Type !== 'AWS::Lambda::Function') continue
        const Key = code.parse(Properties['Code']).S3Key
        await clients.s3.send(new PutObjectCommand({ Bucket: assets, Key, Body: emptyZip }))
      }
      const body = JSON.stringify(template)
      bodies.set(input, body)
      return body
    }
    async function create(input: DeploymentInput) {
      const Capabilities = ['CAPABILITY_IAM' as const]
      await clients.cloudFormation.send(
        new CreateStackCommand({ StackName, TemplateBody: await bodyOf(input), Capabilities }),
      )
    }
    const update = async (input: DeploymentInput) =>
      clients.cloudFormation.send(new UpdateStackCommand({ StackName, TemplateBody: await bodyOf(input) }))
    async function outputs() {
      const { Stacks = [] } = await clients.cloudFormation.send(new DescribeStacksCommand({ StackName }))
      const [{ StackStatus, Outputs = [] } = {}] = Stacks
      expect(StackStatus).toMatch(/^(CREATE|UPDATE)_COMPLETE$/)
      return new Map(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]))
    }
    async function resources() {
      const { StackResources = [] } = await clients.cloudFormation.send(
        new DescribeStackResourcesCommand({ StackName }),
      )
      return new Map(StackResources.map((each) => [each.LogicalResourceId, each.PhysicalResourceId]))
    }
    const written = (input: DeploymentInput) => ({
      deployment: deployment.parse(input),
      file: 'deployment.ts',
    })
    const queues = async () =>
      ((await clients.sqs.send(new ListQueuesCommand({}))).QueueUrls ?? [])
        .map((url) => url.split('/').at(-1))
        .sort()

    it('is deployed, gets a destination, loses it once it is drained, is destroyed, and is deployed again', async () => {
      await create(withoutCrm)
      const first = await outputs()
      const before = await resources()
      expect(first.get('QueueToCrm')).toBeUndefined()

      await update(twoOfEach)
      const second = await outputs()
      // What was there is what it was.
      for (const key of ['Table', 'Bucket', 'QueueContacts', 'QueueToAcd'])
        expect([key, second.get(key)]).toEqual([key, first.get(key)])
      const after = await resources()
      for (const [id, physical] of before) expect([id, after.get(id)]).toEqual([id, physical])
      const QueueUrl = second.get('QueueToCrm') ?? ''
      await clients.sqs.send(
        new SendMessageCommand({
          QueueUrl,
          MessageBody: '{}',
          MessageGroupId: 'g',
          MessageDeduplicationId: 'd',
        }),
      )

      // Not by a slip, and not with what is in its queue.
      await expect(checkStack(StackName, written(withoutCrm))).rejects.toThrow(/crm.*events are routed to it/)
      await update(draining)
      await expect(checkStack(StackName, written(withoutCrm))).rejects.toThrow(
        /crm.*1 messages are in its queue/,
      )
      await expect(checkEmpty(StackName, written(draining))).rejects.toThrow(
        /1 messages are in the queues of crm/,
      )
      await clients.sqs.send(new PurgeQueueCommand({ QueueUrl }))
      await expect(checkStack(StackName, written(withoutCrm))).resolves.toBe(true)
      await update(withoutCrm)
      expect((await outputs()).get('QueueToCrm')).toBeUndefined()
      expect(await queues()).not.toContain('acme-deliver-crm.fifo')
      await expect(checkEmpty(StackName, written(withoutCrm))).resolves.toBe(true)

      await clients.cloudFormation.send(new DeleteStackCommand({ StackName }))
      await expect(checkStack(StackName, written(twoOfEach))).resolves.toBe(false)
      expect(await queues()).toEqual([])
      const kept = async () => ({
        tables: (await clients.dynamodb.send(new ListTablesCommand({}))).TableNames,
        buckets: (await clients.s3.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name),
      })
      expect(await kept()).toEqual({
        tables: [first.get('Table')],
        buckets: expect.arrayContaining([first.get('Bucket'), assets]),
      })

      await create(twoOfEach)
      const again = await outputs()
      expect(again.get('QueueToCrm')).toBe(QueueUrl)
      expect(again.get('Table')).not.toBe(first.get('Table'))
      expect((await kept()).tables).toContain(first.get('Table'))
      await expect(checkStack(StackName, written(twoOfEach))).resolves.toBe(true)
    })
  })
})

function clientsAt(endpoint: string) {
  const aws = { endpoint, region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }
  return {
    cloudFormation: new CloudFormationClient(aws),
    dynamodb: new DynamoDBClient(aws),
    s3: new S3Client({ ...aws, forcePathStyle: true }),
    sqs: new SQSClient({ ...aws, useQueueUrlAsEndpoint: false }),
  }
}
