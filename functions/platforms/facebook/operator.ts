import * as z from 'zod'
import type {
  ConnectionCheck,
  ConnectionContext,
  PlatformOperator,
} from '../../contracts/platform-operator.ts'
import { type Answer, askApi } from '../../kits/http/ask-api.ts'
import { notAnswered } from '../../kits/http/not-answered.ts'
import { timeLeft } from '../../kits/http/time-left.ts'
import type { MetaSettings } from '../../kits/meta/meta-settings.ts'

const graph = 'https://graph.facebook.com/v25.0'

/** What is read here, and no more: any other field would lie in quarantine. */
export const subscribedFields = [
  'feed',
  'mention',
  'ratings',
  'messages',
  'messaging_postbacks',
  'message_edits',
  'message_reactions',
  'message_echoes',
  'message_deliveries',
  'message_reads',
  'messaging_referrals',
  'messaging_optins',
  'messaging_handovers',
  'standby',
]

/** Of a page's token: to be installed on the page, and to have its comments, its visitors' posts and its messages. */
const neededScopes = [
  'pages_manage_metadata',
  'pages_messaging',
  'pages_read_engagement',
  'pages_read_user_content',
]

const digits = z.string().regex(/^\d{1,32}$/, 'must be digits')

const credentials = z.strictObject({
  appId: digits,
  pages: z.array(z.strictObject({ id: digits, token: z.string().min(1) })).min(1),
})
type Context = ConnectionContext<MetaSettings, z.infer<typeof credentials>>
type Page = Context['credentials']['pages'][number]

const subscriptions = z.object({
  data: z.array(
    z.object({
      object: z.string(),
      callback_url: z.string().default(''),
      active: z.boolean().default(true),
      fields: z.array(z.object({ name: z.string() })).default([]),
    }),
  ),
})
const installed = z.object({
  data: z.array(z.object({ id: z.string().optional(), subscribed_fields: z.array(z.string()).default([]) })),
})
const token = z.object({
  data: z.object({
    app_id: z.string().optional(),
    is_valid: z.boolean().default(false),
    expires_at: z.int().default(0),
    data_access_expires_at: z.int().default(0),
    scopes: z.array(z.string()).default([]),
  }),
})
const done = z.object({ success: z.literal(true) })
const refused = z.object({ error: z.object({ code: z.int(), error_subcode: z.int().optional() }) })

/**
 * A page's webhooks hang on three things: the app's callback with its fields, the app being installed on the page with
 * these fields, and the token that installed it.
 *
 * @see https://developers.facebook.com/docs/graph-api/webhooks/getting-started
 */
export const operator: PlatformOperator<MetaSettings, z.infer<typeof credentials>> = {
  credentials,
  async check(context) {
    const pages = await Promise.all(
      context.credentials.pages.map(async (page) => [
        ...(await checkToken(page, context)),
        await checkInstalled(page, context),
      ]),
    )
    return [await checkCallback(context), ...pages.flat()]
  },
}

async function checkCallback(context: Context): Promise<ConnectionCheck> {
  const { credentials: given, settings, webhookUrl } = context
  const path = `/${given.appId}/subscriptions`
  const answer = await ask({ path, schema: subscriptions, token: appToken(context) }, context)
  if ('problem' in answer) return notAnswered('webhook', answer)
  const found = answer.value.data.find(({ object }) => object === 'page')
  const missing = without(subscribedFields, found?.fields.map(({ name }) => name) ?? [])
  const will = `have the app send ${subscribedFields.length} fields of its pages to ${webhookUrl}`
  const takesAway = found !== undefined && found.callback_url !== '' && found.callback_url !== webhookUrl
  const mend = {
    will: takesAway ? `${will}, and no longer to ${whereOf(found.callback_url, webhookUrl)}` : will,
    takesAway,
    run: () =>
      change(
        {
          path,
          token: appToken(context),
          parameters: {
            object: 'page',
            callback_url: webhookUrl,
            verify_token: settings.verifyTokens[0] ?? '',
            fields: subscribedFields.join(','),
            include_values: 'true',
          },
        },
        context,
      ),
  }
  const wrong = (message: string): ConnectionCheck => ({ about: 'webhook', ok: false, message, mend })
  if (!found) return wrong('the app sends nothing of its pages anywhere')
  if (found.callback_url !== webhookUrl)
    return wrong(
      `the app sends what its pages have to ${whereOf(found.callback_url, webhookUrl)}, not to ${webhookUrl}`,
    )
  if (!found.active) return wrong('Meta has switched the app’s callback off')
  if (missing.length > 0) return wrong(`the app does not send ${missing.join(', ')}`)
  return { about: 'webhook', ok: true, message: `the app sends what its pages have to ${webhookUrl}` }
}

