import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAwsAccess } from '../../../bin/local/aws-environment.ts'
import { type Emulators, startEmulators } from '../../../bin/local/emulators.ts'
import { createResources } from '../../../bin/local/resources.ts'

const aws = readAwsAccess({})
let emulators: Emulators
beforeAll(async () => {
  emulators = await startEmulators({})
})
afterAll(() => emulators.stop())

const create = (visibilitySeconds?: number) =>
  createResources({
    endpoints: emulators.endpoints,
    aws,
    name: 'netzdialog',
    destinations: ['crm', 'acd'],
    ...(visibilitySeconds !== undefined && { visibilitySeconds }),
  })

describe('the emulators', () => {
  it('listen on this machine only', () => {
    for (const url of Object.values(emulators.endpoints)) expect(new URL(url).hostname).toBe('127.0.0.1')
  })

  it('give way to what the environment names', async () => {
    const { endpoints, stop } = await startEmulators({
      AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:9324',
      AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000',
      AWS_ENDPOINT_URL_S3: '',
    })
    expect(endpoints).toMatchObject({ sqs: 'http://127.0.0.1:9324', dynamodb: 'http://127.0.0.1:8000' })
    expect(endpoints.s3).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    await stop()
  })
})

describe('the table’s emulator', () => {
  it('survives a client that dies in the middle of a request', async () => {
    const { port } = new URL(emulators.endpoints.dynamodb)
    const client = connect(Number(port), '127.0.0.1')
    client.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{')
    await sleep(100)
    client.resetAndDestroy()
    await sleep(100)
    expect((await fetch(emulators.endpoints.dynamodb)).status).toBe(200)
  })
})

describe('the resources', () => {
  it('are a queue for contacts and one a destination, at the endpoint that was given', async () => {
    const { contactsQueueUrl, deliverQueueUrls } = await create()
    expect(contactsQueueUrl).toMatch(`${emulators.endpoints.sqs}/000000000000/netzdialog-contacts.fifo`)
    expect(Object.keys(deliverQueueUrls)).toEqual(['crm', 'acd'])
    // As the functions have it: no option but the endpoint.
    const sqs = new SQSClient({ ...aws, endpoint: emulators.endpoints.sqs })
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: contactsQueueUrl, AttributeNames: ['All'] }),
    )
    expect(Attributes).toMatchObject({
      FifoQueue: 'true',
      DeduplicationScope: 'messageGroup',
      VisibilityTimeout: '15',
      RedrivePolicy: expect.stringContaining('"maxReceiveCount":1000'),
    })
    const sent = await sqs.send(
      new SendMessageCommand({
        QueueUrl: contactsQueueUrl,
        MessageBody: '{}',
        MessageGroupId: 'g',
        MessageDeduplicationId: 'd',
      }),
    )
    expect(sent.MessageId).toBeDefined()
  })

  it('are a table that takes rows and a bucket that takes objects', async () => {
    const { table, bucket } = await create()
    const dynamodb = new DynamoDBClient({ ...aws, endpoint: emulators.endpoints.dynamodb })
    await dynamodb.send(new PutItemCommand({ TableName: table, Item: { pk: { S: 'a' }, sk: { S: 'b' } } }))
    const s3 = new S3Client({ ...aws, endpoint: emulators.endpoints.s3, forcePathStyle: true })
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'bodies/1', Body: 'x' }))
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }))
    expect(Contents?.map(({ Key }) => Key)).toEqual(['bodies/1'])
  })

  it('may exist already, and take new settings', async () => {
    const first = await create()
    expect(await create(3)).toEqual(first)
    const sqs = new SQSClient({ ...aws, endpoint: emulators.endpoints.sqs })
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: first.contactsQueueUrl,
        AttributeNames: ['VisibilityTimeout'],
      }),
    )
    expect(Attributes).toEqual({ VisibilityTimeout: '3' })
  })
})
