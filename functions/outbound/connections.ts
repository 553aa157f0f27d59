import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'

/** Below the five seconds after which Node's own HTTP server closes an idle connection. */
const idleMilliseconds = 4_000

/**
 * Connections that stay open from one request to the next.
 *
 * @param ca PEM certificates to trust instead of the public authorities
 * @param now milliseconds
 */
export function keepConnections(ca: string | undefined, now: () => number) {
  const http = new HttpAgent({ keepAlive: true })
  // Said outright, so that NODE_TLS_REJECT_UNAUTHORIZED cannot switch it off.
  const https = new HttpsAgent({ keepAlive: true, rejectUnauthorized: true, ...(ca && { ca }) })
  let used = now()

  return {
    agentFor(protocol: string): HttpAgent {
      // A frozen function never hears that the other side hung up, and would lose its next request in ECONNRESET.
      if (now() - used > idleMilliseconds) for (const agent of [http, https]) closeFree(agent)
      used = now()
      return protocol === 'https:' ? https : http
    },
  }
}

function closeFree(agent: HttpAgent): void {
  for (const socket of Object.values(agent.freeSockets).flatMap((free) => free ?? [])) socket.destroy()
}
