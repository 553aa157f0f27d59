import { randomUUID } from 'node:crypto'
import { DynamoDBClient, GetItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ledger } from '../../../functions/core/ledger.ts'
import { deployment } from '../../../schemas/deployment.ts'
import { startAws } from '../../support/aws.ts'

const { retention } = deployment.parse({
  platforms: { facebook: {} },
  destinations: [{ name: 'crm', adapter: 'webhook' }],
  routing: { rules: [{ to: ['crm'] }] },
})
const start = Date.parse('2026-11-20T12:00:00.000Z')
const at = new Date(start).toISOString()
const daysInMs = (days: number) => days * 24 * 3600 * 1000

let aws: Awaited<ReturnType<typeof startAws>>
let dynamodb: DynamoDBClient
let time = start
let ledger: Ledger

beforeAll(async () => {
  aws = await startAws()
  dynamodb = new DynamoDBClient()
  const { dynamoLedger } = await import('../../../functions/aws/dynamo-ledger.ts')
  ledger = dynamoLedger(aws.table, retention, () => new Date(time))
}, 30_000)
afterAll(() => aws.stop())

/** Runs as if so many days had passed. */
async function whenPast<Value>(days: number, run: () => Promise<Value>): Promise<Value> {
  time = start + daysInMs(days)
  try {
    return await run()
  } finally {
    time = start
  }
}

async function item(pk: string, sk: string) {
  const { Item } = await dynamodb.send(
    new GetItemCommand({ TableName: aws.table, Key: { pk: { S: pk }, sk: { S: sk } } }),
  )
  return Item && unmarshall(Item)
}

const stop = { open: true, since: at, probeAt: at, probes: 0, reason: 'answered 401', stoppedMs: 0 }

