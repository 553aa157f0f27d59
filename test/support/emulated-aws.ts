import dynalite from 'dynalite'
import { buildApp } from 'fauxqs'
import { close, listen } from '../../bin/local/listen.ts'
import type { Target } from './call-proxy.ts'
import { memoryTable } from './memory-table.ts'

interface Emulator extends Target {
  stop(): Promise<void>
}

/**
 * Emulators that can also be handed a request without another connection.
 *
 * @param table `quick`: of our own, and only what the ledger needs
 */
export async function emulatedAws({ table: kind }: { table: 'dynalite' | 'quick' }) {
  const [queuesAndObjects, table] = await Promise.all([
    startFauxqs(),
    kind === 'quick' ? memoryTable() : startDynalite(),
  ])
  return {
    targets: { sqs: queuesAndObjects, s3: queuesAndObjects, dynamodb: table },
    endpoints: { sqs: queuesAndObjects.url, s3: queuesAndObjects.url, dynamodb: table.url },
    async stop(): Promise<void> {
      await Promise.all([queuesAndObjects.stop(), table.stop()])
    },
  }
}

async function startFauxqs(): Promise<Emulator> {
  const app = buildApp({ logger: false })
  return {
    url: await app.listen({ port: 0, host: '127.0.0.1' }),
    dispatch: (incoming, outgoing) => app.routing(incoming, outgoing),
    stop: () => app.close(),
  }
}

async function startDynalite(): Promise<Emulator> {
  const server = dynalite({ createTableMs: 0 })
  // Its own listener throws, and so ends the process, when a client dies in mid-request.
  server.on('request', (request) => request.removeAllListeners('error').on('error', () => {}))
  return {
    url: `http://127.0.0.1:${await listen(server, 0)}`,
    dispatch: (incoming, outgoing) => server.emit('request', incoming, outgoing),
    stop: () => close(server),
  }
}
