import { createServer, Server } from 'node:http'
import { expect, it } from 'vitest'
import { listen, NoSuchHost, PortForbidden } from '../../../bin/local/listen.ts'

it.each(['192.0.2.1', 'nobody.invalid'])(
  'an address that this machine does not have (%s) is named',
  async (host) => {
    await expect(listen(createServer(), 0, host)).rejects.toThrow(NoSuchHost)
    await expect(listen(createServer(), 0, host)).rejects.toThrow(`this machine has no address "${host}"`)
  },
)

it('a port that this user may not open is named', async () => {
  // Whoever runs the tests may be root, who may open any.
  const server = new Server()
  server.listen = () => {
    queueMicrotask(() => server.emit('error', Object.assign(new Error(), { code: 'EACCES' })))
    return server
  }
  const refused = listen(server, 80)
  await expect(refused).rejects.toThrow(PortForbidden)
  await expect(refused).rejects.toThrow('choose one from 1024 on')
})
