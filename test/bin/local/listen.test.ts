import { createServer } from 'node:http'
import { expect, it } from 'vitest'
import { listen, NoSuchHost } from '../../../bin/local/listen.ts'

it.each(['192.0.2.1', 'nobody.invalid'])(
  'an address that this machine does not have (%s) is named',
  async (host) => {
    await expect(listen(createServer(), 0, host)).rejects.toThrow(NoSuchHost)
    await expect(listen(createServer(), 0, host)).rejects.toThrow(`this machine has no address "${host}"`)
  },
)
