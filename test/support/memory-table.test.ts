import {
  type AttributeValue,
  BatchGetItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readAwsAccess } from '../../bin/local/aws-environment.ts'
import { emulatedAws } from './emulated-aws.ts'

type Item = Record<string, AttributeValue>
type Step = (client: DynamoDBClient, TableName: string) => Promise<unknown>

const started: { client: DynamoDBClient; stop(): Promise<void> }[] = []

beforeAll(async () => {
  for (const table of ['dynalite', 'quick'] as const) {
    const emulators = await emulatedAws({ table })
    const client = new DynamoDBClient({ ...readAwsAccess({}), endpoint: emulators.endpoints.dynamodb })
    started.push({ client, stop: emulators.stop })
  }
})
afterAll(() => Promise.all(started.map(({ stop }) => stop())))

async function createTable(client: DynamoDBClient, TableName: string): Promise<void> {
  const key = ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const }))
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: key,
    }),
  )
  const status = async () => (await client.send(new DescribeTableCommand({ TableName }))).Table?.TableStatus
  while ((await status()) !== 'ACTIVE');
}

const pk = fc.constantFrom('a', 'b')
const sk = fc.constantFrom('x', 'y', 'ü', '🚚')
const key = fc.record({ pk: pk.map((S) => ({ S })), sk: sk.map((S) => ({ S })) })
const field = fc.constantFrom('one', 'two', 'expiresAt')
const scalar: fc.Arbitrary<AttributeValue> = fc.oneof(
  fc.nat(3).map((number) => ({ N: String(number) })),
  fc.constantFrom('', 'A', 'Ä').map((S) => ({ S })),
  fc.boolean().map((BOOL) => ({ BOOL })),
)
const value: fc.Arbitrary<AttributeValue> = fc.oneof(
  scalar,
  fc.array(fc.constantFrom('m1', 'm2'), { maxLength: 2 }).map((all) => ({ L: all.map((S) => ({ S })) })),
)
const term = fc.oneof(
  fc.constant(() => 'attribute_not_exists(pk)'),
  fc.tuple(field, fc.constantFrom('attribute_exists', 'attribute_not_exists')).map(
    ([name, existence]) =>
      (bind: Bind) =>
        `${existence}(${bind.name(name)})`,
  ),
  fc
    // The ledger compares no lists, and dynalite takes two of the same elements for different ones.
    .tuple(field, fc.constantFrom('=', '<', '<=', '>', '>='), scalar)
    .map(([name, operator, given]) => (bind: Bind) => {
      // DynamoDB refuses to order anything but texts, numbers and bytes.
      const sign = 'N' in given || 'S' in given ? operator : '='
      return `${bind.name(name)} ${sign} ${bind.value(given)}`
    }),
)
const condition = fc.array(fc.array(term, { minLength: 1, maxLength: 2 }), { maxLength: 2 })
const elements = fc.uniqueArray(fc.constantFrom('m1', 'm2', 'ü'), { minLength: 1 })
const changes = fc.record({
  set: fc.uniqueArray(fc.tuple(field, value), { minLength: 1, maxLength: 2, selector: ([name]) => name }),
  remove: field,
  sets: fc.uniqueArray(
    fc.tuple(fc.constantFrom('ADD', 'DELETE'), fc.constantFrom('people', 'tags'), elements),
    { maxLength: 2, selector: ([, name]) => name },
  ),
  count: fc.boolean(),
})

type Bind = ReturnType<typeof binding>

/** Gives every name and value of an expression a place of its own. */
function binding() {
  const names: Record<string, string> = {}
  const values: Item = {}
  const place = (prefix: string, into: object) => `${prefix}${Object.keys(into).length}`
  return {
    names,
    values,
    name(name: string): string {
      const known = Object.keys(names).find((each) => names[each] === name)
      if (known) return known
      const at = place('#n', names)
      names[at] = name
      return at
    },
    value(given: AttributeValue): string {
      const at = place(':v', values)
      values[at] = given
      return at
    },
  }
}

