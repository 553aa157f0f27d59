import { GetQueueAttributesCommand, paginateListQueues, type SQSClient } from '@aws-sdk/client-sqs'
import type { Deployment } from '../../schemas/deployment.ts'

const queueName = /^(.{1,80})-(?:contacts|deliver-(.{1,80}))\.fifo$/

/** What a state holds of deployments before, which this one does not see: a sentence each. */
export async function findLeftBehind({ name, destinations }: Deployment, sqs: SQSClient): Promise<string[]> {
  const names = new Set(destinations.map((each) => each.name))
  const others = new Set<string>()
  const notes: string[] = []
  for await (const { QueueUrls = [] } of paginateListQueues({ client: sqs }, {}))
    for (const url of QueueUrls) {
      const [, deployment = '', destination] = queueName.exec(url.slice(url.lastIndexOf('/') + 1)) ?? []
      if (deployment === '') continue
      if (deployment !== name) others.add(deployment)
      else if (destination !== undefined && !names.has(destination)) {
        const waiting = await countMessages(url, sqs)
        if (waiting > 0)
          notes.push(
            `destination "${destination}" is not in the deployment any more, and ${waiting === 1 ? 'a message waits' : `${waiting} messages wait`} for it: name it again, or \`--fresh\` forgets ${waiting === 1 ? 'it' : 'them'}`,
          )
      }
    }
  for (const other of others)
    notes.push(`the state also holds a deployment of the name "${other}", which this one does not see`)
  return notes
}

async function countMessages(url: string, sqs: SQSClient): Promise<number> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
  )
  const { ApproximateNumberOfMessages = '0', ApproximateNumberOfMessagesNotVisible = '0' } = Attributes ?? {}
  return Number(ApproximateNumberOfMessages) + Number(ApproximateNumberOfMessagesNotVisible)
}
