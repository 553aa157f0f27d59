import { createServer } from 'node:http'
import { close, listen } from './listen.ts'

/** A picture of one point. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

/**
 * A fake of the hosts from which platforms hand out files, for the local run: nothing outside this machine is asked. It has
 * the same picture under every address, and under one that ends in `.gone` none.
 *
 * @returns where the host of an address stands as the first part of the path
 */
export async function startPlatformFiles(): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer(({ url = '' }, response) => {
    const [path = ''] = url.split('?')
    if (path.endsWith('.gone')) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': 'image/png' }).end(picture)
  })
  const port = await listen(server, 0)
  return { url: `http://127.0.0.1:${port}`, stop: () => close(server) }
}
