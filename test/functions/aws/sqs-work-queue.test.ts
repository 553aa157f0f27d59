import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAwsAccess } from '../../../bin/local/aws-environment.ts'
import { type Emulators, startEmulators } from '../../../bin/local/emulators.ts'
import { createResources } from '../../../bin/local/resources.ts'
import { sqsWorkQueue } from '../../../functions/aws/sqs-work-queue.ts'
import { recordingTelemetry } from '../../support/memory-ports.ts'

const aws = readAwsAccess({})
let emulators: Emulators
let sqs: SQSClient
let queueUrl: string

beforeAll(async () => {
  emulators = await startEmulators({})
  const { endpoints } = emulators
  sqs = new SQSClient({ ...aws, endpoint: endpoints.sqs, useQueueUrlAsEndpoint: false, maxAttempts: 1 })
  const made = await createResources({ endpoints, aws, name: 'files', destinations: [], fetches: true })
  queueUrl = made.fetchQueueUrl ?? ''
})
afterAll(() => emulators.stop())

describe('a queue without order', () => {
  it('takes every message, also twice the same', async () => {
    const { telemetry } = recordingTelemetry()
    await sqsWorkQueue(queueUrl, telemetry, sqs).send(['one', 'two', 'two'])
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
    )
    expect(Messages.map(({ Body }) => Body).sort()).toEqual(['one', 'two', 'two'])
  })

  it('says so where it does not take one', async () => {
    const { telemetry, lines } = recordingTelemetry()
    const queue = sqsWorkQueue(`${queueUrl}-of-nobody`, telemetry, sqs)
    await expect(queue.send(['one'])).rejects.toMatchObject({ code: 'queue_unavailable' })
    expect(lines).toMatchObject([{ code: 'enqueue_failed', fields: { messages: 1 } }])
  })
})
