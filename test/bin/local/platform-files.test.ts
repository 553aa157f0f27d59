import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { bringHeld } from '../../../bin/local/bring-held.ts'
import { close, listen } from '../../../bin/local/listen.ts'
import { type PlatformFiles, startPlatformFiles } from '../../../bin/local/platform-files.ts'
import { resend } from '../../../bin/local/senders/resend.ts'

async function withFiles(test: (files: PlatformFiles) => Promise<void>): Promise<void> {
  const files = await startPlatformFiles()
  await test(files).finally(files.stop)
}

it('the stand-in for platforms hands out what it holds, whatever stands in the query, and a picture elsewhere', () =>
  withFiles(async ({ url, hold }) => {
    hold({
      url: 'https://cdn.example/a/b?Signature=x',
      type: 'message/rfc822',
      body: Buffer.from('Subject: a'),
    })
    const held = await fetch(`${url}/cdn.example/a/b?Signature=y`)
    expect([held.headers.get('content-type'), await held.text()]).toEqual(['message/rfc822', 'Subject: a'])
    expect((await fetch(`${url}/cdn.example/a/c`)).headers.get('content-type')).toBe('image/png')
    expect((await fetch(`${url}/cdn.example/a.gone`)).status).toBe(404)
  }))

it('the stand-in for platforms forgets what came first where it would hold more than 200 MB', () =>
  withFiles(async ({ url, hold }) => {
    const body = new Uint8Array(80_000_000)
    for (const name of ['a', 'b', 'b', 'c']) hold({ url: `https://cdn.example/${name}`, type: 'x/y', body })
    const types = []
    for (const name of ['a', 'b', 'c']) {
      const { headers } = await fetch(`${url}/cdn.example/${name}`, { method: 'HEAD' })
      types.push(headers.get('content-type'))
    }
    expect(types).toEqual(['image/png', 'x/y', 'x/y'])
  }))

it('a mail that is brought is held before the webhook points to it, and its answer is handed back', async () => {
  const happened: string[] = []
  const service = createServer(async (request, response) => {
    const { type } = JSON.parse((await buffer(request)).toString())
    happened.push(`${request.url} ${type} ${request.headers['svix-id'] !== undefined}`)
    response.writeHead(503, { 'content-type': 'application/json' }).end('{"message":"a"}')
  })
  const port = await listen(service, 0)
  const answer = await bringHeld({
    url: `http://127.0.0.1:${port}/webhooks/resend`,
    payload: Buffer.from('Subject: a'),
    files: { hold: (held) => happened.push(new URL(held.url).hostname) },
    load: async () => resend,
    now: () => new Date(),
  }).finally(() => close(service))
  expect(happened).toEqual([
    'api.resend.com',
    'inbound-cdn.resend.com',
    '/webhooks/resend email.received true',
  ])
  expect([answer.status, await answer.text()]).toEqual([503, '{"message":"a"}'])
})

it('a mail of a platform that nobody sends as is refused', async () => {
  const answer = await bringHeld({
    url: 'http://127.0.0.1:9/',
    payload: new Uint8Array(),
    files: { hold: () => undefined },
    load: undefined,
    now: () => new Date(),
  })
  expect(answer.status).toBe(404)
})
