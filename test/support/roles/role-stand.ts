import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { SQSClientConfig } from '@aws-sdk/client-sqs'
import { awsEnvironment, readAwsAccess } from '../../../bin/local/aws-environment.ts'
import { type LocalFunction, startLocalFunction } from '../../../bin/local/local-function.ts'
import { createResources, type Resources } from '../../../bin/local/resources.ts'
import { startSecretStore } from '../../../bin/local/secret-store.ts'
import { emulatedAws } from '../emulated-aws.ts'
import { encryptedWith } from './encrypted-with.ts'
import type { Asked, Statement } from './may-do.ts'
import { queuePump } from './queue-pump.ts'
import { readCall } from './read-call.ts'
import { roleDoor } from './role-door.ts'
import { type DeployedFunction, type Physical, readStack, type TemplateResource } from './template-of.ts'

export interface RoleStandOptions {
  readonly name: string
  readonly destinations: readonly string[]
  /** Platforms that bring mails to the bucket. @default none */
  readonly incoming?: readonly string[]
  /** Where the files of platforms are fetched from, where they are. @default nowhere */
  readonly filesUrl?: string
  /** By the name of each secret. */
  readonly secrets: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** Whether a function dies of what it asks for. @default of nothing */
  readonly isFatal?: (asked: Asked) => boolean
}

/** What `cdk synth` has made of the same deployment: of which the roles are, and of which the code. */
export interface Deployed {
  readonly roles: string
  readonly code: string
}

/** One thing that a function asked to do. */
export interface AskedBy extends Asked {
  readonly service: string
  readonly allowed: boolean
}

/**
 * The functions of a deployment as its template has them: the bundles that would be uploaded, their environment, and
 * of AWS what their own role allows. Only the place of the deployment file is another, for there is no /var/task here.
 */
