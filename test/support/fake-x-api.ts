import type { Fetch } from '../../functions/contracts/destination.ts'

/**
 * Stands in for the X API v2, which cannot be run here: webhooks with their challenge, and subscriptions of the Account
 * Activity API, with the answers and problems of the documentation. What it refuses quotes what was sent.
 */
export function fakeXApi(bearer: string) {
  const webhooks = new Map<string, { id: string; url: string; valid: boolean; created_at: string }>()
  const subscriptions = new Map<string, Set<string>>()
  /** Of accounts, by token. */
  const users = new Map<string, string>()
  const calls: string[] = []
  const state = { answersChallenge: true, isDown: false, maxWebhooks: 1 }
  const problem = (status: number, name: string, detail: string) =>
    Response.json(
      { title: name, detail, type: `https://api.twitter.com/2/problems/${name}`, status },
      { status },
    )

  const fetch: Fetch = async (url, { method, headers, body }) => {
    const { origin, pathname } = new URL(url)
    if (origin !== 'https://api.x.com') throw new Error(`${origin} is not X`)
    if (state.isDown) return new Response('<html>over capacity</html>', { status: 503 })
    calls.push(`${method} ${pathname}`)
    const token = (headers['authorization'] ?? '').replace('Bearer ', '')
    const isApp = token === bearer
    if (!isApp && !users.has(token)) return problem(401, 'unauthorized', `no such token ${token}`)
    const [, , first, second, third, ...rest] = pathname.split('/')
    if (first === 'webhooks') {
      if (!isApp) return problem(403, 'unsupported-authentication', token)
      if (method === 'GET')
        return Response.json({
          ...(webhooks.size > 0 && { data: [...webhooks.values()] }),
          meta: { result_count: webhooks.size },
        })
      return method === 'PUT' ? validate(second) : register(String(body))
    }
    if (first === 'account_activity' && second === 'webhooks' && rest[0] === 'subscriptions') {
      const of = subscriptions.get(third ?? '')
      if (!of) return problem(404, 'resource-not-found', third ?? '')
      if (method === 'GET')
        return isApp
          ? Response.json({
              data: {
                application_id: '1',
                webhook_id: third,
                webhook_url: webhooks.get(third ?? '')?.url,
                subscriptions: [...of].map((user_id) => ({ user_id })),
              },
            })
          : problem(403, 'unsupported-authentication', token)
      const user = users.get(token)
      if (user === undefined) return problem(403, 'unsupported-authentication', token)
      of.add(user)
      return Response.json({ data: { subscribed: true } })
    }
    return problem(404, 'resource-not-found', pathname)
  }

  function register(body: string): Response {
    const { url } = JSON.parse(body) as { url: string }
    if (webhooks.size >= state.maxWebhooks) return problem(403, 'webhook-limit', url)
    if (!state.answersChallenge) return problem(400, 'crc-failed', url)
    const id = String(1_900_000_000_000_000_000n + BigInt(webhooks.size))
    const webhook = { id, url, valid: true, created_at: '2026-11-21T12:00:00.000Z' }
    webhooks.set(id, webhook)
    subscriptions.set(id, new Set())
    return Response.json({ data: webhook })
  }

  function validate(id = ''): Response {
    const webhook = webhooks.get(id)
    if (!webhook) return problem(404, 'resource-not-found', id)
    if (!state.answersChallenge) return problem(400, 'crc-failed', id)
    webhook.valid = true
    return new Response(null, { status: 204 })
  }

  return { fetch, calls, state, webhooks, subscriptions, users }
}
