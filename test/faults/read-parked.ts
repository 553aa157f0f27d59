import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb'
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import * as z from 'zod'
import type { AwsAccess } from '../../bin/local/aws-environment.ts'
import type { Endpoints } from '../../bin/local/emulators.ts'
import type { Resources } from '../../bin/local/resources.ts'

const row = z.looseObject({ body: z.object({ S: z.string() }) })
const event = z.looseObject({ message: z.looseObject({ id: z.string() }) })

/** Message ids of all that route and deliver have parked: a row that an operator finds, and the body it names. */
export async function readParked(
  aws: AwsAccess,
  endpoints: Endpoints,
  { table, bucket }: Resources,
): Promise<Set<string>> {
  const dynamodb = new DynamoDBClient({ ...aws, endpoint: endpoints.dynamodb })
  const s3 = new S3Client({ ...aws, endpoint: endpoints.s3, forcePathStyle: true })
  const found = new Set<string>()
  for (const destination of ['route', 'crm']) {
    const { Items = [] } = await dynamodb.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :parked',
        ExpressionAttributeValues: { ':parked': { S: `parked#${destination}` } },
        ConsistentRead: true,
      }),
    )
    for (const item of Items) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: row.parse(item).body.S }))
      found.add(event.parse(JSON.parse((await Body?.transformToString()) ?? '')).message.id)
    }
  }
  dynamodb.destroy()
  s3.destroy()
  return found
}
