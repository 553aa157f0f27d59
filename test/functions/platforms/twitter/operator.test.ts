import { describe, expect, it } from 'vitest'
import { twitter } from '../../../../functions/platforms/twitter/index.ts'
import { mendConnection } from '../../../../functions/watch/mend-connection.ts'
import { fakeXApi } from '../../../support/fake-x-api.ts'

const webhookUrl = 'https://hooks.acme.example/webhooks/twitter'
const bearerToken = 'AAAA-of-the-app'

async function scene(accounts: { id: string; token?: string }[] = [{ id: '11', token: 'of-11' }]) {
  const x = fakeXApi(bearerToken)
  x.users.set('of-11', '11')
  const operator = await twitter.operator!()
  const check = (bearer = bearerToken) =>
    operator.check({
      settings: twitter.settings.parse({ consumerSecrets: ['consumer-secret'], accounts: [{ id: '22' }] }),
      credentials: operator.credentials.parse({ bearerToken: bearer, accounts }),
      webhookUrl,
      fetch: x.fetch,
      signal: AbortSignal.timeout(1000),
      now: () => new Date(),
    })
  const told: string[] = []
  const connect = () =>
    mendConnection({
      check,
      agree: async (mends) => void told.push(...mends.map(({ will }) => will)),
      tell: ({ failed }) => void told.push(failed ?? 'done'),
    })
  return { x, check, connect, told }
}

describe('the connection to X', () => {
  it('is registered, then accounts are subscribed to it; doing it again changes nothing', async () => {
    const { x, check, connect, told } = await scene()
    expect((await check()).map(({ message }) => message)).toEqual([`X does not know ${webhookUrl}`])
    const checks = await connect()
    const [webhook] = x.webhooks.keys()
    expect(told).toEqual([
      `register ${webhookUrl} with X, which sends it a challenge at once`,
      'done',
      `subscribe account 11 to webhook ${webhook}`,
      'done',
    ])
    expect(checks.map(({ ok, message }) => [ok, message])).toEqual([
      [true, `X sends to ${webhookUrl}, webhook ${webhook}`],
      [false, 'account 22 is not subscribed: nothing comes of it; give a token of it to have that done'],
      [true, 'account 11 is subscribed'],
    ])
    x.calls.length = 0
    await connect()
    expect(x.calls.every((call) => call.startsWith('GET'))).toBe(true)
  })

  it('is asked for a new challenge where X has switched it off', async () => {
    const { x, check, connect } = await scene()
    await connect()
    for (const webhook of x.webhooks.values()) webhook.valid = false
    expect((await check())[0]).toMatchObject({ about: 'webhook', ok: false, mend: {} })
    x.calls.length = 0
    expect((await connect())[0]?.ok).toBe(true)
    expect(x.calls.filter((call) => !call.startsWith('GET'))).toEqual([
      `PUT /2/webhooks/${[...x.webhooks.keys()][0]}`,
    ])
  })

  it('needs no subscription where no account is named', async () => {
    const x = fakeXApi(bearerToken)
    const operator = await twitter.operator!()
    const checks = async () =>
      operator.check({
        settings: twitter.settings.parse({ consumerSecrets: ['consumer-secret'] }),
        credentials: operator.credentials.parse({ bearerToken }),
        webhookUrl,
        fetch: x.fetch,
        signal: AbortSignal.timeout(1000),
        now: () => new Date(),
      })
    for (const { mend } of await checks()) await mend?.run()
    expect((await checks()).map(({ about, ok }) => [about, ok])).toEqual([['webhook', true]])
  })

  it('tells what X refuses and tries it once, and quotes neither token nor secret', async () => {
    const { x, check, connect, told } = await scene([{ id: '33', token: 'of-nobody' }])
    x.state.answersChallenge = false
    await connect()
    expect(told).toEqual([
      `register ${webhookUrl} with X, which sends it a challenge at once`,
      'X answers 400: problem crc-failed',
    ])
    x.state.answersChallenge = true
    await connect()
    expect(told.at(-1)).toBe('X answers 401: problem unauthorized')
    x.subscriptions.clear()
    const lost = await check()
    expect(lost.at(-1)?.message).toBe('X answers 404: problem resource-not-found')
    const wrong = await check('another-token')
    expect(wrong.map(({ message }) => message)).toEqual(['X answers 401: problem unauthorized'])
    x.state.isDown = true
    const away = await check()
    expect(away[0]?.message).toBe('X answers 503')
    const all = JSON.stringify([told, lost, wrong, away])
    for (const secret of [bearerToken, 'of-nobody', 'another-token', 'consumer-secret'])
      expect(all).not.toContain(secret)
  })
})
