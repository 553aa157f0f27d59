import { CloudFormationClient, DescribeStacksCommand, type Output } from '@aws-sdk/client-cloudformation'
import type { Site } from '../operations/site.ts'
import { Fault } from './errors.ts'
import { explainAws } from './explain-aws.ts'

/** Which of the layers of a stack is meant. */
export interface Described {
  /** Of the deployment. */
  readonly name: string
  /** Where that is written. */
  readonly file: string
  /** Where it is deployed. @default - as the environment says */
  readonly region?: string | undefined
}

/** Where a deployed stack keeps a layer's things, as its outputs say. @throws Fault */
export async function readStackSite(stack: string, described: Described): Promise<Site> {
  const site = await findStackSite(stack, described)
  if (site) return site
  throw new Fault(`there is no stack "${stack}" in this account and region: set AWS_PROFILE and AWS_REGION`)
}

/** As `readStackSite`; `undefined` where the stack is not there, or its first deployment has not come to an end. */
export async function findStackSite(stack: string, described: Described): Promise<Site | undefined> {
  const { region } = described
  const client = new CloudFormationClient({ ...(region && { region }) })
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stack }))
    const [{ StackStatus = '', Outputs = [] } = {}] = Stacks
    if (neverDeployed.has(StackStatus)) return undefined
    return { ...toSite(Outputs, stack, described), ...(region && { region }) }
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationError') return undefined
    throw explainAws(error, true)
  } finally {
    client.destroy()
  }
}

/** Stacks without outputs, because nothing of them is there. */
const neverDeployed: ReadonlySet<string> = new Set([
  'REVIEW_IN_PROGRESS',
  'CREATE_FAILED',
  'ROLLBACK_COMPLETE',
  'ROLLBACK_FAILED',
  'DELETE_COMPLETE',
])

const contactsKey = 'QueueContacts'
const webhook = /\/webhooks\/([a-z0-9-]{1,40})$/
const contactsQueue = /\/([a-z0-9-]{1,80})-contacts\.fifo$/

/**
 * Finds a layer among the outputs of a stack, which may have others, of other layers too. Names stand in those of
 * queues; the keys of outputs, which begin alike for a layer, have lost their dashes.
 *
 * @throws Fault where the layer is not there, or one of its outputs
 */
export function toSite(outputs: readonly Output[], stack: string, { name, file }: Described): Site {
  const layers = outputs.flatMap(({ OutputKey = '', OutputValue = '' }) => {
    const [, found] = contactsQueue.exec(OutputValue) ?? []
    return found !== undefined && OutputKey.endsWith(contactsKey)
      ? [{ name: found, prefix: OutputKey.slice(0, -contactsKey.length) }]
      : []
  })
  const layer = layers.find((each) => each.name === name)
  if (!layer) throw new Fault(notThere(stack, file, name, layers))
  const own = new Map(
    outputs.map(({ OutputKey, OutputValue }) => [OutputKey ?? '', OutputValue ?? ''] as const),
  )
  const value = (key: string) => {
    const found = own.get(`${layer.prefix}${key}`)
    if (!found)
      throw new Fault(
        `the stack "${stack}" has no output ${layer.prefix}${key}: deploy it again with this version`,
      )
    return found
  }
  const start = `/${name}-deliver-`
  const deliver = [...own].flatMap(([key, url]) => {
    const queue = url.slice(url.lastIndexOf('/'))
    return key.startsWith(`${layer.prefix}QueueTo`) && queue.startsWith(start)
      ? [[queue.slice(start.length, -'.fifo'.length), url] as const]
      : []
  })
  const webhooks = [...own].flatMap(([key, url]) => {
    const [, platform] = webhook.exec(url) ?? []
    return key.startsWith(`${layer.prefix}Webhook`) && platform !== undefined
      ? [[platform, url] as const]
      : []
  })
  const fetchQueueUrl = own.get(`${layer.prefix}QueueFetch`)
  const draining = own.get(`${layer.prefix}Draining`)
  return {
    table: value('Table'),
    bucket: value('Bucket'),
    contactsQueueUrl: value(contactsKey),
    deliverQueueUrls: Object.fromEntries(deliver),
    ...(fetchQueueUrl !== undefined && { fetchQueueUrl }),
    ...(webhooks.length > 0 && { webhookUrls: Object.fromEntries(webhooks) }),
    ...(draining !== undefined && { draining: draining.split(',') }),
  }
}

function notThere(
  stack: string,
  file: string,
  name: string,
  layers: readonly { readonly name: string }[],
): string {
  if (layers.length === 0)
    return `the stack "${stack}" has no output ${contactsKey}: deploy it again with this version, with \`outputs\``
  const names = layers.map((layer) => `"${layer.name}"`).join(', ')
  return `the stack "${stack}" holds ${names}, and ${file} describes "${name}": run it where ${names} was deployed from, or name its file in NETZDIALOG_DEPLOYMENT`
}