describe('the ledger', () => {
  it('knows nothing of what was never written', async () => {
    expect(await ledger.read('processed', randomUUID())).toBeUndefined()
  })

  it('sets the given fields and leaves the others, however often', async () => {
    const key = randomUUID()
    await ledger.merge('work', key, { openedBy: 'evt_1' })
    await ledger.merge('work', key, { answered: true })
    await ledger.merge('work', key, { answered: true })
    expect(await ledger.read('work', key)).toEqual({ version: 3, openedBy: 'evt_1', answered: true })
  })

  it('adds elements to a set and removes them, whoever does the same at that moment and however often', async () => {
    const key = randomUUID()
    const add = (...liveMessages: string[]) => ledger.merge('work', key, {}, { add: { liveMessages } })
    const remove = (...liveMessages: string[]) => ledger.merge('work', key, {}, { remove: { liveMessages } })
    await Promise.all([add('m1'), add('m2', 'm3'), add('m2'), add(), remove('m9'), remove()])
    expect(await ledger.read('work', key)).toMatchObject({ liveMessages: new Set(['m1', 'm2', 'm3']) })
    await Promise.all([remove('m1'), add('m4'), remove('m1', 'm2')])
    expect(await ledger.read('work', key)).toMatchObject({ liveMessages: new Set(['m3', 'm4']) })
    await remove('m3', 'm4')
    expect(await ledger.read('work', key)).not.toHaveProperty('liveMessages')
  })

  it('leaves out what is undefined, at every depth', async () => {
    const key = randomUUID()
    await ledger.merge('ticket', key, { ticket: 'T-1', url: undefined })
    await ledger.merge('ticket', key, { ticket: undefined, message: 'A-1' })
    expect(await ledger.read('ticket', key)).toEqual({ ticket: 'T-1', message: 'A-1' })
    const remote = { ticket: 'T-1', url: undefined }
    await ledger.merge('delivery', key, { status: 'delivered', generation: 0, attempts: 1, remote })
    expect(await ledger.read('delivery', key)).toMatchObject({ remote: { ticket: 'T-1' } })
  })

  it('keeps words that are reserved in DynamoDB, empty lists and any character', async () => {
    const key = `facebook:🚚 \u0000 ${randomUUID()}`
    await ledger.merge('message', key, { direction: 'inbound', author: { id: 'ä#🚚', role: 'customer' } })
    expect(await ledger.read('message', key)).toEqual({
      direction: 'inbound',
      author: { id: 'ä#🚚', role: 'customer' },
    })
  })

  it('takes keys of any length, apart from each other', async () => {
    const long = `email:<${'x'.repeat(5000)}>`
    await ledger.merge('message', long, { workKey: 'one' })
    await ledger.merge('message', `${long}2`, { workKey: 'two' })
    expect([await ledger.read('message', long), await ledger.read('message', `${long}2`)]).toEqual([
      { workKey: 'one' },
      { workKey: 'two' },
    ])
  })

  it('lists parked rows by destination', async () => {
    const row = {
      destination: 'crm',
      code: 'refused',
      reason: 'no',
      attempts: 1,
      generation: 0,
      firstAt: at,
      lastAt: at,
    }
    for (const eventId of ['evt_1', 'evt_2'])
      await ledger.merge('parked', `crm#${eventId}`, { ...row, eventId, body: `parked/crm/${eventId}.json` })
    await ledger.merge('parked', 'acd#evt_3', { ...row, eventId: 'evt_3', body: 'parked/acd/evt_3.json' })
    const { Items = [] } = await dynamodb.send(
      new QueryCommand({
        TableName: aws.table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: 'parked#crm' } },
      }),
    )
    expect(Items.map((each) => unmarshall(each)['sk'])).toEqual(['evt_1', 'evt_2'])
    expect(await ledger.read('parked', 'crm#evt_2')).toMatchObject({ eventId: 'evt_2' })
  })

  it('keeps each kind as long as the deployment says', async () => {
    const key = randomUUID()
    await ledger.merge('processed', key, { at, generation: 0 })
    await ledger.merge('conversation', key, { newestAt: at })
    const inDays = async (pk: string, sk: string) =>
      (Number((await item(pk, sk))?.['expiresAt']) * 1000 - start) / daysInMs(1)
    expect(await inDays(`processed#${key}`, 'processed')).toBe(30)
    expect(await inDays(`conversation#${key}`, 'conversation')).toBe(180)
    expect(await inDays('parked#crm', 'evt_1')).toBe(30)
  })

  it.each([
    ['delivery', { status: 'waiting', generation: 0, attempts: 1, uncertain: true }],
    ['message', { deletedAt: at }],
    ['suppression', { erasedAt: at }],
  ] as const)(
    'keeps a row of the kind %s for as long as a message may wait, however little the deployment keeps',
    async (kind, row) => {
      const { dynamoLedger } = await import('../../../functions/aws/dynamo-ledger.ts')
      const few = { ...retention, processedEvents: 7, conversations: 1 }
      const frugal = dynamoLedger(aws.table, few, () => new Date(time))
      const key = randomUUID()
      await frugal.merge(kind, key, row)
      expect(await whenPast(13, () => frugal.read(kind, key))).toMatchObject(row)
    },
  )

  it('does not know what has expired, though DynamoDB deletes it days later', async () => {
    const key = randomUUID()
    await ledger.merge('processed', key, { at, generation: 0 })
    expect(await whenPast(29.9, () => ledger.read('processed', key))).toEqual({ at, generation: 0 })
    expect(await whenPast(30, () => ledger.read('processed', key))).toBeUndefined()
  })

  it('does not bring back the old fields of an expired row', async () => {
    const key = randomUUID()
    await ledger.merge('work', key, { openedBy: 'evt_1', answered: true }, { add: { liveMessages: ['m1'] } })
    await whenPast(181, async () => {
      const sets = { add: { liveMessages: ['m2'] } }
      await ledger.merge('work', key, { openedBy: 'evt_2' }, sets)
      expect(await ledger.read('work', key)).toEqual({
        version: 2,
        openedBy: 'evt_2',
        liveMessages: new Set(['m2']),
      })
    })
  })
})

