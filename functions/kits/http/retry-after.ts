/** When an answer says that the next attempt may come; in seconds from `now`, never negative, not capped. */
export function retryAfter(answer: { status: number; headers: Headers }, now: Date): number | undefined {
  const { status, headers } = answer
  const asked = readRetryAfter(headers.get('retry-after'), now)
  // Some systems send their reset headers with every answer: only a refusal for too many requests is about them.
  if (asked !== undefined || status !== 429) return asked
  // Zendesk sends `ratelimit-reset` of the whole account even where it is an endpoint that has had enough.
  const exhausted = readExhausted(headers)
  if (exhausted !== undefined) return exhausted
  return readReset(headers.get('x-ratelimit-reset'), now) ?? readReset(headers.get('ratelimit-reset'), now)
}

const seconds = /^\d+(\.\d+)?$/
const dayName = /^(mon|tue|wed|thu|fri|sat|sun)/i
const zone = /\bGMT$/i

/** Seconds or one of the three HTTP dates (RFC 9110, 10.2.3 and 5.6.7), of which asctime's names no zone. */
function readRetryAfter(value: string | null, now: Date): number | undefined {
  if (value === null) return undefined
  if (seconds.test(value)) return Math.ceil(Number(value))
  if (!dayName.test(value)) return undefined
  return secondsUntil(Date.parse(zone.test(value) ? value : `${value} GMT`), now)
}

/** Below it a number of seconds from now (Zendesk `ratelimit-reset`), above it Unix time (ServiceNow `X-RateLimit-Reset`). */
const leastUnixTime = 1_000_000_000

function readReset(value: string | null, now: Date): number | undefined {
  if (value === null || !seconds.test(value)) return undefined
  const reset = Math.ceil(Number(value))
  return reset < leastUnixTime ? reset : secondsUntil(reset * 1000, now)
}

/**
 * Zendesk's limits of single endpoints, of those that are used up: `zendesk-ratelimit-tickets-index: total=100;
 * remaining=0; resets=41` (https://developer.zendesk.com/documentation/api-basics/best-practices/best-practices-for-avoiding-rate-limiting).
 */
function readExhausted(headers: Headers): number | undefined {
  const resets = [...headers].flatMap(([name, value]) => {
    if (!name.startsWith('zendesk-ratelimit-')) return []
    const { remaining, resets } = endpointLimit.exec(value)?.groups ?? {}
    return remaining !== undefined && Number(remaining) === 0 ? [Number(resets)] : []
  })
  return resets.length === 0 ? undefined : Math.max(...resets)
}

const endpointLimit = /\bremaining=(?<remaining>\d+)\s*;.{0,200}\bresets=(?<resets>\d+)/i

function secondsUntil(milliseconds: number, now: Date): number | undefined {
  if (Number.isNaN(milliseconds)) return undefined
  return Math.max(0, Math.ceil((milliseconds - now.getTime()) / 1000))
}