const update = fc.tuple(key, changes, condition).map(([Key, change, alternatives]): Step => {
  const { set, remove, sets, count } = change
  const bind = binding()
  const assignments = set.map(([name, given]) => `${bind.name(name)} = ${bind.value(given)}`).join(', ')
  const isSet = set.some(([name]) => name === remove)
  const clause = (verb: 'ADD' | 'DELETE', more: readonly string[] = []) => {
    const terms = sets.flatMap(([each, name, SS]) =>
      each === verb ? [`${bind.name(name)} ${bind.value({ SS })}`] : [],
    )
    return terms.length + more.length > 0 ? ` ${verb} ${[...terms, ...more].join(', ')}` : ''
  }
  const counted = count ? [`${bind.name('count')} ${bind.value({ N: '1' })}`] : []
  const UpdateExpression = [
    `SET ${assignments}`,
    isSet ? '' : ` REMOVE ${bind.name(remove)}`,
    clause('ADD', counted),
    clause('DELETE'),
  ].join('')
  const ConditionExpression = alternatives
    .map((terms) => terms.map((each) => each(bind)).join(' AND '))
    .join(' OR ')
  return (client, TableName) =>
    client.send(
      new UpdateItemCommand({
        TableName,
        Key,
        UpdateExpression,
        ...(ConditionExpression && { ConditionExpression }),
        ExpressionAttributeNames: bind.names,
        ExpressionAttributeValues: bind.values,
      }),
    )
})
const remove = key.map(
  (Key): Step =>
    (client, TableName) =>
      client.send(new DeleteItemCommand({ TableName, Key })),
)
const query = pk.map(
  (S): Step =>
    async (client, TableName) => {
      const { Items } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': { S } },
        }),
      )
      return Items?.map(sorted)
    },
)
const getSome = fc.uniqueArray(key, { minLength: 1, selector: (each) => JSON.stringify(each) }).map(
  (Keys): Step =>
    async (client, TableName) => {
      const { Responses } = await client.send(
        new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys, ConsistentRead: true } } }),
      )
      return Responses?.[TableName]?.map((item) => JSON.stringify(Object.entries(sorted(item)).sort())).sort()
    },
)

const scan = fc.constantFrom('', 'a', 'b', 'c').map(
  (S): Step =>
    async (client, TableName) => {
      const { Items } = await client.send(
        new ScanCommand({
          TableName,
          FilterExpression: 'begins_with(pk, :start)',
          ExpressionAttributeValues: { ':start': { S } },
          ConsistentRead: true,
        }),
      )
      return Items?.map((item) => JSON.stringify(Object.entries(sorted(item)).sort())).sort()
    },
)

/** An item whose sets are in one order: theirs is nobody's business. */
function sorted(item: Item): Item {
  return Object.fromEntries(
    Object.entries(item).map(([name, given]) => [name, given.SS ? { SS: [...given.SS].sort() } : given]),
  )
}

it('says what dynalite says, whatever it is asked', async () => {
  let number = 0
  const steps = fc.array(fc.oneof({ weight: 4, arbitrary: update }, getSome, remove, query, scan), {
    minLength: 5,
    maxLength: 25,
  })
  await fc.assert(
    fc.asyncProperty(steps, async (steps) => {
      number += 1
      const said = await Promise.all(started.map(({ client }) => goThrough(steps, client, `table-${number}`)))
      expect(said[1]).toEqual(said[0])
    }),
    { numRuns: 40 },
  )
}, 60_000)

async function goThrough(steps: readonly Step[], client: DynamoDBClient, table: string): Promise<unknown[]> {
  await createTable(client, table)
  const said: unknown[] = []
  for (const step of steps) {
    const answer = await step(client, table).catch((error: Error) => error.name)
    said.push(typeof answer === 'object' && answer !== null && '$metadata' in answer ? 'done' : answer)
  }
  return said
}

it('shows a row as it was a moment ago to whoever does not ask for it as it is', async () => {
  const quick = started[1]
  if (!quick) throw new Error('there is no quick table')
  const TableName = 'stale'
  await createTable(quick.client, TableName)
  const Key = { pk: { S: 'a' }, sk: { S: 'x' } }
  const read = async (ConsistentRead: boolean) => {
    const RequestItems = { [TableName]: { Keys: [Key], ConsistentRead } }
    const { Responses } = await quick.client.send(new BatchGetItemCommand({ RequestItems }))
    return Responses?.[TableName]?.length
  }
  await quick.client.send(
    new UpdateItemCommand({
      TableName,
      Key,
      UpdateExpression: 'SET #one = :one',
      ExpressionAttributeNames: { '#one': 'one' },
      ExpressionAttributeValues: { ':one': { N: '1' } },
    }),
  )
  expect([await read(false), await read(true)]).toEqual([0, 1])
})
