/** A broken build of route: of a thousand messages it takes one and does nothing with it. `HANDLER` is the real one. */
import type { SQSEvent } from 'aws-lambda'

const { handler: real } = await import(process.env['HANDLER'] ?? '')
let seen = 0

export async function handler(event: SQSEvent, context: unknown): Promise<unknown> {
  const kept = event.Records.filter(() => {
    seen += 1
    return seen % 1000 !== 500
  })
  return real({ Records: kept }, context)
}
