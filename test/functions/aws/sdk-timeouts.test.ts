import { once } from 'node:events'
import { createServer } from 'node:http'
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { expect, it } from 'vitest'
import { sdkTimeouts } from '../../../functions/aws/sdk-timeouts.ts'

it('a client gives up on an answer that does not come', async () => {
  const server = createServer(() => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const client = new DynamoDBClient({
    ...sdkTimeouts,
    requestHandler: { ...sdkTimeouts.requestHandler, requestTimeout: 50 },
    endpoint: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  })
  await expect(client.send(new ListTablesCommand())).rejects.toMatchObject({ name: 'TimeoutError' })
  client.destroy()
  server.closeAllConnections()
  server.close()
})
