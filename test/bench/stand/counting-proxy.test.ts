import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readAwsAccess } from '../../../bin/local/aws-environment.ts'
import { type Emulators, startEmulators } from '../../../bin/local/emulators.ts'
import { createResources } from '../../../bin/local/resources.ts'
import { type CountingProxy, countingProxy, roundsIn } from './counting-proxy.ts'

const span = (startedAt: number, endedAt: number) => ({ startedAt, endedAt })

describe('rounds', () => {
  it('are one for calls that are under way at the same time', () => {
    expect(roundsIn([span(0, 20), span(1, 21), span(2, 22)])).toBe(1)
  })

  it('are as many as waited for each other, whatever goes on beside them', () => {
    expect(roundsIn([span(0, 20), span(21, 41), span(5, 60), span(42, 62), span(22, 42)])).toBe(3)
  })

  it('are none without a call', () => {
    expect(roundsIn([])).toBe(0)
  })
})

describe('what is charged for a call of the table', () => {
  const TableName = 'test'
  const key = (pk: string) => ({ pk: { S: pk }, sk: { S: 's' } })
  let emulators: Emulators
  let proxy: CountingProxy
  let dynamodb: DynamoDBClient

  beforeAll(async () => {
    emulators = await startEmulators({})
    proxy = countingProxy()
    const aws = readAwsAccess({})
    await createResources({ endpoints: emulators.endpoints, aws, name: TableName, destinations: [] })
    const endpoint = await proxy.between('test', 'dynamodb', emulators.endpoints.dynamodb)
    dynamodb = new DynamoDBClient({ ...aws, endpoint, maxAttempts: 1 })
  })
  afterAll(async () => {
    dynamodb.destroy()
    await proxy.stop()
    await emulators.stop()
  })
  beforeEach(() => proxy.forget())

  /** An item of exactly so many bytes: names of attributes count, as their values do. */
  const item = (pk: string, bytes: number) => {
    const rest = bytes - 'pk'.length - pk.length - 'sk'.length - 's'.length - 'v'.length
    return { ...key(pk), v: { S: 'x'.repeat(rest) } }
  }
  const units = () => proxy.calls.map((call) => call.units)

  it('is a write unit for each started kilobyte of the item', async () => {
    await dynamodb.send(new PutItemCommand({ TableName, Item: item('a', 1024) }))
    await dynamodb.send(new PutItemCommand({ TableName, Item: item('b', 1025) }))
    expect(units()).toEqual([1, 2])
  })

  it('is what the item was before, where it was larger', async () => {
    await dynamodb.send(new PutItemCommand({ TableName, Item: item('c', 5000) }))
    await dynamodb.send(new UpdateItemCommand({ TableName, Key: key('c'), UpdateExpression: 'REMOVE v' }))
    expect(units()).toEqual([5, 5])
  })

  it('is a read unit for each started four kilobytes, and half of it where an old answer will do', async () => {
    await dynamodb.send(new PutItemCommand({ TableName, Item: item('d', 4097) }))
    proxy.forget()
    const read = { TableName, Key: key('d') }
    await dynamodb.send(new GetItemCommand({ ...read, ConsistentRead: true }))
    await dynamodb.send(new GetItemCommand(read))
    expect(units()).toEqual([2, 1])
  })

  it('is, of many rows in one call, a unit for each, those that are not there too', async () => {
    const Keys = ['a', 'nobody', 'knows'].map(key)
    await dynamodb.send(
      new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys, ConsistentRead: true } } }),
    )
    expect(units()).toEqual([3])
  })

  it('is a unit for a write whose condition does not hold', async () => {
    const command = { TableName, Item: item('a', 100), ConditionExpression: 'attribute_not_exists(pk)' }
    await expect(dynamodb.send(new PutItemCommand(command))).rejects.toThrow()
    expect(units()).toEqual([1])
  })
})

it('holds up a call of one service for as long as it is told, and no other', async () => {
  const emulators = await startEmulators({})
  const proxy = countingProxy()
  proxy.delay = (service) => (service === 's3' ? 100 : 0)
  const s3 = await proxy.between('test', 's3', emulators.endpoints.s3)
  const sqs = await proxy.between('test', 'sqs', emulators.endpoints.sqs)
  await fetch(s3)
  await fetch(sqs)
  const [slow, quick] = proxy.calls.map(({ startedAt, endedAt }) => endedAt - startedAt)
  expect(slow).toBeGreaterThanOrEqual(99)
  expect(quick).toBeLessThan(slow ?? 0)
  expect(proxy.calls.map(({ service, operation }) => `${service} ${operation}`)).toEqual([
    's3 GET',
    'sqs GET',
  ])
  await proxy.stop()
  await emulators.stop()
})
