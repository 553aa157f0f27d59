/** When an answer says that the next attempt may come; in seconds from `now`, never negative, not capped. */
export function retryAfter(answer: { status: number; headers: Headers }, now: Date): number | undefined {
  const { status, headers } = answer
  const asked = readRetryAfter(headers.get('retry-after'), now)
  // Some systems send their reset headers with every answer: only a refusal for too many requests is about them.
  if (asked !== undefined || status !== 429) return asked
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

function secondsUntil(milliseconds: number, now: Date): number | undefined {
  if (Number.isNaN(milliseconds)) return undefined
  return Math.max(0, Math.ceil((milliseconds - now.getTime()) / 1000))
}