export async function roleStand(options: RoleStandOptions) {
  const { name, destinations, incoming = [], filesUrl, secrets, isFatal = () => false } = options
  const emulators = await emulatedAws({ table: 'dynalite' })
  const aws = readAwsAccess({})
  const { endpoints } = emulators
  const resources = await createResources({
    ...{ endpoints, aws, name, destinations, incoming },
    fetches: filesUrl !== undefined,
    visibilitySeconds: 120,
  })
  const store = await startSecretStore(
    Object.fromEntries(Object.entries(secrets).map(([secret, value]) => [secretArn(secret), value])),
  )
  const asked: AskedBy[] = []
  const written: string[] = []
  const statements = new Map<string, readonly Statement[]>()
  const doors = new Map<string, Awaited<ReturnType<typeof roleDoor>>>()
  const running = new Map<string, LocalFunction>()
  let keyOf: (asked: Asked) => Asked[] = () => []

  async function doorOf(service: string): Promise<string> {
    const known = doors.get(service)
    if (known) return known.url
    const door = await roleDoor({
      endpoints: { ...endpoints, secrets: store.url },
      statements: () => statements.get(service) ?? [],
      read: (call) => readCall(call, arns).flatMap((each) => [each, ...keyOf(each)]),
      asked: (each, allowed) => void asked.push({ ...each, service, allowed }),
      async kill(each) {
        if (!isFatal(each)) return false
        await running.get(service)?.kill()
        return true
      },
    })
    doors.set(service, door)
    return door.url
  }

  async function start({ service, folder, entry, environment, ...limits }: DeployedFunction): Promise<void> {
    await running.get(service)?.stop()
    const url = await doorOf(service)
    const started = startLocalFunction({
      entry: pathToFileURL(join(folder, entry)).href,
      name: service,
      timeoutSeconds: limits.timeoutSeconds,
      memory: limits.memory,
      output: (text) => void written.push(text),
      environment: {
        ...awsEnvironment(aws, { sqs: url, s3: url, dynamodb: url, secrets: url }),
        PATH: process.env['PATH'] ?? '',
        TZ: 'UTC',
        ...environment,
        // No emulator has the hosts of platforms.
        ...(service === 'fetch' && filesUrl !== undefined && { LOCAL_FILES_URL: filesUrl }),
        DEPLOYMENT_FILE: join(folder, 'deployment.json'),
      },
    })
    running.set(service, started)
    await started.ready()
  }

  const invoke = (service: string, event: unknown): Promise<unknown> => {
    const found = running.get(service)
    if (!found) throw new Error(`the stack has no function ${service}`)
    return found.invoke(event)
  }
  const clientAt = (endpoint: string): SQSClientConfig => ({ ...aws, endpoint, useQueueUrlAsEndpoint: false })
  const queues = [
    ...Object.entries(resources.incomingQueueUrls).map(
      ([each, url]) => [`collect-${each}`, `incoming-${each}`, url] as const,
    ),
    ['route', 'contacts', resources.contactsQueueUrl],
    ...(resources.fetchQueueUrl === undefined ? [] : [['fetch', 'fetch', resources.fetchQueueUrl] as const]),
    ...Object.entries(resources.deliverQueueUrls).map(
      ([each, url]) => [`deliver-${each}`, each, url] as const,
    ),
  ] as const
  const pump = queuePump({
    free: clientAt(endpoints.sqs),
    region: aws.region,
    consumers: await Promise.all(
      queues.map(async ([service, queue, queueUrl]) => ({
        queue,
        queueUrl,
        // Lambda's pollers have the role of the function.
        sqs: clientAt(await doorOf(service)),
        invoke: (event: unknown) => invoke(service, event),
      })),
    ),
  })

  return {
    aws,
    endpoints,
    resources,
    asked,
    /** What the functions have written to their logs, by the piece. */
    written,
    pump,
    invoke,
    /** Puts the functions into the place of those that were there, and gives them these rights. */
    async deploy({ roles, code }: Deployed): Promise<void> {
      const [rights, codes] = [roles, code].map((outdir) =>
        readStack(outdir, name, physicalNames(resources)),
      ) as [ReturnType<typeof readStack>, ReturnType<typeof readStack>]
      keyOf = encryptedWith(rights)
      // A function that comes with the new code comes with its role.
      for (const each of [...codes.functions, ...rights.functions])
        statements.set(each.service, each.statements)
      await Promise.all(codes.functions.map(start))
    },
    /** What each role allows, by function. */
    rights: (): ReadonlyMap<string, readonly Statement[]> => statements,
    /** From here on a role allows this. */
    grant: (service: string, granted: readonly Statement[]) => void statements.set(service, granted),
    /** What has been asked for in vain, a line each. */
    denied: () => [
      ...new Set(
        asked.flatMap(({ service, action, resource, allowed }) =>
          allowed ? [] : [`${service}: ${action} ${resource}`],
        ),
      ),
    ],
    async stop(): Promise<void> {
      pump.stop()
      await Promise.all([...running.values()].map((each) => each.stop()))
      await Promise.all([...doors.values()].map((door) => door.stop()))
      await Promise.all([store.stop(), emulators.stop()])
    },
  }
}

const account = 'eu-central-1:123456789012'

const secretArn = (name: string) => `arn:aws:secretsmanager:${account}:secret:${name}-AbCdEf`

const arns = {
  bucket: (name: string) => `arn:aws:s3:::${name}`,
  queue: (url: string) => `arn:aws:sqs:${account}:${basename(new URL(url).pathname)}`,
  table: (name: string) => `arn:aws:dynamodb:${account}:table/${name}`,
}

/** As CloudFormation would name what the emulators have. */
function physicalNames({ table, bucket, contactsQueueUrl }: Resources) {
  return (logicalId: string, { Type, Properties }: TemplateResource): Physical => {
    switch (Type) {
      case 'AWS::SQS::Queue': {
        const url = new URL(String(Properties['QueueName']), contactsQueueUrl).href
        return { ref: url, arn: arns.queue(url) }
      }
      case 'AWS::DynamoDB::GlobalTable':
        return { ref: table, arn: arns.table(table) }
      case 'AWS::S3::Bucket':
        return { ref: bucket, arn: arns.bucket(bucket) }
      case 'AWS::SecretsManager::Secret': {
        const arn = secretArn(String(Properties['Name']))
        return { ref: arn, arn }
      }
      default:
        return { ref: logicalId, arn: `arn:aws:netzdialog-test:${account}:${logicalId}` }
    }
  }
}
