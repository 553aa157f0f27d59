import dynalite from 'dynalite'
import { buildApp } from 'fauxqs'
import { close, listen } from '../../bin/local/listen.ts'
import type { Target } from './call-proxy.ts'

/** The emulators of the local run, which can also be handed a request without another connection. */
export async function emulatedAws() {
  const fauxqs = buildApp({ logger: false })
  const queuesAndObjects: Target = {
    url: await fauxqs.listen({ port: 0, host: '127.0.0.1' }),
    dispatch: (incoming, outgoing) => fauxqs.routing(incoming, outgoing),
  }
  const server = dynalite({ createTableMs: 0 })
  // Its own listener throws, and so ends the process, when a client dies in mid-request.
  server.on('request', (request) => request.removeAllListeners('error').on('error', () => {}))
  const table: Target = {
    url: `http://127.0.0.1:${await listen(server, 0)}`,
    dispatch: (incoming, outgoing) => server.emit('request', incoming, outgoing),
  }
  return {
    targets: { sqs: queuesAndObjects, s3: queuesAndObjects, dynamodb: table },
    endpoints: { sqs: queuesAndObjects.url, s3: queuesAndObjects.url, dynamodb: table.url },
    async stop(): Promise<void> {
      await Promise.all([fauxqs.close(), close(server)])
    },
  }
}
