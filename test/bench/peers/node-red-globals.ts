/** What the function nodes of the flow see: the queue's client, bundled by the functions' recipe. */
import * as nodeCrypto from 'node:crypto'
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { sdkTimeouts } from '../../../functions/aws/sdk-timeouts.ts'

const client = new SQSClient({ ...sdkTimeouts, useQueueUrlAsEndpoint: false })

export const crypto = { ...nodeCrypto }
export const sqs = { sqs: client, DeleteMessageCommand, ReceiveMessageCommand, SendMessageBatchCommand }

/** Of the processor, since the process began. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
