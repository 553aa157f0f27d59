import type { APIGatewayProxyEventV2 } from 'aws-lambda'

/** A request as Node.js has it; `IncomingMessage` is one. */
export interface ReceivedRequest {
  readonly method?: string | undefined
  /** Path and query, as sent. */
  readonly url?: string | undefined
  readonly headersDistinct: NodeJS.Dict<string[]>
  readonly httpVersion: string
  readonly socket: { readonly remoteAddress?: string | undefined }
}

/** What API Gateway adds of its own. */
export interface Arrival {
  /** As the stack's route has it: `POST /webhooks/facebook`. */
  readonly routeKey: string
  readonly requestId: string
  readonly receivedAt: Date
}

/** A Lambda event ends here, headers and base64 included. */
export const maxEventBytes = 6 * 1024 * 1024
/** An HTTP API takes no longer body. */
export const maxBodyBytes = 10 * 1024 * 1024

/**
 * The event that an HTTP API (payload format 2.0) makes of a request.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function toHttpEvent(
  request: ReceivedRequest,
  body: Uint8Array,
  { routeKey, requestId, receivedAt }: Arrival,
): APIGatewayProxyEventV2 {
  const [rawPath = '/', ...query] = (request.url ?? '/').split('?')
  const rawQueryString = query.join('?')
  const { cookie, ...headers } = request.headersDistinct
  const joined = Object.fromEntries(
    Object.entries(headers).map(([name, values = []]) => [name, values.join(',')]),
  )
  const method = request.method ?? 'GET'
  const host = joined['host'] ?? 'localhost'
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString,
    ...(cookie && { cookies: cookie.flatMap((value) => value.split('; ')) }),
    headers: joined,
    ...(rawQueryString !== '' && { queryStringParameters: toParameters(rawQueryString) }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: host,
      domainPrefix: 'local',
      http: {
        method,
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
        userAgent: joined['user-agent'] ?? '',
      },
      requestId,
      routeKey,
      stage: '$default',
      time: toCommonLogTime(receivedAt),
      timeEpoch: receivedAt.getTime(),
    },
    ...toBody(body, joined['content-type']),
  }
}

/** Values of one name are joined by commas, so that their number is lost: only `rawQueryString` is exact. */
function toParameters(rawQueryString: string): Record<string, string> {
  const parameters = new URLSearchParams(rawQueryString)
  const names = [...new Set(parameters.keys())]
  return Object.fromEntries(names.map((name) => [name, parameters.getAll(name).join(',')]))
}

function toBody(
  bytes: Uint8Array,
  contentType: string | undefined,
): { body?: string; isBase64Encoded: boolean } {
  if (bytes.length === 0) return { isBase64Encoded: false }
  const body = Buffer.from(bytes)
  // Bytes that are not UTF-8 become U+FFFD, there as here, so that their signature no longer holds.
  if (isText(contentType)) return { body: body.toString('utf8'), isBase64Encoded: false }
  return { body: body.toString('base64'), isBase64Encoded: true }
}

const textTypes = new Set(['application/json', 'application/xml', 'application/javascript'])

/** No type at all, `application/…+json` and form fields are binary (measured: https://github.com/ministackorg/ministack/pull/766). */
function isText(contentType: string | undefined): boolean {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
  return type.startsWith('text/') || textTypes.has(type)
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `12/Mar/2020:19:03:58 +0000` */
function toCommonLogTime(date: Date): string {
  const [day = '', time = ''] = date.toISOString().split('T')
  const [year, month, dayOfMonth] = day.split('-')
  return `${dayOfMonth}/${months[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`
}
