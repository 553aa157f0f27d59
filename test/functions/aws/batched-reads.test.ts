import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { batchedReads } from '../../../functions/aws/batched-reads.ts'
import { startAws } from '../../support/aws.ts'

let aws: Awaited<ReturnType<typeof startAws>>
let client: DynamoDBClient
let read: ReturnType<typeof batchedReads>
/** How many keys each request had. */
const requests: number[] = []
const consistent = new Set<unknown>()

beforeAll(async () => {
  aws = await startAws()
  client = new DynamoDBClient()
  client.middlewareStack.add((next, { commandName }) => async (given) => {
    const { RequestItems = {} } = given.input as {
      RequestItems?: Record<string, { Keys?: unknown[]; ConsistentRead?: boolean }>
    }
    if (commandName === 'BatchGetItemCommand') {
      requests.push(RequestItems[aws.table]?.Keys?.length ?? 0)
      consistent.add(RequestItems[aws.table]?.ConsistentRead)
    }
    return next(given)
  })
  const { batchedReads } = await import('../../../functions/aws/batched-reads.ts')
  read = batchedReads(aws.table, client)
}, 30_000)
beforeEach(() => void requests.splice(0))
afterAll(async () => {
  client.destroy()
  await aws.stop()
})

const key = (pk: string) => ({ pk: { S: pk }, sk: { S: 'x' } })
const put = (pk: string, filling = '') =>
  client.send(new PutItemCommand({ TableName: aws.table, Item: { ...key(pk), filling: { S: filling } } }))

describe('batched reads', () => {
  it('take one request for what is asked for at the same moment, each thing once', async () => {
    await put('one')
    const [one, again, absent] = await Promise.all([read(key('one')), read(key('one')), read(key('none'))])
    expect([one?.['pk'], again?.['pk'], absent]).toEqual([{ S: 'one' }, { S: 'one' }, undefined])
    expect(requests).toEqual([2])
  })

  it('see what was written since the last one', async () => {
    expect(await read(key('later'))).toBeUndefined()
    await put('later')
    expect(await read(key('later'))).toBeDefined()
  })

  // The emulator has one copy of everything; DynamoDB answers from an older one unless it is told not to.
  it('ask for the rows as they are, not as they were a moment ago', async () => {
    consistent.clear()
    await read(key('one'))
    expect([...consistent]).toEqual([true])
  })

  it('take another request for every hundred keys', async () => {
    await put('k_120')
    const found = await Promise.all(Array.from({ length: 130 }, (_, index) => read(key(`k_${index}`))))
    expect(found.findIndex((item) => item !== undefined)).toBe(120)
    expect(requests).toEqual([100, 30])
  })

  it('ask again for what did not fit into the answer', async () => {
    const names = Array.from({ length: 45 }, (_, index) => `large_${index}`)
    for (const name of names) await put(name, 'x'.repeat(390_000))
    const found = await Promise.all(names.map((name) => read(key(name))))
    expect(found.map((item) => item?.['pk']?.S)).toEqual(names)
    expect(requests.length).toBeGreaterThan(1)
  }, 30_000)

  it('ask once for a key that is asked for again while its request still waits behind another', async () => {
    const names = Array.from({ length: 101 }, (_, index) => `k_${index}`)
    let again: Promise<unknown> | undefined
    client.middlewareStack.add(
      (next) => (given) => {
        again ??= read(key('k_100'))
        return next(given)
      },
      { name: 'again', step: 'initialize' },
    )
    await Promise.all(names.map((name) => read(key(name))))
    client.middlewareStack.remove('again')
    expect(await again).toBeUndefined()
    expect(requests).toEqual([100, 1])
  })

  // The emulator throttles nobody: the responses are made up.
  it('fail for those keys alone for which a throttled table gives no response', async () => {
    const throttling = new DynamoDBClient()
    throttling.middlewareStack.add(
      () => async () => ({
        response: {},
        output: {
          $metadata: {},
          Responses: { [aws.table]: [key('one')] },
          UnprocessedKeys: { [aws.table]: { Keys: [key('two')] } },
        },
      }),
      { step: 'initialize', priority: 'high' },
    )
    const { batchedReads } = await import('../../../functions/aws/batched-reads.ts')
    const throttled = batchedReads(aws.table, throttling)
    const [one, two, three] = await Promise.allSettled(
      ['one', 'two', 'three'].map((each) => throttled(key(each))),
    )
    expect(one).toEqual({ status: 'fulfilled', value: key('one') })
    expect(two).toMatchObject({ status: 'rejected', reason: { code: 'read_throttled' } })
    expect(three).toEqual({ status: 'fulfilled', value: undefined })
    throttling.destroy()
  })

  it('fail together where the request fails', async () => {
    const { batchedReads } = await import('../../../functions/aws/batched-reads.ts')
    const elsewhere = batchedReads('no-such-table', client)
    const reads = await Promise.allSettled([elsewhere(key('one')), elsewhere(key('two'))])
    expect(reads.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })
})
