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

/** The port is one of those that this user may not open. */
export class PortForbidden extends Error {
  constructor(port: number) {
    super(`port ${port} is for the system’s own programs: choose one from 1024 on`)
    this.name = 'PortForbidden'
  }
}

/** This machine has no such address. */
export class NoSuchHost extends Error {
  constructor(host: string) {
    super(`this machine has no address "${host}" to listen on`)
    this.name = 'NoSuchHost'
  }
}

const noSuchHost = new Set(['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'])

/**
 * @param port 0 for any that is free
 * @returns the port that it is
 * @throws PortTaken, PortForbidden, NoSuchHost
 */
export async function listen(server: Server, port: number, host = '127.0.0.1'): Promise<number> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'EADDRINUSE') throw new PortTaken(port)
    if (code === 'EACCES') throw new PortForbidden(port)
    throw noSuchHost.has(code) ? new NoSuchHost(host) : error
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
