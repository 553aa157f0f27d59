import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { createServer, type Server } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { close, listen } from '../../../bin/local/listen.ts'
import { startPlatformFiles } from '../../../bin/local/platform-files.ts'
import { platformSenders } from '../../../bin/local/senders/index.ts'
import { openSite } from '../../../bin/operations/open-site.ts'
import {
  type DeploymentInput,
  deployment as deploymentSchema,
  linksSecretName,
  secretName,
  shieldSecretName,
} from '../../../schemas/deployment.ts'
import { countingReceiver } from '../counting-receiver.ts'
import { onThisMachine } from '../private-network.ts'
import { selfSigned } from '../self-signed.ts'
import { ticketReceiver, ticketSecrets, ticketSettings } from '../ticket-receiver.ts'
import { roleStand } from './role-stand.ts'
import { synthesize } from './synthesize.ts'

const signingSecret = 'whsec_bG9jYWwtY3JtLXdlYmhvb2stc2VjcmV0LTMyYnl0ZXMu'
const shieldKey = 'only-for-tests-0123456789abcdef02'
const linkKeys = { key: 'only-for-tests-0123456789abcdef01', others: [] }
const platforms = ['facebook', 'mime', 'standard'] as const
export type FullPlatform = (typeof platforms)[number]

/**
 * A deployment in which every function has something of everything to do, with its template's roles: three platforms, a
 * CRM by webhooks, and a ticket system that takes files; both lie in a private network and have an authority of their own.
 */
