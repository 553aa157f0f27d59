import * as z from 'zod'

export interface Call {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Record<string, string>
  readonly body: Buffer
  readonly anonymous?: boolean
}

export interface Reply {
  readonly status: number
  readonly body: unknown
  readonly headers?: Record<string, string>
}

export class Refused extends Error {
  readonly status: number
  readonly body: unknown
  constructor(status: number, body: unknown) {
    super(`refused with ${status}`)
    this.status = status
    this.body = body
  }
}

export const notFound = new Refused(404, { error: 'RecordNotFound', description: 'Not found' })

export function invalid(details: unknown): Refused {
  return new Refused(422, { error: 'RecordInvalid', description: 'Record validation errors', details })
}

export function ok(body: unknown): Reply {
  return { status: 200, body }
}

export function paged<Each>(list: readonly Each[], query: URLSearchParams): Each[] {
  const start = (Number(query.get('page') ?? 1) - 1) * perPage(query)
  return list.slice(start, start + perPage(query))
}

export function perPage(query: URLSearchParams): number {
  return Math.min(100, Number(query.get('per_page') ?? 100))
}

export function readBody<Value>({ body }: Call, schema: z.ZodType<Value>): Value {
  const parsed = schema.safeParse(JSON.parse(body.toString()))
  if (!parsed.success) throw new Refused(400, { error: z.prettifyError(parsed.error) })
  return parsed.data
}
