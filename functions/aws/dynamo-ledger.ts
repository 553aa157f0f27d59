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

const client = new DynamoDBClient({})
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

  async function update<K extends RowKind>(
    kind: K,
    key: string,
    fields: Partial<Row<K>>,
    condition: Condition = {},
  ): Promise<void> {
    const values = { ...fields, expiresAt: nowInSeconds() + days[kind] * secondsADay }
    const names = Object.keys(values)
    await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: itemKey(kind, key),
        UpdateExpression: `SET ${names.map((_, index) => `#f${index} = :f${index}`).join(', ')}`,
        ExpressionAttributeNames: {
          ...Object.fromEntries(names.map((name, index) => [`#f${index}`, name])),
          ...condition.names,
        },
        ExpressionAttributeValues: {
          ...marshall(
            Object.fromEntries(Object.values(values).map((value, index) => [`:f${index}`, value])),
            {
              removeUndefinedValues: true,
            },
          ),
          ...condition.values,
        },
        ...(condition.expression !== undefined && { ConditionExpression: condition.expression }),
      }),
    )
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
    merge: (kind, key, fields) => update(kind, key, fields),
    async replace(kind, key, row, before) {
      try {
        await update(kind, key, row, unchanged(before, nowInSeconds()))
        return true
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false
        throw error
      }
    },
  }
}

interface Condition {
  expression?: string
  names?: Record<string, string>
  values?: Record<string, AttributeValue>
}

function unchanged(before: Record<string, unknown> | undefined, nowInSeconds: number): Condition {
  if (before === undefined)
    return {
      expression: 'attribute_not_exists(pk) OR #expires <= :now',
      names: { '#expires': 'expiresAt' },
      values: marshall({ ':now': nowInSeconds }),
    }
  const fields = Object.entries(before).filter(([, value]) => value !== undefined)
  return {
    expression: fields.map((_, index) => `#b${index} = :b${index}`).join(' AND '),
    names: Object.fromEntries(fields.map(([name], index) => [`#b${index}`, name])),
    values: marshall(Object.fromEntries(fields.map(([, value], index) => [`:b${index}`, value]))),
  }
}

/** DynamoDB takes 2,048 bytes of partition key; ids of mails can be longer. */
const longestKey = 1000

function itemKey(kind: RowKind, key: string): Record<string, AttributeValue> {
  const safe = Buffer.byteLength(key) > longestKey ? `sha256:${sha256(key)}` : key
  if (kind !== 'parked') return marshall({ pk: `${kind}#${safe}`, sk: kind })
  const [destination = '', ...rest] = safe.split('#')
  return marshall({ pk: `parked#${destination}`, sk: rest.join('#') })
}
