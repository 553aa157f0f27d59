import { once } from 'node:events'
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { close, listen } from '../../bin/local/listen.ts'

/** Stands before a system and can keep an answer to itself: the request has gone through, the connection ends. */
export async function startSwallowingProxy(target: string) {
  const { origin, pathname } = new URL(target)
  let wanted: ((method: string, path: string) => boolean) | undefined
  let swallowed = 0

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = incoming
    const onward = forward(new URL(url, origin), { method, headers: { ...headers, connection: 'close' } })
    onward.end(await buffer(incoming))
    const [answer] = (await once(onward, 'response')) as [IncomingMessage]
    const body = await buffer(answer)
    if (wanted?.(method, url.slice(pathname.length))) {
      wanted = undefined
      swallowed += 1
      return void incoming.socket.destroy()
    }
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(body)
  }

  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => incoming.socket.destroy())
  })
  const port = await listen(server, 0)
  return {
    url: `http://127.0.0.1:${port}${pathname}`,
    swallowed: () => swallowed,
    /** The next answer to such a request, its path as the web service has it. */
    swallowNext(request: (method: string, path: string) => boolean): void {
      wanted = request
    },
    stop: () => close(server),
  }
}
