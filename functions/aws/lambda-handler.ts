import middy from '@middy/core'
import type { Context } from 'aws-lambda'
import { observed } from './telemetry.ts'

/**
 * A Lambda handler that publishes its metrics and logs no message of an error.
 *
 * middy would respond 5 ms before the function's end and leave behind what is under way: it would go on in the next
 * invocation of the same process, beside it. Without that response Lambda ends the process, and nothing goes on.
 */
export function lambdaHandler<Event, Result>(run: (event: Event, context: Context) => Promise<Result>) {
  return middy<Event, Result>({ timeoutEarlyInMillis: 0 }).use(observed()).handler(run)
}
