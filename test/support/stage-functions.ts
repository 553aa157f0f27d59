import { awsEnvironment, readAwsAccess } from '../../bin/local/aws-environment.ts'
import { type LocalFunction, startLocalFunction } from '../../bin/local/local-function.ts'
import type { callProxy, Door, Target } from './call-proxy.ts'
import type { StageName } from './stage-environments.ts'

export interface StageFunctionsOptions {
  readonly proxy: ReturnType<typeof callProxy>
  readonly targets: Readonly<Record<'sqs' | 's3' | 'dynamodb', Target>>
  readonly secretsUrl: string
  readonly entry: (stage: StageName) => string
  readonly environment: (stage: StageName) => Record<string, string>
  /** Processes of each consumer. */
  readonly instances: number
}

/** The functions of the three stages, each process with doors of its own, so that it is known who calls. */
export async function startStageFunctions(options: StageFunctionsOptions) {
  const { proxy, targets, secretsUrl: secrets, entry, environment } = options
  const functions: Record<StageName, LocalFunction[]> = { ingest: [], route: [], deliver: [] }
  const all = () => Object.values(functions).flat()

  async function startInstance(stage: StageName): Promise<void> {
    const started: { process?: LocalFunction } = {}
    const kill = async () => started.process?.kill()
    const door = (service: keyof typeof targets): Promise<Door> =>
      proxy.between(stage, service, targets[service], kill)
    const [sqs, s3, dynamodb] = await Promise.all([door('sqs'), door('s3'), door('dynamodb')])
    const endpoints = { sqs: sqs.url, s3: s3.url, dynamodb: dynamodb.url, secrets }
    started.process = startLocalFunction({
      entry: entry(stage),
      name: stage,
      environment: { ...awsEnvironment(readAwsAccess({}), endpoints), ...environment(stage) },
    })
    functions[stage].push(started.process)
  }

  await startInstance('ingest')
  for (const stage of ['route', 'deliver'] as const)
    for (let count = 0; count < options.instances; count += 1) await startInstance(stage)
  await Promise.all(all().map((each) => each.ready()))
  return {
    functions,
    kill: (stage: StageName) => Promise.all(functions[stage].map((each) => each.kill())),
    stop: () => Promise.all(all().map((each) => each.stop())),
  }
}
