import * as z from 'zod'
import type { DeliveryOutcome } from '../../contracts/destination.ts'
import { httpOutcome } from '../../kits/http/http-outcome.ts'
import type { Answer } from './answer.ts'

/** What a refusal means. Its `code` says more than its status; its `message` quotes, and is read for seconds alone. */
export function refusalOutcome(answer: Answer, now: Date): DeliveryOutcome {
  const { status, code, headers } = answer
  const known = code === undefined ? undefined : aboutDestination[code]
  if (known !== undefined && status < 500) {
    const [name, remedy] = known
    return destinationRejected(name, `answered ${status} ${code}: ${remedy}`)
  }
  if (status === 403) return destinationRejected('permission_missing', permissionReason)
  const outcome = httpOutcome(new Response(null, { status: bodiless(status), headers }), now)
  if (outcome.status === 'delivered')
    return { status: 'rejected', code: 'refused', reason: `answered ${status}` }
  if (outcome.status === 'rejected')
    return {
      ...outcome,
      ...(status === 413 && { code: 'too_large' }),
      reason: reasonOf(outcome.reason, code),
    }
  const afterSeconds = outcome.afterSeconds ?? (status === 429 ? secondsNamed(answer.body) : undefined)
  // The request was turned away before anything read it.
  const unread = code === 'authentication.request.timeout'
  const { uncertain, ...rest } = outcome
  return {
    ...rest,
    ...(uncertain && !unread && { uncertain }),
    ...(afterSeconds !== undefined && { afterSeconds }),
    reason: reasonOf(outcome.reason, code),
  }
}

const permissionReason =
  'answered 403: the OAuth client’s roles lack a permission, or a division: see `npx netzdialog probe`'

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

function destinationRejected(code: string, reason: string): DeliveryOutcome {
  return { status: 'rejected', code, reason, scope: 'destination' }
}

/** Codes are Genesys's own words for a kind of error; anything else might quote. */
const plainCode = /^[a-z0-9]+([._-][a-z0-9]+)*$/i

function reasonOf(reason: string, code: string | undefined): string {
  return code !== undefined && code.length <= 80 && plainCode.test(code) ? `${reason} (${code})` : reason
}

const limited = z.object({ message: z.string() })
/** `Retry the request in [17] seconds`, and not the `[300] requests within [60] seconds` beside it. */
const retryIn = /retry the request in \[?(\d{1,6})\]? second/i

function secondsNamed(body: unknown): number | undefined {
  const named = retryIn.exec(limited.safeParse(body).data?.message ?? '')?.[1]
  return named === undefined ? undefined : Number(named)
}

/** The built-in Response takes no other status. */
function bodiless(status: number): number {
  return status >= 200 && status <= 599 ? status : 502
}
