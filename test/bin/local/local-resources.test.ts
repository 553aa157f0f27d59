import { expect, it } from 'vitest'
import { isFromThisMachine, localResources, toLocalResources } from '../../../bin/local/local-resources.ts'
import { deployment } from '../../../schemas/deployment.ts'

const site = { table: 't', bucket: 'b', contactsQueueUrl: 'http://127.0.0.1/q', deliverQueueUrls: {} }

it('tells where things are, without a secret', () => {
  const local = deployment.parse({
    platforms: { facebook: {} },
    destinations: [
      {
        name: 'crm',
        adapter: 'webhook',
        settings: { url: 'http://localhost:9' },
        local: { token: 'secret' },
      },
    ],
    routing: { rules: [{ to: ['crm'] }] },
  })
  const told = toLocalResources(site, local)
  expect(JSON.stringify(told)).not.toContain('secret')
  expect(localResources.parse(JSON.parse(JSON.stringify(told)))).toEqual(told)
})

it.each([
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['192.168.0.7', false],
  ['::ffff:10.0.0.1', false],
  [undefined, false],
])('knows whether %s is this machine', (remoteAddress, expected) => {
  const socket = { remoteAddress } as Parameters<typeof isFromThisMachine>[0]['socket']
  expect(isFromThisMachine({ socket })).toBe(expected)
})
