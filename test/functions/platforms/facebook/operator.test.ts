import { describe, expect, it } from 'vitest'
import { facebook } from '../../../../functions/platforms/facebook/index.ts'
import { subscribedFields } from '../../../../functions/platforms/facebook/operator.ts'
import { mendConnection } from '../../../../functions/watch/mend-connection.ts'
import { fakeGraphApi } from '../../../support/fake-graph-api.ts'

const now = new Date('2026-11-21T12:00:00Z')
const webhookUrl = 'https://hooks.acme.example/webhooks/facebook'
const app = { id: '4444', secret: 'app-secret' }
const pageToken = 'EAAB-of-the-page'
const scopes = [
  'pages_manage_metadata',
  'pages_messaging',
  'pages_read_engagement',
  'pages_read_user_content',
]
const days = (count: number) => now.getTime() / 1000 + count * 24 * 3600

async function scene() {
  const graph = fakeGraphApi(app)
  const token = { app: app.id, valid: true, scopes, expiresAt: 0, dataAccessExpiresAt: days(60) }
  graph.tokens.set(pageToken, token)
  const operator = await facebook.operator!()
  const check = (given: Partial<{ appSecrets: string[]; pages: { id: string; token: string }[] }> = {}) =>
    operator.check({
      settings: { appSecrets: given.appSecrets ?? [app.secret], verifyTokens: ['verify-me'] },
      credentials: operator.credentials.parse({
        appId: app.id,
        pages: given.pages ?? [{ id: '4711', token: pageToken }],
      }),
      webhookUrl,
      fetch: graph.fetch,
      signal: AbortSignal.timeout(1000),
      now: () => now,
    })
  const told: string[] = []
  const connect = () =>
    mendConnection({
      check,
      agree: async (mends) => void told.push(...mends.map(({ will }) => will)),
      tell: ({ failed }) => void told.push(failed ?? 'done'),
    })
  return { graph, token, check, connect, told, credentials: operator.credentials }
}

