import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  paginateQuery,
  QueryCommand,
  type QueryCommandInput,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import {
  DeleteObjectCommand,
  HeadObjectCommand,
  NotFound,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { archiveShards, itemKey } from '../../functions/aws/dynamo-ledger.ts'
import { readRemark } from '../../functions/aws/s3-remark.ts'
import { rowSchemas } from '../../functions/core/ledger.ts'
import type { Clock } from '../../functions/core/ports.ts'
import { byText } from './by-text.ts'
import type { ArchivePageAsked, RetainedStore } from './ports.ts'
import { scanHours } from './scan-hours.ts'

export interface RetainedStoreOptions {
  readonly dynamodb: DynamoDBClient
  readonly s3: S3Client
  readonly table: string
  readonly bucket: string
  readonly now: Clock
}

/** The table's partitions that can be listed, and the bucket. */
export function awsRetainedStore({ dynamodb, s3, table, bucket, now }: RetainedStoreOptions): RetainedStore {
  /** Rows that have expired may lie there for days. */
  const living = (pk: string): QueryCommandInput => ({
    TableName: table,
    KeyConditionExpression: 'pk = :pk',
    FilterExpression: 'expiresAt > :now',
    ExpressionAttributeValues: marshall({ ':pk': pk, ':now': Math.floor(now().getTime() / 1000) }),
    ConsistentRead: true,
  })

  async function query(pk: string): Promise<Record<string, AttributeValue>[]> {
    const items: Record<string, AttributeValue>[] = []
    for await (const { Items = [] } of paginateQuery({ client: dynamodb }, living(pk))) items.push(...Items)
    return items
  }

  const isLiving = ({ expiresAt }: Record<string, AttributeValue>) =>
    Number(expiresAt?.N) > Math.floor(now().getTime() / 1000)

  /** The newest of a partition before a place. @returns as `end` the last one's place where there are more */
  async function newest(pk: string, { before, limit }: ArchivePageAsked) {
    const { Items = [], LastEvaluatedKey } = await dynamodb.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: before === undefined ? 'pk = :pk' : 'pk = :pk AND sk < :before',
        ExpressionAttributeValues: marshall(
          { ':pk': pk, ':before': before },
          { removeUndefinedValues: true },
        ),
        ScanIndexForward: false,
        Limit: limit,
        ConsistentRead: true,
      }),
    )
    return { items: Items, end: LastEvaluatedKey && placeOf(LastEvaluatedKey) }
  }

  return {
    async parkedPlaces() {
      const places: string[] = []
      const input = { Bucket: bucket, Prefix: 'parked/', Delimiter: '/' }
      for await (const { CommonPrefixes = [] } of paginateListObjectsV2({ client: s3 }, input))
        places.push(...CommonPrefixes.flatMap(({ Prefix }) => Prefix?.split('/')[1] ?? []))
      return places
    },
    async parked(destination) {
      const items = await query(`parked#${destination}`)
      return items.map((item) => rowSchemas.parked.parse(unmarshall(item)))
    },
    async countParked(destination) {
      let count = 0
      const counting = { ...living(`parked#${destination}`), Select: 'COUNT' as const }
      for await (const page of paginateQuery({ client: dynamodb }, counting)) count += page.Count ?? 0
      return count
    },
    async removeParked({ destination, eventId, generation, lastAt }) {
      try {
        await dynamodb.send(
          new DeleteItemCommand({
            TableName: table,
            Key: itemKey('parked', `${destination}#${eventId}`),
            ConditionExpression: '#generation = :generation AND #lastAt = :lastAt',
            ExpressionAttributeNames: { '#generation': 'generation', '#lastAt': 'lastAt' },
            ExpressionAttributeValues: marshall({ ':generation': generation, ':lastAt': lastAt }),
          }),
        )
        return true
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false
        throw error
      }
    },
    archivedHours: () => scanHours(dynamodb, table),
    async archived(hour) {
      const shards = await Promise.all(archiveShards.map((shard) => query(`archive#${hour}#${shard}`)))
      return shards.flat().map(archivedRow)
    },
    async archivedPage(hour, { before, limit }) {
      const shards = await Promise.all(
        archiveShards.map((shard) => newest(`archive#${hour}#${shard}`, { before, limit })),
      )
      // Below the last row of a partition that has more, others may have what stands before it.
      const ends = shards.flatMap(({ end }) => end ?? []).toSorted()
      const end = ends.at(-1)
      const items = shards.flatMap((shard) => shard.items)
      const rows = items
        .filter((item) => end === undefined || placeOf(item) >= end)
        .toSorted(byText(placeOf))
        .reverse()
        .filter(isLiving)
        .map(archivedRow)
      return { rows, isLast: end === undefined }
    },
    async rewriteArchived({ receivedAt, eventId }, body) {
      try {
        await dynamodb.send(
          new UpdateItemCommand({
            TableName: table,
            Key: itemKey('archive', `${receivedAt}#${eventId}`),
            UpdateExpression: 'SET #body = :body',
            ConditionExpression: 'attribute_exists(pk)',
            ExpressionAttributeNames: { '#body': 'body' },
            ExpressionAttributeValues: marshall({ ':body': body }),
          }),
        )
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error
      }
    },
    async removeArchived({ receivedAt, eventId }) {
      const Key = itemKey('archive', `${receivedAt}#${eventId}`)
      await dynamodb.send(new DeleteItemCommand({ TableName: table, Key }))
    },
    async objects(prefix, writtenBefore) {
      const isAsked = (written: Date | undefined) =>
        writtenBefore === undefined || (written !== undefined && written < writtenBefore)
      const keys: string[] = []
      const input = { Bucket: bucket, Prefix: prefix }
      for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, input))
        keys.push(...Contents.flatMap(({ Key, LastModified }) => (Key && isAsked(LastModified) ? Key : [])))
      return keys
    },
    async removeObject(key) {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }))
    },
    async remark(key) {
      try {
        const { Metadata } = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))
        return readRemark(Metadata)
      } catch (error) {
        if (error instanceof NotFound) return undefined
        throw error
      }
    },
  }
}

function placeOf({ sk }: Record<string, AttributeValue>): string {
  return sk?.S ?? ''
}

function archivedRow(item: Record<string, AttributeValue>) {
  const row = unmarshall(item)
  const [receivedAt = ''] = String(row['sk']).split('#')
  return { ...rowSchemas.archive.parse(row), receivedAt }
}
