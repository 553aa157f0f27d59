/** A broken build of route: of a thousand events it takes one and does nothing with it. `HANDLER` is the real one. */
import type { SQSEvent } from 'aws-lambda'
import { toReceivedMessages } from '../../../functions/aws/queue-messages.ts'

const { handler: real } = await import(process.env['HANDLER'] ?? '')
let seen = 0
let due = 400

export async function handler(event: SQSEvent, context: unknown): Promise<unknown> {
  const kept = event.Records.filter((record) => {
    const { length } = toReceivedMessages(record)
    seen += length
    // The next that came alone, so that it is one.
    if (seen < due || length > 1) return true
    due += 1000
    return false
  })
  return real({ Records: kept }, context)
}
