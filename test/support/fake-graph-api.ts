import type { Fetch } from '../../functions/contracts/destination.ts'

interface FakeToken {
  readonly app: string
  valid: boolean
  readonly scopes: readonly string[]
  /** Seconds since 1970; 0 is never. */
  readonly expiresAt: number
  readonly dataAccessExpiresAt: number
}

/**
 * Stands in for Meta's Graph API, which cannot be run here: the app's subscriptions, the apps of a page, and the debugging
 * of tokens, with the answers, the refusals and the calling back of the documentation (v25.0). What it refuses quotes the
 * token, as Meta's messages do.
 */
export function fakeGraphApi(app: { readonly id: string; readonly secret: string }) {
  const tokens = new Map<string, FakeToken>()
  const pages = new Map<string, Map<string, string[]>>()
  let subscription: { callback_url: string; active: boolean; fields: string[] } | undefined
  const calls: string[] = []
  const state = {
    /** What the address answers to Meta's challenge. */
    answersChallenge: (_url: string, _verifyToken: string) => true as boolean,
    isDown: false,
  }
  const answer = (status: number, body: unknown) => Response.json(body, { status })
  const refuse = (status: number, code: number, message: string) =>
    answer(status, { error: { message, type: 'OAuthException', code, fbtrace_id: 'A1' } })

  const fetch: Fetch = async (url, { method, body }) => {
    const { origin, pathname, searchParams } = new URL(url)
    if (origin !== 'https://graph.facebook.com') throw new Error(`${origin} is not Meta`)
    if (state.isDown) throw Object.assign(new Error('down'), { code: 'ETIMEDOUT' })
    const parameters = method === 'POST' ? new URLSearchParams(String(body)) : searchParams
    const of = (name: string) => parameters.get(name) ?? ''
    const [, version, first = '', edge = ''] = pathname.split('/')
    if (version !== 'v25.0') return refuse(400, 2635, 'You are calling a deprecated version')
    calls.push(`${method} /${[first, edge].filter(Boolean).join('/')}`)
    const accessToken = of('access_token')
    const isApp = accessToken === `${app.id}|${app.secret}`
    if (edge === 'subscriptions' || first === 'debug_token') {
      if (!isApp) return refuse(400, 190, `Invalid OAuth access token ${accessToken}`)
      return edge === 'subscriptions' ? subscriptions(method, of) : debug(of('input_token'))
    }
    if (edge !== 'subscribed_apps') return refuse(404, 2500, 'Unknown path components')
    const token = tokens.get(accessToken)
    if (!token?.valid) return refuse(400, 190, `Error validating access token ${accessToken}`)
    if (!token.scopes.includes('pages_manage_metadata')) return refuse(403, 200, `(#200) ${accessToken}`)
    const apps = pages.get(first) ?? new Map<string, string[]>()
    pages.set(first, apps)
    if (method === 'GET')
      return answer(200, {
        data: [...apps].map(([id, fields]) => ({ id, name: 'An app', subscribed_fields: fields })),
      })
    apps.set(token.app, of('subscribed_fields').split(','))
    return answer(200, { success: true })
  }

  function subscriptions(method: string, of: (name: string) => string): Response {
    if (method === 'GET')
      return answer(200, {
        data: subscription
          ? [
              {
                object: 'page',
                callback_url: subscription.callback_url,
                active: subscription.active,
                fields: subscription.fields.map((name) => ({ name, version: 'v25.0' })),
              },
            ]
          : [],
      })
    if (of('object') !== 'page' || of('include_values') !== 'true')
      return refuse(400, 100, 'Invalid parameter')
    if (!state.answersChallenge(of('callback_url'), of('verify_token')))
      return refuse(400, 2200, `(#2200) Callback verification failed for ${of('verify_token')}`)
    subscription = { callback_url: of('callback_url'), active: true, fields: of('fields').split(',') }
    return answer(200, { success: true })
  }

  function debug(input: string): Response {
    const token = tokens.get(input)
    if (!token?.valid)
      return answer(200, { data: { is_valid: false, error: { code: 190, message: input }, scopes: [] } })
    return answer(200, {
      data: {
        app_id: token.app,
        type: 'PAGE',
        is_valid: true,
        expires_at: token.expiresAt,
        data_access_expires_at: token.dataAccessExpiresAt,
        scopes: token.scopes,
      },
    })
  }

  return {
    fetch,
    calls,
    state,
    tokens,
    pages,
    get subscription() {
      return subscription
    },
    subscribe(given: typeof subscription) {
      subscription = given
    },
  }
}
