import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsEnvironment, readAwsAccess } from '../../bin/local/aws-environment.ts'
import { type LocalFunction, startLocalFunction } from '../../bin/local/local-function.ts'
import { createResources } from '../../bin/local/resources.ts'
import { toSqsEvent } from '../../bin/local/sqs-event.ts'
import { bundleFunction, ownHost } from '../../lib/bundle-function.ts'
import { deployment as deploymentSchema } from '../../schemas/deployment.ts'
import { customer, directMessage } from '../support/contact-events.ts'
import { emulatedAws } from '../support/emulated-aws.ts'
import { stageFunctions } from '../support/stage-environments.ts'

const decisions = resolve(import.meta.dirname, '../support/own-functions/decisions.ts')
const aws = readAwsAccess({})

/** Route as it is deployed: its bundle, in a process of its own, with a deployment that names functions of one's own. */
describe('the bundle of route with functions of one’s own', () => {
  let folder: string
  let emulators: Awaited<ReturnType<typeof emulatedAws>>
  let resources: Awaited<ReturnType<typeof createResources>>
  let route: LocalFunction
  let sqs: SQSClient

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netzdialog-own-functions-'))
    const modules = { 'own/routing/decide': decisions, 'own/routing/enrich': decisions }
    bundleFunction('route', folder, { ...modules, ...Object.fromEntries([ownHost]) })
    const deployment = deploymentSchema.parse({
      platforms: { facebook: {} },
      destinations: ['crm', 'vip'].map((name) => ({ name, adapter: 'webhook' })),
      routing: {
        rules: [{ to: ['crm'] }],
        decide: './own/routing/decide.mjs',
        enrich: './own/routing/enrich.mjs',
      },
    })
    const deploymentFile = join(folder, 'deployment.json')
    await writeFile(deploymentFile, JSON.stringify(deployment))
    emulators = await emulatedAws({ table: 'quick' })
    const { endpoints } = emulators
    const { name } = deployment
    const destinations = ['crm', 'vip']
    resources = await createResources({ endpoints, aws, name, destinations, visibilitySeconds: 60 })
    const retryCapSeconds = { route: 1, deliver: 1 }
    const own = stageFunctions({ name, deploymentFile, resources, platforms: [], retryCapSeconds }).find(
      ({ stage }) => stage === 'route',
    )
    route = startLocalFunction({
      entry: pathToFileURL(join(folder, 'index.mjs')).href,
      name: 'route',
      environment: { ...awsEnvironment(aws, { ...endpoints, secrets: endpoints.sqs }), ...own?.environment },
    })
    sqs = new SQSClient({ ...aws, endpoint: endpoints.sqs, useQueueUrlAsEndpoint: false })
    await route.ready()
  })
  afterAll(async () => {
    await route.stop()
    sqs.destroy()
    await emulators.stop()
    await rm(folder, { recursive: true })
  })

  /** Hands route a batch, each message of a group of its own. @returns ids of what is to come again */
  async function handOver(...texts: string[]) {
    const messages = texts.map((text): Message => {
      const conversation = { id: `facebook:4711/dm/${text}`, match: 'platform' as const }
      const told = directMessage(`${text}-1`, customer(text), { conversation })
      const event = { ...told, message: { id: `facebook:${text}-1`, text, attachments: [] } }
      return {
        MessageId: text,
        ReceiptHandle: text,
        Body: JSON.stringify(event),
        Attributes: {
          MessageGroupId: text,
          MessageDeduplicationId: event.id,
          SentTimestamp: '1795262400000',
        },
      }
    })
    return route.invoke(toSqsEvent(messages, resources.contactsQueueUrl, aws.region))
  }

  async function received(destination: string) {
    const QueueUrl = resources.deliverQueueUrls[destination]
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
    )
    return Messages.map(({ Body = '{}' }) => JSON.parse(Body))
  }

  it('hears them, and goes by the rules where one loops, dies, throws or reads what it may not, for that event alone', async () => {
    const batch = ['hello', 'loop', 'throw', 'file', 'exit', 'thanks']
    expect(await handOver(...batch)).toEqual({ batchItemFailures: [] })
    const [crm, vip] = [await received('crm'), await received('vip')]
    expect(vip.map(({ message }) => message.text).sort()).toEqual(['hello', 'thanks'])
    expect(vip[0]).toMatchObject({
      work: { effect: 'append', reason: 'as decide says: of a friend' },
      extensions: { topic: 'tv' },
    })
    expect(crm.map(({ message }) => message.text).sort()).toEqual(['exit', 'file', 'loop', 'throw'])
    for (const event of crm)
      expect(event).toMatchObject({ work: { effect: 'open' }, extensions: { topic: 'tv' } })
  })
})
