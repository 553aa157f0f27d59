import { CloudFormationClient, DescribeStacksCommand, type Output } from '@aws-sdk/client-cloudformation'
import type { Site } from '../operations/site.ts'
import { Fault } from './errors.ts'
import { explainAws } from './explain-aws.ts'

/** Where a deployed stack keeps its things, as its outputs say. @throws Fault */
export async function readStackSite(stack: string): Promise<Site> {
  const client = new CloudFormationClient()
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stack }))
    return toSite(Stacks[0]?.Outputs ?? [], stack)
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationError')
      throw new Fault(
        `there is no stack "${stack}" in this account and region: set AWS_PROFILE and AWS_REGION`,
      )
    throw explainAws(error)
  } finally {
    client.destroy()
  }
}

const deliverQueue = /-deliver-([a-z0-9-]{1,80})\.fifo$/

/** The name of a destination stands in its queue's; the keys of outputs have lost their dashes. */
export function toSite(outputs: readonly Output[], stack: string): Site {
  const values = new Map(outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]))
  const value = (key: string) => {
    const found = values.get(key)
    if (!found)
      throw new Fault(`the stack "${stack}" has no output ${key}: deploy it again with this version`)
    return found
  }
  const deliver = [...values.values()].flatMap((url) => {
    const [, destination] = deliverQueue.exec(url ?? '') ?? []
    return url !== undefined && destination !== undefined ? [[destination, url] as const] : []
  })
  return {
    table: value('Table'),
    bucket: value('Bucket'),
    contactsQueueUrl: value('QueueContacts'),
    deliverQueueUrls: Object.fromEntries(deliver),
  }
}
