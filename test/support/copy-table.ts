import {
  type AttributeValue,
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb'

/**
 * What point-in-time recovery does, for which no emulator is at hand: the rows as they are at this moment, to be restored
 * into a table of another name later on.
 */
export async function copyTable(config: DynamoDBClientConfig, TableName: string) {
  const dynamodb = new DynamoDBClient(config)
  const rows: Record<string, AttributeValue>[] = []
  for (
    let ExclusiveStartKey: Record<string, AttributeValue> | undefined, first = true;
    first || ExclusiveStartKey;
  ) {
    first = false
    const page = await dynamodb.send(
      new ScanCommand({ TableName, ConsistentRead: true, ...(ExclusiveStartKey && { ExclusiveStartKey }) }),
    )
    rows.push(...(page.Items ?? []))
    ExclusiveStartKey = page.LastEvaluatedKey
  }
  return {
    async restoreInto(name: string): Promise<void> {
      const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }))
      await dynamodb.send(
        new CreateTableCommand({
          TableName: name,
          BillingMode: 'PAY_PER_REQUEST',
          KeySchema: Table?.KeySchema,
          AttributeDefinitions: Table?.AttributeDefinitions,
        }),
      )
      for (const Item of rows) await dynamodb.send(new PutItemCommand({ TableName: name, Item }))
      dynamodb.destroy()
    },
  }
}
