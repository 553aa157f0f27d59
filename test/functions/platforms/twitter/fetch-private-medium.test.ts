import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { twitter as sender } from '../../../../bin/local/senders/twitter.ts'
import type { FetchedPlatform } from '../../../../functions/fetch/ports.ts'
import { twitter } from '../../../../functions/platforms/twitter/index.ts'
import type { Attachment } from '../../../../schemas/contact-event.ts'
import { directMessage } from '../../../support/contact-events.ts'
import { anne, fetchScene, picture } from '../../fetch/fetch-scene.ts'

const address = 'https://ton.twitter.com/1.1/ton/data/dm/1034828552951160836/1034828533812486145/oP5p359h.jpg'
const token = {
  account: '700100200300400500',
  consumerKey: 'app-key',
  consumerSecret: 'app secret+',
  token: '7001-token',
  tokenSecret: 'token/secret',
}
const field = /(\w+)="([^"]*)"/g

/** A fake of X's private media: hands out a picture for a signature that it reckons itself, once. */
function fakeTon() {
  const seen = new Set<string>()
  return (url: string, authorization = '') => {
    const given = Object.fromEntries(
      [...authorization.matchAll(field)].map(([, name = '', value = '']) => [
        name,
        decodeURIComponent(value),
      ]),
    )
    const { oauth_signature: signature, ...signed } = given
    const nonce = given['oauth_nonce'] ?? ''
    const parameters = Object.keys(signed)
      .sort()
      .map((name) => `${name}=${encodeURIComponent(signed[name] ?? '')}`)
    const base = `GET&${encodeURIComponent(url)}&${encodeURIComponent(parameters.join('&'))}`
    const expected = createHmac('sha1', 'app%20secret%2B&token%2Fsecret').update(base).digest('base64')
    const isRight =
      authorization.startsWith('OAuth ') &&
      signature === expected &&
      given['oauth_consumer_key'] === 'app-key' &&
      given['oauth_token'] === '7001-token' &&
      nonce.length >= 32 &&
      !seen.has(nonce) &&
      Math.abs(Date.now() / 1000 - Number(given['oauth_timestamp'])) < 300
    seen.add(nonce)
    return isRight ? picture() : new Response(null, { status: 401 })
  }
}

/** Fetches attachments of one direct message with these tokens, and says what became of them. */
async function fetchAll(attachments: Attachment[], accountTokens: object[]) {
  const ton = fakeTon()
  const headersOf: (string | undefined)[] = []
  const adapter: FetchedPlatform['adapter'] = twitter
  const scene = fetchScene({
    adapter,
    serve: (url) => {
      const authorization = scene.asked.at(-1)?.headers['authorization']
      headersOf.push(authorization)
      return url.startsWith('https://ton.twitter.com/') ? ton(url, authorization) : picture()
    },
    ports: {
      platformOf: async () => ({
        adapter,
        settings: async () => twitter.settings.parse({ ...sender.localSecrets, accountTokens }),
        maxBytes: 1000,
      }),
    },
  })
  const outcome = await scene.run(
    directMessage('m1', anne, { message: { id: 'twitter:m1', text: 'Hier', attachments } }),
  )
  const became = scene.told()[0]?.message?.attachments.map(({ state, reason }) => [state, reason])
  return { outcome, became, headersOf }
}

const pending = (url: string, account?: string): Attachment => ({
  type: 'image/jpeg',
  state: 'pending',
  url,
  ...(account !== undefined && { details: { account } }),
})

it('pictures in direct messages are fetched with the token of the account that got them, signed anew each', async () => {
  const other = { ...token, account: '1', token: '1-token' }
  const { outcome, became } = await fetchAll(
    [pending(address, token.account), pending(address, token.account)],
    [other, token],
  )
  expect([outcome, became]).toEqual([
    'done',
    [
      ['stored', undefined],
      ['stored', undefined],
    ],
  ])
})

it('a picture in a direct message is tried again where X refuses the token', async () => {
  const wrong = { ...token, tokenSecret: 'another' }
  const { outcome, became } = await fetchAll([pending(address, token.account)], [wrong])
  expect([outcome, became]).toEqual([{ retryAfterSeconds: expect.any(Number) }, undefined])
})

it.each([
  ['there is no token', [], token.account],
  ['there is one of another account alone', [{ ...token, account: '1' }], token.account],
  ['nothing says which account got it', [token], undefined],
])('a picture in a direct message is told not to be handed out where %s', async (_, tokens, account) => {
  const { became, headersOf } = await fetchAll([pending(address, account)], tokens)
  expect(became).toEqual([['unavailable', 'the platform does not hand it out']])
  expect(headersOf).toEqual([undefined])
})

it('the token goes to nobody but the host of private media', async () => {
  const urls = ['https://pbs.twimg.com/media/a.jpg', 'https://video.twimg.com/dm_video/1/a.mp4']
  const { headersOf } = await fetchAll(
    urls.map((url) => pending(url, token.account)),
    [token],
  )
  expect(headersOf).toEqual([undefined, undefined])
})

it('an attachment without an address is one that X has no longer', async () => {
  const { url: _, ...unnamed } = pending(address, token.account)
  expect((await fetchAll([unnamed], [token])).became).toEqual([
    ['unavailable', 'the platform has it no longer'],
  ])
})
