import * as z from 'zod'
import { rejection } from '../../contracts/delivery-ended.ts'
import type { DeliveryOutcome } from '../../contracts/destination.ts'
import { compact } from '../../core/compact.ts'
import { httpOutcome } from '../../kits/http/http-outcome.ts'
import type { ApiResponse } from '../../kits/http/json-api.ts'

type Refusal = Pick<ApiResponse, 'status' | 'headers' | 'json'>

/** What a refusal means. Its `code` says more than its status; its `message` quotes, and is read for seconds alone. */
export function refusalOutcome(response: Refusal, now: Date): DeliveryOutcome {
  const { status, headers } = response
  const code = refusalCode(response)
  const known = code === undefined ? undefined : aboutDestination[code]
  if (known !== undefined && status < 500) {
    const [name, remedy] = known
    return rejection(name, `answered ${status} ${code}: ${remedy}`, 'destination').outcome
  }
  if (status === 403) return rejection('permission_missing', permissionReason, 'destination').outcome
  const outcome = httpOutcome(new Response(null, { status: bodiless(status), headers }), now)
  if (outcome.status === 'delivered') return rejection('refused', `answered ${status}`).outcome
  const reason = code === undefined ? outcome.reason : `${outcome.reason} (${code})`
  if (outcome.status === 'rejected')
    return { ...outcome, ...(status === 413 && { code: 'too_large' }), reason }
  const afterSeconds = outcome.afterSeconds ?? (status === 429 ? secondsNamed(response) : undefined)
  // The request was turned away before anything read it.
  const unread = code === 'authentication.request.timeout'
  const { uncertain, ...rest } = outcome
  return compact({ ...rest, ...(uncertain && !unread && { uncertain }), afterSeconds, reason })
}

const permissionReason =
  'answered 403: the OAuth client’s roles lack a permission, or a division: see `netzdialog probe`'

/** Refusals that every message would meet: the code of our own, and the remedy. */
const aboutDestination: Readonly<Record<string, readonly [code: string, remedy: string]>> = {
  'ip.not.authorized': [
    'address_refused',
    'the organization allows requests from listed addresses only, and this one is not listed',
  ],
  'not.a.client': ['wrong_grant', 'the OAuth client must have the grant type Client Credentials'],
  'app.not.authorized.for.scope': ['scope_missing', 'the OAuth client lacks a scope'],
  'integration.not.found': ['integration_gone', 'the integration has been deleted: name another'],
  'integration.not.active': ['integration_inactive', 'the integration is not active: activate it'],
}

const refusal = z.object({
  code: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
})
/** Codes are Genesys's own words for a kind of error; anything else might quote. */
const plainCode = /^(?=.{1,80}$)[a-z0-9]+(?:[._-][a-z0-9]+)*$/i

/** `missing.permissions` */
export function refusalCode(response: Pick<Refusal, 'json'>): string | undefined {
  const { code } = response.json(refusal) ?? {}
  return code !== undefined && plainCode.test(code) ? code : undefined
}

/** `Retry the request in [17] seconds`, and not the `[300] requests within [60] seconds` beside it. */
const retryIn = /retry the request in \[?(\d{1,6})\]? second/i

function secondsNamed(response: Refusal): number | undefined {
  const named = retryIn.exec(response.json(refusal)?.message ?? '')?.[1]
  return named === undefined ? undefined : Number(named)
}

/** The built-in Response takes no other status. */
function bodiless(status: number): number {
  return status >= 200 && status <= 599 ? status : 502
}
