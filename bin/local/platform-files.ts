import { createServer } from 'node:http'
import { close, listen } from './listen.ts'
import type { HeldByPlatform } from './senders/contract.ts'

/** A picture of one point. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

/** Mails are fetched within a second or so; in a storm, some hundred of them lie there at once. */
const maxHeldBytes = 200_000_000

export interface PlatformFiles {
  /** Where the host of an address stands as the first part of the path. */
  readonly url: string
  /** Has something handed out under its address; what came long before is forgotten. */
  hold(held: HeldByPlatform): void
  stop(): Promise<void>
}

/**
 * A fake of the hosts from which platforms hand out files, for the local run: nothing outside this machine is asked. It has
 * what it is told to hold, under any other address the same picture, and under one that ends in `.gone` nothing.
 */
export async function startPlatformFiles(): Promise<PlatformFiles> {
  const held = new Map<string, HeldByPlatform>()
  let size = 0
  const server = createServer(({ url = '' }, response) => {
    const [path = ''] = url.split('?')
    const found = held.get(path)
    if (found) response.writeHead(200, { 'content-type': found.type }).end(found.body)
    else if (path.endsWith('.gone')) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': 'image/png' }).end(picture)
  })
  const port = await listen(server, 0)
  return {
    url: `http://127.0.0.1:${port}`,
    hold(given) {
      const { hostname, pathname } = new URL(given.url)
      const path = `/${hostname}${pathname}`
      size += given.body.length - (held.get(path)?.body.length ?? 0)
      held.delete(path)
      held.set(path, given)
      for (const [old, { body }] of held) {
        if (size <= maxHeldBytes || old === path) break
        held.delete(old)
        size -= body.length
      }
    },
    stop: () => close(server),
  }
}
