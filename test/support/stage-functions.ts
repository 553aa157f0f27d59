import { awsEnvironment, readAwsAccess } from '../../bin/local/aws-environment.ts'
import { type LocalFunction, startLocalFunction } from '../../bin/local/local-function.ts'
import type { callProxy, Door, Target } from './call-proxy.ts'
import type { StageFunction, StageName } from './stage-environments.ts'

export interface StageFunctionsOptions {
  readonly proxy: ReturnType<typeof callProxy>
  readonly targets: Readonly<Record<'sqs' | 's3' | 'dynamodb', Target>>
  readonly secretsUrl: string
  readonly functions: readonly StageFunction[]
  /** The module of a stage's handler in the n-th of its processes. */
  readonly entry: (stage: StageName, instance: number) => string
  /** Variables of a stage on top of its own. */
  readonly environment: (stage: StageName) => Readonly<Record<string, string>>
  /** Processes of each function of a stage. */
  readonly instances: (stage: StageName) => number
}

/** The functions of a deployment, each process with doors of its own, so that it is known who calls. */
export async function startStageFunctions(options: StageFunctionsOptions) {
  const { proxy, targets, secretsUrl: secrets, entry, environment, instances } = options
  const running = new Map<string, LocalFunction[]>()
  const all = () => [...running.values()].flat()

  async function startInstance({ name, stage, environment: own }: StageFunction, instance: number) {
    const started: { process?: LocalFunction } = {}
    const kill = async () => started.process?.kill()
    const door = (service: keyof typeof targets): Promise<Door> =>
      proxy.between(name, service, targets[service], kill)
    const [sqs, s3, dynamodb] = await Promise.all([door('sqs'), door('s3'), door('dynamodb')])
    const endpoints = { sqs: sqs.url, s3: s3.url, dynamodb: dynamodb.url, secrets }
    started.process = startLocalFunction({
      entry: entry(stage, instance),
      name,
      environment: { ...awsEnvironment(readAwsAccess({}), endpoints), ...own, ...environment(stage) },
    })
    running.set(name, [...(running.get(name) ?? []), started.process])
  }

  for (const each of options.functions)
    for (let count = 0; count < instances(each.stage); count += 1) await startInstance(each, count)
  await Promise.all(all().map((each) => each.ready()))
  return {
    /** The processes of a function. */
    of: (name: string): readonly LocalFunction[] => running.get(name) ?? [],
    kill: (name: string) => Promise.all((running.get(name) ?? []).map((each) => each.kill())),
    stop: () => Promise.all(all().map((each) => each.stop())),
  }
}
