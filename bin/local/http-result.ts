import * as z from 'zod'

const proxyResult = z.looseObject({
  statusCode: z.int().min(200).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
})

/** These may have no body. */
const bodiless = new Set([204, 205, 304])

/**
 * The HTTP answer that an HTTP API makes of what a function returned: with a `statusCode` its proxy result, without
 * one the value itself as JSON; anything else is the function's fault and answered with 500.
 */
export function toResponse(result: unknown): Response {
  if (typeof result === 'string') return Response.json(result)
  if (typeof result !== 'object' || result === null) return gatewayError(500)
  if (!('statusCode' in result)) return Response.json(result)
  const parsed = proxyResult.safeParse(result)
  if (!parsed.success) return gatewayError(500)
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data
  const answer = new Headers()
  for (const [name, value] of Object.entries(headers ?? {})) answer.set(name, String(value))
  for (const cookie of cookies ?? []) answer.append('set-cookie', cookie)
  if (bodiless.has(statusCode) || body == null)
    return new Response(null, { status: statusCode, headers: answer })
  if (!answer.has('content-type')) answer.set('content-type', 'text/plain;charset=utf-8')
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8')
  return new Response(bytes, { status: statusCode, headers: answer })
}

const messages = {
  413: 'Request Entity Too Large',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

/** What API Gateway answers by itself. */
export function gatewayError(status: keyof typeof messages): Response {
  return Response.json({ message: messages[status] }, { status })
}