export async function fullLayer() {
  const trouble = { isAway: false, isPoisoned: false }
  const receiver = await countingReceiver(signingSecret, (key) => {
    if (trouble.isAway) return { takes: false, answer: { status: 401 } }
    return key.endsWith('_refused') ? { takes: false, answer: { status: 422 } } : undefined
  })
  const desk = await ticketReceiver()
  const { key, cert } = selfSigned(['127.0.0.1'], new Date(Date.now() + 24 * 3600 * 1000))
  const servers: Server[] = []
  async function overTls(dispatch: RequestListener): Promise<string> {
    const server = createServer({ key, cert }, dispatch)
    servers.push(server)
    return `https://127.0.0.1:${await listen(server, 0)}`
  }
  const reach = { ...onThisMachine, certificateAuthority: cert }
  const plain: DeploymentInput & { name: string } = {
    name: 'acme',
    account: '123456789012',
    region: 'eu-central-1',
    encryptionKey: 'created',
    domain: {
      name: 'contacts.acme.example',
      certificateArn: `arn:aws:acm:eu-central-1:123456789012:certificate/${'a'.repeat(36)}`,
    },
    platforms: { facebook: {}, mime: {}, standard: { settings: { platforms: { telephone: 'Telefon' } } } },
    destinations: [
      { name: 'crm', adapter: 'webhook', settings: { url: await overTls(receiver.dispatch) }, ...reach },
      {
        name: 'desk',
        holds: 'private',
        adapter: 'znuny',
        settings: ticketSettings(await overTls(desk.dispatch)),
        ...reach,
      },
    ],
    routing: {
      match: 'all',
      rules: [
        { when: { platform: ['email'], visibility: ['private'] }, to: ['desk'] },
        { to: ['crm'], forward: 'all' },
      ],
    },
  }
  const deployment: typeof plain = {
    ...plain,
    shield: { certificateArn: `arn:aws:acm:us-east-1:123456789012:certificate/${'b'.repeat(36)}` },
    platforms: { ...plain.platforms, facebook: { attachments: { fetch: true } }, mime: { uploads: true } },
  }
  const senders = new Map(
    await Promise.all(
      platforms.map(async (name) => {
        const sender = await platformSenders[name]?.()
        if (!sender) throw new Error(`nobody sends as ${name}`)
        return [name, sender] as const
      }),
    ),
  )
  const files = await startPlatformFiles()
  const stand = await roleStand({
    name: deployment.name,
    destinations: deployment.destinations.map(({ name }) => name),
    incoming: ['mime'],
    filesUrl: files.url,
    secrets: {
      ...Object.fromEntries(
        [...senders].map(([name, { localSecrets }]) => [secretName('acme', 'platform', name), localSecrets]),
      ),
      [secretName('acme', 'destination', 'crm')]: { signingSecrets: [signingSecret] },
      [secretName('acme', 'destination', 'desk')]: ticketSecrets,
      [linksSecretName('acme')]: linkKeys,
      [shieldSecretName('acme')]: { first: shieldKey, second: '' },
    },
    isFatal: ({ action, resource }) =>
      trouble.isPoisoned && action === 's3:GetObject' && resource.includes('/bodies/crm/'),
  })
  const folder = await mkdtemp(join(tmpdir(), 'netzdialog-roles-'))
  const { aws, endpoints, resources } = stand
  const siteOn = (table: string) =>
    openSite(
      { endpoints: { ...endpoints, secrets: endpoints.s3 }, ...resources, table },
      deploymentSchema.parse(deployment),
      aws,
      () => new Date(),
    )
  const site = siteOn(resources.table)
  const s3 = new S3Client({ ...aws, endpoint: endpoints.s3, forcePathStyle: true })
  const sqs = new SQSClient({ ...aws, endpoint: endpoints.sqs, useQueueUrlAsEndpoint: false })
  let trees = 0

  function answerOf(platform: FullPlatform, payload: unknown, further: HeadersOf) {
    const sender = senders.get(platform)
    if (!sender) throw new Error(`nobody sends as ${platform}`)
    const bytes = payload instanceof Uint8Array ? payload : new TextEncoder().encode(JSON.stringify(payload))
    const { headers, body } = sender.sign(bytes, sender.localSecrets, new Date())
    const event = httpEvent('POST', `/webhooks/${platform}`, { ...headers, ...further }, body)
    return answerTo(stand.invoke(`ingest-${platform}`, event))
  }

  return {
    ...stand,
    /** With an operator's rights. */
    site,
    /** The same on another table. */
    siteOn,
    receiver,
    desk,
    linkKeys,
    /** What is wrong with the CRM at this moment, or with the function before it. */
    trouble,
    /** What `cdk synth` makes of the deployment with the constructs of a tree. @returns the folder */
    synthesize: (tree: string, changes: Partial<DeploymentInput> = {}): Promise<string> =>
      synthesize(tree, join(folder, `tree-${trees++}`), { ...deployment, ...changes }),
    /** The same without a shield, fetched files and uploads, which the last release has not got. */
    synthesizePlain: (tree: string): Promise<string> =>
      synthesize(tree, join(folder, `tree-${trees++}`), plain),
    /** One webhook as its platform posts it, by way of an HTTP API. @returns the status */
    async post(platform: FullPlatform, payload: unknown, shield: HeadersOf = throughShield): Promise<number> {
      return (await answerOf(platform, payload, shield)).statusCode
    },
    /** A mail that is announced, put where the answer says, and told of by the bucket. @returns both statuses */
    async upload(mail: Uint8Array): Promise<number[]> {
      const hash = createHash('sha256').update(mail).digest()
      const announced = await answerOf(
        'mime',
        { size: mail.length, sha256: hash.toString('hex') },
        { ...throughShield, 'content-type': 'application/vnd.netzdialog.mail-announcement+json' },
      )
      const address = new URL(announced.headers?.['location'] ?? '')
      const put = await fetch(address, {
        method: 'PUT',
        headers: { 'content-type': 'message/rfc822', 'x-amz-checksum-sha256': hash.toString('base64') },
        body: Buffer.from(mail),
      })
      const key = address.pathname.split('/').slice(2).join('/')
      const created = {
        eventName: 'ObjectCreated:Put',
        s3: { bucket: { name: resources.bucket }, object: { key } },
      }
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: resources.incomingQueueUrls['mime'],
          MessageBody: JSON.stringify({ Records: [created] }),
        }),
      )
      return [announced.statusCode, put.status]
    },
    objects: {
      /** As the bucket's own rules do it. */
      remove: (key: string) => s3.send(new DeleteObjectCommand({ Bucket: resources.bucket, Key: key })),
    },
    /** A link to an attachment. @returns where it leads */
    async open(path: string, shield: HeadersOf = throughShield): Promise<string | undefined> {
      const event = httpEvent('GET', path, shield, new Uint8Array())
      return (await answerTo(stand.invoke('attachments', event))).headers?.['location']
    },
    async stop(): Promise<void> {
      site.close()
      for (const client of [s3, sqs]) client.destroy()
      await stand.stop()
      await Promise.all([...servers.map(close), receiver.stop(), desk.stop(), files.stop()])
      await rm(folder, { recursive: true })
    },
  }
}

type HeadersOf = Readonly<Record<string, string>>

/** As CloudFront proves itself. */
const throughShield: HeadersOf = { 'x-netzdialog-origin': shieldKey }

export type FullLayer = Awaited<ReturnType<typeof fullLayer>>

async function answerTo(invocation: Promise<unknown>) {
  return (await invocation) as { statusCode: number; headers?: Record<string, string> }
}

function httpEvent(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
) {
  return {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: '',
    headers: { host: 'contacts.acme.example', ...headers },
    requestContext: {
      domainName: 'contacts.acme.example',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      requestId: 'test',
      stage: '$default',
      timeEpoch: Date.now(),
    },
    body: Buffer.from(body).toString('base64'),
    isBase64Encoded: true,
  }
}
