import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import type { Deployment } from '../../schemas/deployment.ts'
import { sha256 } from '../core/ids.ts'
import { type Ledger, type Row, type RowKind, rowSchemas } from '../core/ledger.ts'
import type { Clock } from '../core/ports.ts'
import { impatient } from './impatient.ts'

const client = new DynamoDBClient(impatient)
const secondsADay = 24 * 3600

/**
 * The ledger in one DynamoDB table: `pk` is kind and key, except for parked rows, which share one
 * partition a destination so that they can be listed; `expiresAt` is the table's TTL.
 */
export function dynamoLedger(table: string, retention: Deployment['retention'], now: Clock): Ledger {
  const days: Record<RowKind, number> = {
    processed: retention.processedEvents,
    conversation: retention.conversations,
    message: retention.conversations,
    work: retention.conversations,
    ticket: retention.conversations,
    delivery: retention.processedEvents,
    unfinished: retention.processedEvents,
    breaker: retention.conversations,
    parked: retention.parked,
  }
  const nowInSeconds = () => Math.floor(now().getTime() / 1000)

  /** Sets fields, and with `fresh` forgets all others; says whether the condition held. */
  async function update<K extends RowKind>(
    kind: K,
    key: string,
    fields: Partial<Row<K>>,
    { condition, fresh }: { condition: Condition; fresh: boolean },
  ): Promise<boolean> {
    const set = withoutUndefined({ ...fields, expiresAt: nowInSeconds() + days[kind] * secondsADay })
    const removed = fresh ? Object.keys(rowSchemas[kind].shape).filter((name) => !(name in set)) : []
    const names = [...Object.keys(set), ...removed]
    const place = (name: string) => `#f${names.indexOf(name)}`
    const remove = removed.length > 0 ? ` REMOVE ${removed.map(place).join(', ')}` : ''
    try {
      await client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: itemKey(kind, key),
          UpdateExpression: `SET ${Object.keys(set)
            .map((name, index) => `${place(name)} = :f${index}`)
            .join(', ')}${remove}`,
          ConditionExpression: condition.expression,
          ExpressionAttributeNames: {
            ...Object.fromEntries(names.map((name) => [place(name), name])),
            ...condition.names,
          },
          ExpressionAttributeValues: {
            ...marshalled(Object.entries(set).map(([, value], index) => [`:f${index}`, value])),
            ...condition.values,
          },
        }),
      )
      return true
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false
      throw error
    }
  }

  return {
    async read<K extends RowKind>(kind: K, key: string) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key: itemKey(kind, key), ConsistentRead: true }),
      )
      if (!Item) return undefined
      const item = unmarshall(Item)
      // TTL deletes within days, not at the second.
      if (Number(item['expiresAt']) <= nowInSeconds()) return undefined
      return rowSchemas[kind].parse(item) as Row<K>
    },
    async merge(kind, key, fields) {
      const at = nowInSeconds()
      const living = { condition: absentOrLiving(at), fresh: false }
      if (await update(kind, key, fields, living)) return
      // An expired row that still lies there must not come back to life with its old fields.
      if (await update(kind, key, fields, { condition: absentOrExpired(at), fresh: true })) return
      // Somebody else was quicker to renew it.
      await update(kind, key, fields, living)
    },
    replace: (kind, key, row, before) =>
      update(kind, key, row, {
        condition: before === undefined ? absentOrExpired(nowInSeconds()) : unchanged(before),
        fresh: true,
      }),
  }
}

interface Condition {
  readonly expression: string
  readonly names: Record<string, string>
  readonly values: Record<string, AttributeValue>
}

function absentOrLiving(nowInSeconds: number): Condition {
  return { ...absentOrExpired(nowInSeconds), expression: 'attribute_not_exists(pk) OR #expires > :now' }
}

function absentOrExpired(nowInSeconds: number): Condition {
  return {
    expression: 'attribute_not_exists(pk) OR #expires <= :now',
    names: { '#expires': 'expiresAt' },
    values: marshall({ ':now': nowInSeconds }),
  }
}

function unchanged(before: Record<string, unknown>): Condition {
  const fields = Object.entries(withoutUndefined(before))
  return {
    expression: fields.map((_, index) => `#b${index} = :b${index}`).join(' AND '),
    names: Object.fromEntries(fields.map(([name], index) => [`#b${index}`, name])),
    values: marshalled(fields.map(([, value], index) => [`:b${index}`, value])),
  }
}

function withoutUndefined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

function marshalled(entries: [string, unknown][]): Record<string, AttributeValue> {
  return marshall(Object.fromEntries(entries), { removeUndefinedValues: true })
}

/** DynamoDB takes 2,048 bytes of partition key; ids of mails can be longer. */
const longestKey = 1000

/** Where a row lies. */
export function itemKey(kind: RowKind, key: string): Record<string, AttributeValue> {
  const safe = Buffer.byteLength(key) > longestKey ? `sha256:${sha256(key)}` : key
  if (kind !== 'parked') return marshall({ pk: `${kind}#${safe}`, sk: kind })
  const [destination = '', ...rest] = safe.split('#')
  return marshall({ pk: `parked#${destination}`, sk: rest.join('#') })
}