describe('the connection to Facebook', () => {
  it('is nothing before anything was done, and says what would be done', async () => {
    const { check } = await scene()
    const checks = await check()
    expect(checks.map(({ about, ok, message }) => [about, ok, message])).toEqual([
      ['webhook', false, 'the app sends nothing of its pages anywhere'],
      ['token', true, 'the token of page 4711 has the permissions that are needed'],
      ['token', true, 'the token of page 4711 ends in 60 days, on 2027-01-20'],
      ['subscription', false, 'page 4711 has the app not installed: nothing comes of it'],
    ])
    expect(checks.flatMap(({ mend }) => mend?.will ?? [])).toEqual([
      `have the app send 14 fields of its pages to ${webhookUrl}`,
      'install the app on page 4711 for 14 fields',
    ])
    expect(checks[2]?.breaksAt).toBe('2027-01-20T12:00:00.000Z')
  })

  it('stands once it was connected, and connecting again changes nothing', async () => {
    const { graph, connect, told } = await scene()
    expect((await connect()).every(({ ok }) => ok)).toBe(true)
    expect(graph.subscription).toEqual({ callback_url: webhookUrl, active: true, fields: subscribedFields })
    expect([...(graph.pages.get('4711') ?? [])]).toEqual([[app.id, subscribedFields]])
    const before = told.length
    graph.calls.length = 0
    await connect()
    expect(told).toHaveLength(before)
    expect(graph.calls.filter((call) => !call.startsWith('GET'))).toEqual([])
  })

  it('says where the app sends instead, and that this would end', async () => {
    const { graph, check } = await scene()
    graph.subscribe({ callback_url: 'https://old.acme.example', active: true, fields: subscribedFields })
    const [callback] = await check()
    expect(callback?.message).toBe(
      `the app sends what its pages have to https://old.acme.example, not to ${webhookUrl}`,
    )
    expect(callback?.mend?.will).toMatch(/, and no longer to https:\/\/old.acme.example$/)
  })

  it('quotes nothing of what others put into an address, and takes it from them only with a person’s will', async () => {
    const { graph, check } = await scene()
    const { origin } = new URL(webhookUrl)
    for (const [callback_url, where] of [
      ['https://old.acme.example/hook?token=of-somebody', 'https://old.acme.example'],
      ['https://me:of-somebody@old.acme.example/hooks/of-somebody#of-somebody', 'https://old.acme.example'],
      [`${origin}/hooks/of-somebody`, `another address at ${origin}`],
      ['nonsense of-somebody', 'another address'],
      ['data:text/plain,of-somebody', 'another address'],
    ] as const) {
      graph.subscribe({ callback_url, active: true, fields: subscribedFields })
      const [callback] = await check()
      expect(callback?.message).toContain(`have to ${where}, not to `)
      expect(callback?.mend?.will).toMatch(new RegExp(`, and no longer to ${where}$`))
      expect(JSON.stringify(callback)).not.toContain('of-somebody')
      expect(callback?.mend?.takesAway).toBe(true)
    }
    graph.subscribe({ callback_url: webhookUrl, active: false, fields: subscribedFields })
    expect((await check())[0]?.mend?.takesAway).toBe(false)
  })

  it.each([
    [{ active: false, fields: subscribedFields }, 'Meta has switched the app’s callback off'],
    [{ active: true, fields: subscribedFields.slice(2) }, 'the app does not send feed, mention'],
  ])('notices a callback that is half of one: %o', async (subscription, sentence) => {
    const { graph, check } = await scene()
    graph.subscribe({ callback_url: webhookUrl, ...subscription })
    expect((await check())[0]).toMatchObject({ ok: false, message: sentence, mend: {} })
  })

  it('notices that Messenger took the app off the page, or a field', async () => {
    const { graph, connect, check } = await scene()
    await connect()
    graph.pages.get('4711')?.set(app.id, ['feed'])
    expect((await check()).at(-1)?.message).toMatch(/^page 4711 does not send mention, ratings, /)
    graph.pages.get('4711')?.clear()
    expect((await connect()).every(({ ok }) => ok)).toBe(true)
  })

  it.each([
    [{ valid: false }, ['the token of page 4711 is not valid any more: make another']],
    [{ app: '5' }, ['the token of page 4711 is of another app, 5: make one of this app']],
    [
      { scopes: scopes.slice(0, 2) },
      [
        'the token of page 4711 lacks pages_read_engagement, pages_read_user_content: make one with these permissions',
      ],
    ],
    [
      { expiresAt: days(1), dataAccessExpiresAt: days(60) },
      [
        'the token of page 4711 ends in 1 day, on 2026-11-22: have a person of the page sign in to the app again',
      ],
    ],
    [
      { dataAccessExpiresAt: days(-3) },
      ['the token of page 4711 ended on 2026-11-18: have a person of the page sign in to the app again'],
    ],
  ])('tells what is wrong with a token: %o', async (change, sentences) => {
    const { graph, token, check } = await scene()
    graph.tokens.set(pageToken, { ...token, ...change })
    const wrong = (await check()).filter(({ about, ok }) => about === 'token' && !ok)
    expect(wrong.map(({ message }) => message)).toEqual(sentences)
  })

  it('tells of a token that never ends', async () => {
    const { graph, token, check } = await scene()
    graph.tokens.set(pageToken, { ...token, dataAccessExpiresAt: 0 })
    expect((await check()).map(({ message }) => message)).toContain('the token of page 4711 does not expire')
  })

  it('tells what Meta refuses, and never quotes a token or a secret', async () => {
    const { graph, check, connect, token, told } = await scene()
    graph.state.answersChallenge = () => false
    await connect()
    expect(told.join()).toContain(
      'Meta answers 400: Meta asked the address for its challenge and had no right answer (code 2200)',
    )
    graph.tokens.set(pageToken, { ...token, scopes: [] })
    const lacking = await check()
    expect(lacking.at(-1)?.message).toBe(
      'page 4711: Meta answers 403: the token lacks a permission (code 200)',
    )
    const wrongSecret = await check({ appSecrets: ['other-secret'] })
    expect(wrongSecret[0]?.message).toBe(
      'Meta answers 400: the token is not valid, or not any more (code 190)',
    )
    graph.state.isDown = true
    const away = await check()
    expect(away[0]?.message).toBe('Meta does not answer (ETIMEDOUT)')
    const all = JSON.stringify([told, lacking, wrongSecret, away])
    for (const secret of [pageToken, 'app-secret', 'other-secret', 'verify-me'])
      expect(all).not.toContain(secret)
  })

  it('says what else Meta refuses by its codes, and that an answer is another than documented', async () => {
    const { credentials } = await scene()
    const operator = await facebook.operator!()
    const answering = async (status: number, body: unknown) => {
      const [callback] = await operator.check({
        settings: { appSecrets: ['s'], verifyTokens: ['v'] },
        credentials: credentials.parse({ appId: '1', pages: [{ id: '2', token: 't' }] }),
        webhookUrl,
        fetch: async () => new Response(typeof body === 'string' ? body : JSON.stringify(body), { status }),
        signal: AbortSignal.timeout(1000),
        now: () => now,
      })
      return callback
    }
    const broken = await answering(400, { error: { code: 100, error_subcode: 33 } })
    expect(broken).toEqual({ about: 'webhook', ok: false, message: 'Meta answers 400: code 100, 33' })
    // What passes by itself says nothing of the connection: faults of Meta's own, limits of calls, whatever their status.
    const passing: [number, unknown, string][] = [
      [500, '<html>', 'Meta answers 500'],
      [429, {}, 'Meta answers 429'],
      [400, { error: { code: 4 } }, 'Meta answers 400: code 4'],
      [403, { error: { code: 32 } }, 'Meta answers 403: code 32'],
      [200, { data: 'none' }, 'Meta answers something else than documented'],
    ]
    for (const [status, body, message] of passing)
      expect(await answering(status, body)).toEqual({
        about: 'webhook',
        ok: false,
        unknown: 'unanswered',
        message,
      })
  })

  it('takes ids that are digits, and at least one page', async () => {
    const { credentials } = await scene()
    expect(credentials.safeParse({ appId: '1/../2', pages: [{ id: '1', token: 't' }] }).success).toBe(false)
    expect(credentials.safeParse({ appId: '1', pages: [] }).success).toBe(false)
  })
})