async function checkToken(page: Page, context: Context): Promise<ConnectionCheck[]> {
  const answer = await ask(
    {
      path: '/debug_token',
      schema: token,
      token: appToken(context),
      parameters: { input_token: page.token },
    },
    context,
  )
  const about = 'token' as const
  if ('problem' in answer) return [notAnswered(about, answer)]
  const { is_valid, app_id, expires_at, data_access_expires_at, scopes } = answer.value.data
  const name = `the token of page ${page.id}`
  if (!is_valid) return [{ about, ok: false, message: `${name} is not valid any more: make another` }]
  if (app_id !== undefined && app_id !== context.credentials.appId)
    return [{ about, ok: false, message: `${name} is of another app, ${app_id}: make one of this app` }]
  const missing = without(neededScopes, scopes)
  const rights: ConnectionCheck =
    missing.length > 0
      ? { about, ok: false, message: `${name} lacks ${missing.join(', ')}: make one with these permissions` }
      : { about, ok: true, message: `${name} has the permissions that are needed` }
  // 0 is never.
  const [until] = [expires_at, data_access_expires_at]
    .filter((seconds) => seconds > 0)
    .sort((one, two) => one - two)
  if (until === undefined) return [rights, { about, ok: true, message: `${name} does not expire` }]
  const breaksAt = new Date(until * 1000)
  const { ok, words } = timeLeft(breaksAt, context.now())
  const remedy = ok ? '' : ': have a person of the page sign in to the app again'
  return [rights, { about, ok, message: `${name} ${words}${remedy}`, breaksAt: breaksAt.toISOString() }]
}

async function checkInstalled(page: Page, context: Context): Promise<ConnectionCheck> {
  const about = 'subscription' as const
  const path = `/${page.id}/subscribed_apps`
  const answer = await ask({ path, schema: installed, token: page.token }, context)
  if ('problem' in answer) return notAnswered(about, answer, `page ${page.id}: `)
  const found = answer.value.data.find(({ id }) => id === context.credentials.appId)
  const missing = without(subscribedFields, found?.subscribed_fields ?? [])
  if (found && missing.length === 0)
    return { about, ok: true, message: `page ${page.id} has the app installed` }
  return {
    about,
    ok: false,
    message: found
      ? `page ${page.id} does not send ${missing.join(', ')}`
      : `page ${page.id} has the app not installed: nothing comes of it`,
    mend: {
      will: `install the app on page ${page.id} for ${subscribedFields.length} fields`,
      run: () =>
        change(
          { path, token: page.token, parameters: { subscribed_fields: subscribedFields.join(',') } },
          context,
        ),
    },
  }
}

/** The host alone: others put keys of theirs into an address, into its path too, and the watch writes this into a log. */
function whereOf(address: string, own: string): string {
  const url = URL.parse(address)
  if (!url || url.origin === 'null') return 'another address'
  return url.origin === URL.parse(own)?.origin ? `another address at ${url.origin}` : url.origin
}

function appToken({ credentials: { appId }, settings }: Context): string {
  return `${appId}|${settings.appSecrets[0] ?? ''}`
}

interface Asked {
  readonly path: string
  readonly token: string
  readonly parameters?: Readonly<Record<string, string>>
}

function ask<Value>(
  { path, token: accessToken, parameters, schema }: Asked & { readonly schema: z.ZodType<Value> },
  context: Context,
): Promise<Answer<Value>> {
  const query = new URLSearchParams({ ...parameters, access_token: accessToken })
  return askApi(
    { who: 'Meta', url: `${graph}${path}?${query}`, method: 'GET', schema, reason, passes },
    context,
  )
}

async function change({ path, token: accessToken, parameters }: Asked, context: Context): Promise<void> {
  const answer = await askApi(
    {
      who: 'Meta',
      url: `${graph}${path}`,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...parameters, access_token: accessToken }).toString(),
      schema: done,
      reason,
    },
    context,
  )
  if ('problem' in answer) throw new Error(answer.problem)
}

/** Meta's own words may quote the token. */
function reason(body: unknown): string | undefined {
  const { data } = refused.safeParse(body)
  if (!data) return undefined
  const { code, error_subcode: subcode } = data.error
  const means: Readonly<Record<number, string>> = {
    190: 'the token is not valid, or not any more',
    200: 'the token lacks a permission',
    10: 'the token lacks a permission',
    2200: 'Meta asked the address for its challenge and had no right answer',
  }
  const told = `code ${code}${subcode === undefined ? '' : `, ${subcode}`}`
  return means[code] === undefined ? told : `${means[code]} (${told})`
}

/**
 * Faults of Meta's own and limits of calls come as refusals, too.
 *
 * @see https://developers.facebook.com/docs/graph-api/guides/error-handling
 */
const passing = new Set([1, 2, 4, 17, 32, 341, 613])

function passes(body: unknown): boolean {
  return passing.has(refused.safeParse(body).data?.error.code ?? 0)
}

function without(all: readonly string[], there: readonly string[]): string[] {
  return all.filter((each) => !there.includes(each))
}
