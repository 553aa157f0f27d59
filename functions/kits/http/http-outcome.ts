import type { DeliveryOutcome } from '../../contracts/destination.ts'
import { RequestFailed } from '../../core/errors.ts'
import { retryAfter } from './retry-after.ts'

/** Answers below 500 that pass: time-out, conflict with another request, locked, too early, too many. */
const passing = new Set([408, 409, 423, 425, 429])
/** About what this one request touches, and nothing to blame the destination for. */
const ownMatter = new Set([409, 423, 425])

/**
 * What an HTTP answer means where a system keeps to RFC 9110; an adapter whose system does not, looks first.
 *
 * 2xx is delivered; 408, 409, 423, 425, 429 and 5xx are retried when the answer says; 429, and 503 that says when,
 * slow the destination down; 401, 403 and 410 concern the whole destination; every other status is a refusal of
 * this one message, a redirect too.
 */
export function httpOutcome(answer: Response, now: Date): DeliveryOutcome {
  const { status } = answer
  if (answer.ok) return { status: 'delivered' }
  if (passing.has(status) || status >= 500) {
    const afterSeconds = retryAfter(answer, now)
    const throttled = status === 429 || (status === 503 && afterSeconds !== undefined)
    return {
      status: 'retry',
      reason: `answered ${status}`,
      ...(afterSeconds !== undefined && { afterSeconds }),
      ...(throttled && { throttled }),
      // A gateway that gives up says 5xx too, while what stands behind it goes on.
      ...(status >= 500 && { uncertain: true }),
      ...(ownMatter.has(status) && { scope: 'message' as const }),
    }
  }
  if (status < 400)
    return rejectedOutcome(
      'redirect',
      `answered ${status}: redirects are not followed, set the address it leads to`,
    )
  if (status === 401 || status === 403)
    return rejectedOutcome('credentials_refused', `answered ${status}: check the credentials`, 'destination')
  if (status === 410)
    return rejectedOutcome(
      'gone',
      'answered 410: the receiver wants nothing more at this address',
      'destination',
    )
  return rejectedOutcome('refused', `answered ${status}`)
}

/** Nothing was sent, and no later attempt would be, until an operator changes the settings. */
const misconfigured = new Set(['private_address', 'insecure_url', 'invalid_url'])
/** May be this request's fault although nothing was sent, and so says nothing about the next. */
const ownFault = new Set(['ETIMEDOUT', 'aborted'])

/**
 * What a failed `fetch` means. Retried: with `uncertain` where the request may have been taken, with `scope`
 * `destination` where nobody answers at all (refused connection, unknown name, certificate).
 */
export function failureOutcome(error: unknown): DeliveryOutcome {
  if (!(error instanceof RequestFailed)) throw error
  const { code, uncertain } = error
  if (misconfigured.has(code)) return rejectedOutcome(code, `not sent: ${code}, check the url`, 'destination')
  if (code === 'invalid_request') return rejectedOutcome(code, 'not sent: a header cannot be written')
  const reason = `no answer: ${code}`
  if (uncertain) return { status: 'retry', reason, uncertain }
  return { status: 'retry', reason, ...(!ownFault.has(code) && { scope: 'destination' as const }) }
}

export function rejectedOutcome(code: string, reason: string, scope?: 'destination'): DeliveryOutcome {
  return { status: 'rejected', code, reason, ...(scope && { scope }) }
}