describe('replacing a row', () => {
  it('keeps a set that was read a set, to be changed by its elements again', async () => {
    const key = randomUUID()
    await ledger.merge('work', key, { openedBy: 'evt_1' }, { add: { liveMessages: ['m1', 'm2'] } })
    const before = await ledger.read('work', key)
    await ledger.replace('work', key, { openedBy: 'evt_1', liveMessages: new Set(['m2', 'm3']) }, before)
    await ledger.merge('work', key, {}, { add: { liveMessages: ['m4'] } })
    expect(await ledger.read('work', key)).toEqual({
      version: 3,
      openedBy: 'evt_1',
      liveMessages: new Set(['m2', 'm3', 'm4']),
    })
    expect(await ledger.replace('work', key, {}, before)).toBeUndefined()
  })

  it('succeeds for one of many that saw the same, and only for one', async () => {
    const key = randomUUID()
    const first = await Promise.all(
      [1, 2, 3].map((probes) => ledger.replace('breaker', key, { ...stop, probes }, undefined)),
    )
    expect(first.filter((replaced) => replaced)).toHaveLength(1)
    const before = await ledger.read('breaker', key)
    const then = await Promise.all(
      [7, 8, 9].map((probes) => ledger.replace('breaker', key, { ...stop, probes }, before)),
    )
    expect(then.filter((replaced) => replaced)).toHaveLength(1)
    expect([7, 8, 9]).toContain((await ledger.read('breaker', key))?.probes)
  })

  it('tells how the row stands, so that it can be replaced again without reading it', async () => {
    const key = randomUUID()
    let row = await ledger.replace('breaker', key, stop, undefined)
    for (const failures of [['evt_1'], ['evt_1', 'evt_2'], []]) {
      row = await ledger.replace('breaker', key, { ...stop, failures }, row)
      expect(row).toEqual({ ...stop, failures, version: expect.any(Number) })
      expect(await ledger.read('breaker', key)).toEqual(row)
    }
  })

  it('fails where the row has been written since it was read, even if it looks the same', async () => {
    const key = randomUUID()
    const read = await ledger.replace('breaker', key, stop, undefined)
    await ledger.replace('breaker', key, stop, read)
    expect(await ledger.replace('breaker', key, stop, read)).toBeUndefined()
    expect(await ledger.replace('breaker', randomUUID(), stop, read)).toBeUndefined()
  })

  it('fails where somebody has merged a field', async () => {
    const key = randomUUID()
    const row = { status: 'waiting' as const, generation: 0, attempts: 1 }
    const read = await ledger.replace('delivery', key, row, undefined)
    await ledger.merge('delivery', key, { reason: 'answered 500' })
    expect(await ledger.replace('delivery', key, row, read)).toBeUndefined()
    expect(await ledger.read('delivery', key)).toMatchObject({ ...row, reason: 'answered 500' })
  })

  it('replaces a row that was written before rows had versions, once', async () => {
    const key = randomUUID()
    await ledger.replace('pace', key, { nextAt: 1, returnAt: 1 }, undefined)
    const pk = `pace#${key}`
    await dynamodb.send(
      new UpdateItemCommand({
        TableName: aws.table,
        Key: { pk: { S: pk }, sk: { S: 'pace' } },
        UpdateExpression: 'REMOVE version',
      }),
    )
    const old = await ledger.read('pace', key)
    expect(old).toEqual({ nextAt: 1, returnAt: 1 })
    expect(await ledger.replace('pace', key, { nextAt: 2, returnAt: 2 }, old)).toBeDefined()
    expect(await ledger.replace('pace', key, { nextAt: 3, returnAt: 3 }, old)).toBeUndefined()
  })

  it('keeps fractions of a millisecond exactly', async () => {
    const key = randomUUID()
    const nextAt = start + 1000 / 3
    await ledger.replace('pace', key, { nextAt, returnAt: 0 }, undefined)
    expect(await ledger.read('pace', key)).toMatchObject({ nextAt, returnAt: 0 })
  })

  it('takes an expired row for none', async () => {
    const key = randomUUID()
    await ledger.replace('breaker', key, stop, undefined)
    const reopened = { ...stop, probes: 5 }
    expect(await whenPast(181, () => ledger.replace('breaker', key, reopened, undefined))).toBeDefined()
    expect(await whenPast(181, () => ledger.read('breaker', key))).toMatchObject(reopened)
  })

  it('leaves nothing of the row before', async () => {
    const key = randomUUID()
    const before = await ledger.replace('breaker', key, { ...stop, failures: ['evt_1'] }, undefined)
    await ledger.replace('breaker', key, stop, before)
    expect(await ledger.read('breaker', key)).not.toHaveProperty('failures')
  })
})
