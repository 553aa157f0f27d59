/** The least that a function of this layer can be: the client of SQS, and one message sent. */
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import { sdkTimeouts } from '../../../functions/aws/sdk-timeouts.ts'

const client = new SQSClient({ ...sdkTimeouts, useQueueUrlAsEndpoint: false })

export async function handler(): Promise<void> {
  const id = crypto.randomUUID()
  await client.send(
    new SendMessageBatchCommand({
      QueueUrl: process.env['CONTACTS_QUEUE_URL'],
      Entries: [{ Id: '0', MessageBody: id, MessageGroupId: id, MessageDeduplicationId: id }],
    }),
  )
}
