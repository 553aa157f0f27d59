import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import type { Deployment } from '../../schemas/deployment.ts'
import { sha256 } from '../core/ids.ts'
import type { Ledger, Row, RowKind } from '../core/ledger.ts'
import type { Clock } from '../core/ports.ts'
import { readRow } from '../core/read-row.ts'
import { batchedReads } from './batched-reads.ts'
import { sdkTimeouts } from './sdk-timeouts.ts'
import { type ElementChanges, type Expression, updateExpression } from './update-expression.ts'

const defaultClient = new DynamoDBClient(sdkTimeouts)
const secondsADay = 24 * 3600
/**
 * A message may wait for 12 days, and in a stop nothing writes to its rows: that an attempt is in doubt, that it was
 * deleted, and that its author was erased must outlast that.
 */
const minWaitingDays = 15

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
    message: Math.max(minWaitingDays, retention.conversations),
    // As long as a file that it names, and as an event in which that file is still awaited.
    attachments: Math.max(minWaitingDays, retention.attachments, retention.parked),
    work: retention.conversations,
    ticket: retention.conversations,
    delivery: Math.max(minWaitingDays, retention.processedEvents),
    unfinished: retention.processedEvents,
    breaker: retention.conversations,
    pace: retention.processedEvents,
    suppression: Math.max(minWaitingDays, retention.conversations),
    parked: retention.parked,
    archive: retention.archive,
  }
  const readItem = batchedReads(table, client)
  const nowInSeconds = () => Math.floor(now().getTime() / 1000)

  /** Sets fields, changes sets, and with `fresh` forgets all else; says whether the condition held. */
  async function update(
    kind: RowKind,
    key: string,
    { fields, sets = {}, condition, fresh }: Change,
  ): Promise<boolean> {
    const expression = updateExpression(
      kind,
      { ...fields, expiresAt: nowInSeconds() + days[kind] * secondsADay },
      { sets, fresh },
    )
    try {
      await client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: itemKey(kind, key),
          UpdateExpression: expression.expression,
          ConditionExpression: condition.expression,
          ExpressionAttributeNames: { ...expression.names, ...condition.names },
          ExpressionAttributeValues: { ...expression.values, ...condition.values },
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
      return readRow(kind, item)
    },
    async merge(kind, key, fields, sets) {
      const at = nowInSeconds()
      const living = { fields, sets, condition: absentOrLiving(at), fresh: false }
      if (await update(kind, key, living)) return
      // An expired row that still lies there must not come back to life with its old fields.
      if (await update(kind, key, { ...living, condition: absentOrExpired(at), fresh: true })) return
      // Somebody else was quicker to renew it.
      await update(kind, key, living)
    },
    async replace(kind, key, row, before) {
      const replaced = { ...row, version: (before?.version ?? 0) + 1 }
      const condition = before === undefined ? absentOrExpired(nowInSeconds()) : hasVersion(before.version)
      const won = await update(kind, key, { fields: replaced, condition, fresh: true })
      // The caller's row with a version is a row of its kind.
      return won ? (replaced as Row<typeof kind>) : undefined
    },
  }
}

interface Change {
  readonly fields: Readonly<Record<string, unknown>>
  readonly sets?: ElementChanges | undefined
  readonly condition: Expression
  /** Nothing of the row before is kept. */
  readonly fresh: boolean
}

function absentOrLiving(nowInSeconds: number): Expression {
  return { ...absentOrExpired(nowInSeconds), expression: 'attribute_not_exists(pk) OR #expires > :now' }
}

function absentOrExpired(nowInSeconds: number): Expression {
  return {
    expression: 'attribute_not_exists(pk) OR #expires <= :now',
    names: { '#expires': 'expiresAt' },
    values: marshall({ ':now': nowInSeconds }),
  }
}

/** A row without a version has not been written since rows have one. */
function hasVersion(version: number | undefined): Expression {
  const names = { '#version': 'version' }
  if (version === undefined)
    return {
      expression: 'attribute_exists(pk) AND attribute_not_exists(#version)',
      names,
      values: {},
    }
  return { expression: '#version = :version', names, values: marshall({ ':version': version }) }
}

/** Limit of a key as it is: DynamoDB takes 2,048 bytes of partition key, and ids of mails can be longer. */
const maxKeyBytes = 1000

/** Primary key of a row in the table. */
export function itemKey(kind: RowKind, key: string): Record<string, AttributeValue> {
  if (kind === 'archive') return marshall({ pk: archivePartition(key), sk: key })
  const safe = Buffer.byteLength(key) > maxKeyBytes ? `sha256:${sha256(key)}` : key
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
