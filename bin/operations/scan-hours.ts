import { type AttributeValue, type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb'
import { errorCode } from '../../functions/core/errors.ts'

/** Requests for the whole of a small table, a megabyte each: of a larger one most hours have something anyway. */
const maxPages = 64
const hour = /^archive#(\d{4}-\d{2}-\d{2}T\d{2})#/

/**
 * The hours in which anything is archived, from the oldest, `2026-11-21T19`: to ask for each that may be there is eleven
 * thousand queries, of which most find nothing.
 *
 * @returns `undefined` where the table is too large to be looked through for them, or these credentials may not
 */
export async function scanHours(dynamodb: DynamoDBClient, table: string): Promise<string[] | undefined> {
  const hours = new Set<string>()
  let from: Record<string, AttributeValue> | undefined
  try {
    for (let pages = 0; pages < maxPages; pages += 1) {
      const { Items = [], LastEvaluatedKey } = await dynamodb.send(
        new ScanCommand({
          TableName: table,
          ProjectionExpression: 'pk',
          FilterExpression: 'begins_with(pk, :archive)',
          ExpressionAttributeValues: { ':archive': { S: 'archive#' } },
          ConsistentRead: true,
          ...(from && { ExclusiveStartKey: from }),
        }),
      )
      for (const { pk } of Items) {
        const [, found] = hour.exec(pk?.S ?? '') ?? []
        if (found !== undefined) hours.add(found)
      }
      if (!LastEvaluatedKey) return [...hours].sort()
      from = LastEvaluatedKey
    }
    return undefined
  } catch (error) {
    if (errorCode(error) === 'AccessDeniedException') return undefined
    throw error
  }
}
