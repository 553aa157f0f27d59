import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import type { Deployment } from '../../schemas/deployment.ts'
import { sha256 } from '../core/ids.ts'
import { type Ledger, type Row, type RowKind, rowSchemas } from '../core/ledger.ts'
import type { Clock } from '../core/ports.ts'
import { batchedReads } from './batched-reads.ts'
import { impatient } from './impatient.ts'

const defaultClient = new DynamoDBClient(impatient)
const secondsADay = 24 * 3600

/**
 * The ledger in one DynamoDB table: `pk` is kind and key, except for parked rows, which share one
 * partition a destination, and archived ones, which share one an hour and sixteenth, so that they can be
 * listed; `expiresAt` is the table's TTL.
 */
export function dynamoLedger(
  table: string,
  retention: Deployment['retention'],
  now: Clock,
  client: DynamoDBClient = defaultClient,
): Ledger {
  const days: Record<RowKind, number> = {
    processed: retention.processedEvents,
    conversation: retention.conversations,
    message: retention.conversations,
    work: retention.conversations,
    ticket: retention.conversations,
    delivery: retention.processedEvents,
    unfinished: retention.processedEvents,
    breaker: retention.conversations,
    pace: retention.processedEvents,
    suppression: retention.conversations,
    parked: retention.parked,
    archive: retention.archive,
  }
  const readItem = batchedReads(table, client)
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
      const found = await readItem(itemKey(kind, key))
      if (!found) return undefined
      const item = unmarshall(found)
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
        condition: before === undefined ? absentOrExpired(nowInSeconds()) : unchanged(kind, before),
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

function unchanged(kind: RowKind, before: Record<string, unknown>): Condition {
  const fields = Object.entries(withoutUndefined(before))
  const known = new Set(fields.map(([name]) => name))
  const absent = Object.keys(rowSchemas[kind].shape).filter((name) => !known.has(name))
  return {
    expression: [
      ...fields.map((_, index) => `#b${index} = :b${index}`),
      ...absent.map((_, index) => `attribute_not_exists(#a${index})`),
    ].join(' AND '),
    names: {
      ...Object.fromEntries(fields.map(([name], index) => [`#b${index}`, name])),
      ...Object.fromEntries(absent.map((name, index) => [`#a${index}`, name])),
    },
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
  if (kind === 'archive') return marshall({ pk: archivePartition(key), sk: key })
  const safe = Buffer.byteLength(key) > longestKey ? `sha256:${sha256(key)}` : key
  if (kind !== 'parked') return marshall({ pk: `${kind}#${safe}`, sk: kind })
  const [destination = '', ...rest] = safe.split('#')
  return marshall({ pk: `parked#${destination}`, sk: rest.join('#') })
}

/** The hexadecimal digits that an event id may begin with. */
export const archiveShards = [...'0123456789abcdef']

/**
 * The partition of an archived row, `archive#2026-11-21T19#a`: its hour, and the first digit of the event id, because
 * a partition takes a thousand write units a second.
 *
 * @param key `<receivedAt>#<event id>`
 */
function archivePartition(key: string): string {
  const [receivedAt = '', eventId = ''] = key.split('#')
  return `archive#${receivedAt.slice(0, '2026-11-21T19'.length)}#${eventId.slice('evt_'.length)[0]}`
}
