import * as z from 'zod'
import { httpOutcome } from '../../kits/http/http-outcome.ts'
import { readRefusal, rejectedOutcome, ServiceRefused } from './service-refusal.ts'

const failed = z.looseObject({
  Error: z.looseObject({ ErrorCode: z.string(), ErrorMessage: z.string().default('') }),
})

/**
 * The body of an answer that is a success. All functional errors have status 200 too, while an unknown route has 500.
 *
 * @throws ServiceRefused
 */
export async function readServiceAnswer(answer: Response, now: Date): Promise<string> {
  const body = await answer.text()
  if (answer.status === 500 && unknownRoute.test(body)) throw new ServiceRefused('service', noSuchRoute)
  if (answer.status === 500 && unreadable.test(body))
    throw new ServiceRefused(
      'message',
      rejectedOutcome('not_decoded', 'answered 500: it cannot decode the request'),
    )
  if (answer.status === 404 || answer.status === 405)
    throw new ServiceRefused(
      'service',
      rejectedOutcome('wrong_endpoint', `answered ${answer.status}: check url`, 'destination'),
    )
  if (answer.status === 413) throw new ServiceRefused('size', tooLarge)
  const outcome = httpOutcome(answer, now)
  // To a log-in or to another address, whatever is sent.
  if (answer.status < 400 && outcome.status === 'rejected')
    throw new ServiceRefused('service', { ...outcome, scope: 'destination' })
  if (outcome.status !== 'delivered') throw new ServiceRefused('service', outcome)
  if (!body.startsWith('{'))
    throw new ServiceRefused(
      'service',
      rejectedOutcome('wrong_endpoint', `answered ${answer.status} without JSON: check url`, 'destination'),
    )
  const { data } = failed.safeParse(parsed(body))
  if (data) throw readRefusal(data.Error.ErrorCode, data.Error.ErrorMessage)
  return body
}

const unknownRoute = /^HTTP::REST Error while determine Operation/
const unreadable = /^(Error while decoding request content|Could not read input data)/
const noSuchRoute = rejectedOutcome(
  'no_such_route',
  'answered 500: no operation has this route and method, import the web service or check routes',
  'destination',
)

const tooLarge = rejectedOutcome(
  'message_too_large',
  'answered 413: lower maxAttachmentMegabytes, or let its web server take larger requests',
)

/** A JSON text as a value; `undefined` where it was cut. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
