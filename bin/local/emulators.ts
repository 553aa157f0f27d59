import { close, listen } from './listen.ts'

/** Base URLs. */
export interface Endpoints {
  readonly sqs: string
  readonly s3: string
  readonly dynamodb: string
}

export interface Emulators {
  readonly endpoints: Endpoints
  stop(): Promise<void>
}

interface Emulator {
  readonly url: string
  stop(): Promise<void>
}

/**
 * Queues, objects and table in this process's memory, on free ports of this machine only;
 * `AWS_ENDPOINT_URL_SQS`, `AWS_ENDPOINT_URL_S3` and `AWS_ENDPOINT_URL_DYNAMODB` replace one or the other.
 */
export async function startEmulators(environment: NodeJS.ProcessEnv): Promise<Emulators> {
  const given = {
    sqs: environment['AWS_ENDPOINT_URL_SQS'] || undefined,
    s3: environment['AWS_ENDPOINT_URL_S3'] || undefined,
    dynamodb: environment['AWS_ENDPOINT_URL_DYNAMODB'] || undefined,
  }
  const [fauxqs, dynalite] = await Promise.all([
    given.sqs && given.s3 ? undefined : startFauxqs(),
    given.dynamodb ? undefined : startDynalite(),
  ])
  return {
    endpoints: {
      sqs: given.sqs ?? urlOf(fauxqs),
      s3: given.s3 ?? urlOf(fauxqs),
      dynamodb: given.dynamodb ?? urlOf(dynalite),
    },
    async stop() {
      await Promise.all([fauxqs?.stop(), dynalite?.stop()])
    },
  }
}

function urlOf(emulator: Emulator | undefined): string {
  if (!emulator) throw new Error('an emulator is missing: set its AWS_ENDPOINT_URL_… or none')
  return emulator.url
}

async function startFauxqs(): Promise<Emulator> {
  // Not its `startFauxqs`, which listens on every network of the machine.
  const { buildApp } = await import('fauxqs')
  const app = buildApp({ logger: false })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return { url, stop: () => app.close() }
}

async function startDynalite(): Promise<Emulator> {
  const { default: dynalite } = await import('dynalite')
  const server = dynalite({ createTableMs: 0 })
  // Its own listener throws, and so ends the process, when a client dies in mid-request.
  server.on('request', (request) => request.removeAllListeners('error').on('error', () => {}))
  const port = await listen(server, 0)
  return { url: `http://127.0.0.1:${port}`, stop: () => close(server) }
}
