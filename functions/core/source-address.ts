import { findMismatch, type Shape } from '../../schemas/shape.ts'

const object = (name: string, shape: Shape): Shape => ({
  type: 'object',
  required: [name],
  properties: { [name]: shape },
})
/** What hono hands on of the event of an HTTP API (payload 2.0). */
const told = object('event', object('requestContext', object('http', object('sourceIp', { type: 'string' }))))
interface Told {
  event: { requestContext: { http: { sourceIp: string } } }
}

const address = /^[\da-f:.]{2,45}$/i

/**
 * The address that a request came from, for the log lines of what is refused and for nothing else: it is personal data.
 *
 * @param environment what the HTTP framework was handed beside the request
 * @param isShielded whether CloudFront has proven to stand between: it names its caller in a header, to which API Gateway
 * adds CloudFront's own address
 */
export function sourceAddress(
  environment: unknown,
  headers: Headers,
  isShielded: boolean,
): string | undefined {
  const direct =
    findMismatch(environment, told) === undefined
      ? (environment as Told).event.requestContext.http.sourceIp
      : undefined
  const forwarded = headers.get('x-forwarded-for')?.split(',').at(-2)?.trim()
  const found = (isShielded ? forwarded : undefined) ?? direct
  return found !== undefined && address.test(found) ? found : undefined
}
