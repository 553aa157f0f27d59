import { once } from 'node:events'
import type { Server } from 'node:http'

/** Somebody else listens on the port. */
export class PortTaken extends Error {
  readonly port: number
  constructor(port: number) {
    super(`port ${port} is taken: choose another`)
    this.name = 'PortTaken'
    this.port = port
  }
}

/**
 * @param port 0 for any that is free
 * @returns the port that it is
 * @throws PortTaken
 */
export async function listen(server: Server, port: number, host = '127.0.0.1'): Promise<number> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') throw new PortTaken(port)
    throw error
  }
  const address = server.address()
  if (address === null || typeof address === 'string')
    throw new Error('the server has no port: start it again')
  return address.port
}

/** Takes nothing more and breaks what is open; resolves also where the server never listened. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
