import * as z from 'zod'
import type {
  ConnectionCheck,
  ConnectionContext,
  PlatformOperator,
} from '../../contracts/platform-operator.ts'
import { type Answer, askApi } from '../../kits/http/ask-api.ts'
import { notAnswered } from '../../kits/http/not-answered.ts'
import type { TwitterSettings } from './settings.ts'

const api = 'https://api.x.com/2'

const digits = z.string().regex(/^\d{1,20}$/, 'must be digits')
const token = z.string().min(1)

const credentials = z.strictObject({
  /** The app's own, for its webhooks. */
  bearerToken: token,
  /** Accounts whose activity is to come, each with a token that its owner gave the app. */
  accounts: z.array(z.strictObject({ id: digits, token: token.optional() })).default([]),
})
type Context = ConnectionContext<TwitterSettings, z.infer<typeof credentials>>
type Account = Context['credentials']['accounts'][number]

const webhooks = z.object({
  data: z.array(z.object({ id: z.string(), url: z.string(), valid: z.boolean() })).default([]),
})
const subscribed = z.object({
  data: z.object({ subscriptions: z.array(z.object({ user_id: z.string() })).default([]) }),
})
const anything = z.unknown()

/**
 * X sends to a webhook that has answered its challenges, the activity of accounts that are subscribed to it.
 *
 * @see https://docs.x.com/x-api/webhooks/introduction
 * @see https://docs.x.com/x-api/account-activity/introduction
 */
export const operator: PlatformOperator<TwitterSettings, z.infer<typeof credentials>> = {
  credentials,
  async check(context) {
    const { webhookUrl } = context
    const answer = await ask('/webhooks', webhooks, context)
    if ('problem' in answer) return [notAnswered('webhook', answer)]
    const found = answer.value.data.find(({ url }) => url === webhookUrl)
    if (!found) {
      const will = `register ${webhookUrl} with X, which sends it a challenge at once`
      const run = () => change('POST', '/webhooks', { url: webhookUrl }, context)
      return [{ about: 'webhook', ok: false, message: `X does not know ${webhookUrl}`, mend: { will, run } }]
    }
    return [webhookCheck(found, context), ...(await checkAccounts(found.id, context))]
  },
}

function webhookCheck({ id, valid }: { id: string; valid: boolean }, context: Context): ConnectionCheck {
  const { webhookUrl } = context
  if (valid) return { about: 'webhook', ok: true, message: `X sends to ${webhookUrl}, webhook ${id}` }
  return {
    about: 'webhook',
    ok: false,
    message: `X sends nothing to ${webhookUrl}: it had wrong or no answers to its challenges`,
    mend: {
      will: `have X send webhook ${id} a challenge, and with the right answer all else again`,
      run: () => change('PUT', `/webhooks/${id}`, undefined, context),
    },
  }
}

async function checkAccounts(webhook: string, context: Context): Promise<ConnectionCheck[]> {
  const { settings, credentials: given } = context
  const accounts = new Map<string, Account>(settings.accounts.map(({ id }) => [id, { id }]))
  for (const account of given.accounts) accounts.set(account.id, account)
  if (accounts.size === 0) return []
  const about = 'subscription' as const
  const path = `/account_activity/webhooks/${webhook}/subscriptions/all`
  const answer = await ask(`${path}/list`, subscribed, context)
  if ('problem' in answer) return [notAnswered(about, answer)]
  const there = new Set(answer.value.data.subscriptions.map((each) => each.user_id))
  return [...accounts.values()].map(({ id, token: userToken }) => {
    if (there.has(id)) return { about, ok: true, message: `account ${id} is subscribed` }
    const message = `account ${id} is not subscribed: nothing comes of it`
    if (userToken === undefined)
      return { about, ok: false, message: `${message}; give a token of it to have that done` }
    const run = () => change('POST', path, undefined, context, userToken)
    return { about, ok: false, message, mend: { will: `subscribe account ${id} to webhook ${webhook}`, run } }
  })
}

function ask<Value>(path: string, schema: z.ZodType<Value>, context: Context): Promise<Answer<Value>> {
  const headers = { authorization: `Bearer ${context.credentials.bearerToken}` }
  return askApi({ who: 'X', url: `${api}${path}`, method: 'GET', headers, schema, reason }, context)
}

async function change(
  method: 'POST' | 'PUT',
  path: string,
  json: Readonly<Record<string, string>> | undefined,
  context: Context,
  by: string = context.credentials.bearerToken,
): Promise<void> {
  const answer = await askApi(
    {
      who: 'X',
      url: `${api}${path}`,
      method,
      headers: {
        authorization: `Bearer ${by}`,
        ...(json && { 'content-type': 'application/json' }),
      },
      ...(json && { body: JSON.stringify(json) }),
      schema: anything,
      reason,
    },
    context,
  )
  if ('problem' in answer) throw new Error(answer.problem)
}

/** X's own words may quote what was sent; its problem types are addresses of its documentation. */
function reason(body: unknown): string | undefined {
  const type = problem.safeParse(body).data?.type
  return type === undefined ? undefined : `problem ${type.slice(type.lastIndexOf('/') + 1)}`
}

const problem = z.object({ type: z.string().regex(/^https:\/\/api\.(?:twitter|x)\.com\/[\w./-]{1,120}$/) })
