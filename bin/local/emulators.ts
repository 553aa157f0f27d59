import { maxCollectedBytes } from '../../functions/ingest/incoming.ts'
import { type KeptStores, openKeptStores } from './kept-stores.ts'
import { tableIn, tryTable } from './kept-table.ts'
import { close, listen } from './listen.ts'
import { StateUnusable } from './state-folder.ts'

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
 * Queues, objects and table on free ports of this machine only; `AWS_ENDPOINT_URL_SQS`, `AWS_ENDPOINT_URL_S3` and
 * `AWS_ENDPOINT_URL_DYNAMODB` replace one or the other.
 *
 * @param folder where they write down what they hold, none of them replaced; without it they hold it in memory
 * @throws StateUnusable before anything listens
 */
export async function startEmulators(environment: NodeJS.ProcessEnv, folder?: string): Promise<Emulators> {
  const given = givenEndpoints(environment)
  const kept = folder === undefined ? undefined : await openKept(folder)
  const [fauxqs, dynalite] = await Promise.all([
    given.sqs && given.s3 ? undefined : startFauxqs(kept),
    given.dynamodb ? undefined : startDynalite(folder),
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

/** Whether one of them is replaced. */
export function areGiven(environment: NodeJS.ProcessEnv): boolean {
  return Object.values(givenEndpoints(environment)).some((url) => url !== undefined)
}

function givenEndpoints(environment: NodeJS.ProcessEnv) {
  return {
    sqs: environment['AWS_ENDPOINT_URL_SQS'] || undefined,
    s3: environment['AWS_ENDPOINT_URL_S3'] || undefined,
    dynamodb: environment['AWS_ENDPOINT_URL_DYNAMODB'] || undefined,
  }
}

function urlOf(emulator: Emulator | undefined): string {
  if (!emulator) throw new Error('an emulator is missing: set its AWS_ENDPOINT_URL_… or none')
  return emulator.url
}

async function openKept(folder: string): Promise<KeptStores> {
  try {
    await tryTable(folder)
    return await openKeptStores(folder)
  } catch (cause) {
    throw new StateUnusable(
      `what ${folder} holds cannot be opened (${reasonOf(cause)}): begin anew with \`npm start -- --fresh\`, or keep nothing with NETZDIALOG_STATE=memory`,
      { cause },
    )
  }
}

/** The database of the table says what is wrong in the cause alone. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}

/** The largest mail, with room for what else may lie there. */
const maxObjectBytes = maxCollectedBytes + 1024 * 1024

async function startFauxqs(kept: KeptStores | undefined): Promise<Emulator> {
  // Not its `startFauxqs`, which listens on every network of the machine.
  const { buildApp } = await import('fauxqs')
  const app = buildApp({ logger: false, ...(kept && { stores: kept.stores }) })
  // Its own reader of objects ends at 11 MiB, where S3 takes gigabytes.
  app.removeContentTypeParser('*')
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxObjectBytes }, (_request, body, done) => {
    done(null, body)
  })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return {
    url,
    async stop() {
      await app.close()
      kept?.close()
    },
  }
}

async function startDynalite(folder: string | undefined): Promise<Emulator> {
  const { default: dynalite } = await import('dynalite')
  const server = dynalite({ createTableMs: 0, ...(folder !== undefined && { path: tableIn(folder) }) })
  // Its own listener throws, and so ends the process, when a client dies in mid-request.
  server.on('request', (request) => request.removeAllListeners('error').on('error', () => {}))
  const port = await listen(server, 0)
  return { url: `http://127.0.0.1:${port}`, stop: () => close(server) }
}
