import { describe, expect, it } from 'vitest'
import { readVendorSpec, type SentRequest } from './vendor-spec.ts'

const openApi = {
  openapi: '3.0.3',
  servers: [{ url: 'https://shop.example.test/v1' }],
  paths: {
    '/orders': {
      get: {
        parameters: [
          { name: 'state', in: 'query', schema: { type: 'string', enum: ['open', 'sent'] } },
          { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 10 } },
          { name: 'ids', in: 'query', schema: { type: 'array', items: { type: 'integer' } } },
        ],
        responses: {
          200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Orders' } } } },
        },
      },
      post: {
        parameters: [{ name: 'X-Shop', in: 'header', required: true, schema: { type: 'string' } }],
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/OrderRequest' } } },
        },
        responses: { 201: { $ref: '#/components/responses/Created' }, 204: {} },
      },
    },
    '/orders/{order_id}': {
      parameters: [{ $ref: '#/components/parameters/OrderId' }],
      get: { responses: {} },
    },
    '/orders/count': { get: { parameters: [{ name: 'exact', in: 'query', schema: { type: 'boolean' } }] } },
  },
  components: {
    parameters: { OrderId: { name: 'order_id', in: 'path', required: true, schema: { type: 'integer' } } },
    responses: {
      Created: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } } },
    },
    schemas: {
      OrderRequest: { type: 'object', properties: { order: { $ref: '#/components/schemas/NewOrder' } } },
      NewOrder: {
        allOf: [
          { $ref: '#/components/schemas/Order' },
          {
            type: 'object',
            required: ['customer'],
            properties: { customer: { type: 'string', nullable: true } },
          },
        ],
      },
      Order: {
        type: 'object',
        required: ['id'],
        properties: {
          id: { type: 'integer', readOnly: true },
          price: { type: 'number', minimum: 0, exclusiveMinimum: true },
          parent: { allOf: [{ $ref: '#/components/schemas/Order' }], nullable: true },
          notes: { type: 'object' },
          labels: { type: 'object', additionalProperties: { type: 'string' } },
          tags: { type: 'array', items: { type: 'object', properties: { name: { type: 'string' } } } },
          sentAt: { type: 'string', format: 'date-time' },
        },
      },
      Orders: { type: 'array', items: { $ref: '#/components/schemas/Order' } },
    },
  },
}

const swagger = {
  swagger: '2.0',
  basePath: '/api',
  paths: {
    '/notes/{noteId}': {
      put: {
        parameters: [
          { name: 'noteId', in: 'path', required: true, type: 'string', pattern: '^n' },
          {
            name: 'expand',
            in: 'query',
            required: false,
            type: 'array',
            items: { type: 'string', enum: ['a', 'b'] },
          },
          { name: 'body', in: 'body', required: true, schema: { $ref: '#/definitions/Note' } },
        ],
        responses: { default: { schema: { $ref: '#/definitions/Note' } } },
      },
    },
  },
  definitions: {
    Note: { type: 'object', required: ['text'], properties: { text: { type: 'string', maxLength: 5 } } },
  },
}

const json = { 'content-type': 'application/json; charset=utf-8', 'x-shop': 'acme' }
const post = (order: unknown, more: Partial<SentRequest> = {}): SentRequest => ({
  method: 'POST',
  path: '/v1/orders',
  headers: json,
  body: JSON.stringify({ order }),
  ...more,
})
const get = (path: string): SentRequest => ({ method: 'GET', path, headers: {}, body: '' })

describe('a vendor’s OpenAPI 3.0 description', () => {
  const spec = readVendorSpec(openApi)

  it.each([
    { customer: 'c1', price: 3, labels: { any: 'text' }, notes: { any: ['thing'] } },
    { customer: null, parent: null, tags: [{ name: 'x' }], sentAt: '2026-11-21T10:00:00Z' },
    { customer: 'c1', parent: { parent: { price: 1 } } },
  ])('takes the body %j', (order) => {
    expect(spec.requestProblems(post(order))).toEqual([])
  })

  it.each([
    [{ price: 1 }, "body/order must have required property 'customer'"],
    [{ customer: 'c', pric: 1 }, 'body/order/pric is not known'],
    [{ customer: 'c', parent: { pric: 1 } }, 'body/order/parent/pric is not known'],
    [{ customer: 'c', tags: [{ nam: 'x' }] }, 'body/order/tags/0/nam is not known'],
    [{ customer: 'c', id: 1 }, 'body/order/id is not for requests'],
    [{ customer: 'c', price: 0 }, 'body/order/price must be > 0'],
    [{ customer: 'c', labels: { any: 1 } }, 'body/order/labels/any must be string'],
    [{ customer: 'c', sentAt: 'today' }, 'body/order/sentAt must match format "date-time"'],
  ])('refuses the body %j', (order, problem) => {
    expect(spec.requestProblems(post(order))).toContain(`POST /v1/orders: ${problem}`)
  })

  it('refuses a body that is missing, no JSON, or says that it is something else', () => {
    expect(spec.requestProblems(post({}, { body: '' }))).toEqual(['POST /v1/orders: body is missing'])
    expect(spec.requestProblems(post({}, { body: '{' }))).toEqual(['POST /v1/orders: body is no JSON'])
    const headers = { ...json, 'content-type': 'text/plain' }
    expect(spec.requestProblems(post({ customer: 'c' }, { headers }))).toEqual([
      'POST /v1/orders: content-type text/plain is not application/json',
    ])
  })

  it('checks query, header and path', () => {
    expect(spec.requestProblems(get('/v1/orders?state=open&limit=10&ids=1,2'))).toEqual([])
    expect(spec.requestProblems(get('/v1/orders?state=lost&limit=11&ids=1,x&stat=open'))).toEqual([
      'GET /v1/orders: query state must be equal to one of the allowed values',
      'GET /v1/orders: query limit must be <= 10',
      'GET /v1/orders: query ids/1 must be integer',
      'GET /v1/orders: query stat is not known',
    ])
    const headers = { 'content-type': 'application/json' }
    expect(spec.requestProblems(post({ customer: 'c' }, { headers }))).toEqual([
      'POST /v1/orders: header X-Shop is missing',
    ])
    expect(spec.requestProblems(get('/v1/orders/7'))).toEqual([])
    expect(spec.requestProblems(get('/v1/orders/seven'))).toEqual([
      'GET /v1/orders/{order_id}: path order_id must be integer',
    ])
  })

  it('prefers a path without variables', () => {
    expect(spec.requestProblems(get('/v1/orders/count?exact=true'))).toEqual([])
  })

  it('knows no other paths and methods', () => {
    expect(spec.requestProblems(get('/v1/invoices?x=1'))).toEqual(['GET /v1/invoices: is not described'])
    expect(spec.requestProblems({ ...get('/v1/orders'), method: 'DELETE' })).toEqual([
      'DELETE /v1/orders: is not described',
    ])
  })

  it('lets exceptions be made, to the letter', () => {
    const lenient = readVendorSpec(openApi, { except: ['POST /v1/orders: body/order/pric is not known'] })
    expect(lenient.requestProblems(post({ customer: 'c', pric: 1 }))).toEqual([])
    expect(lenient.requestProblems(post({ customer: 'c', prize: 1 }))).toHaveLength(1)
  })

  it('checks answers', () => {
    const problems = (method: string, path: string, status: number, value: unknown) =>
      spec.answerProblems({ method, path }, { status, body: JSON.stringify(value) })
    expect(problems('POST', '/v1/orders', 201, { id: 1 })).toEqual([])
    expect(problems('GET', '/v1/orders', 200, [{ id: 1 }, { id: 'x', pric: 2 }])).toEqual([
      'GET /v1/orders: answer/1/id must be integer',
      'GET /v1/orders: answer/1/pric is not known',
    ])
    expect(problems('POST', '/v1/orders', 200, {})).toEqual(['POST /v1/orders: answer 200 is not described'])
    expect(problems('POST', '/v1/orders', 422, { error: 'x' })).toEqual([])
    expect(spec.answerProblems({ method: 'POST', path: '/v1/orders' }, { status: 204, body: '' })).toEqual([])
  })
})

describe('a vendor’s Swagger 2.0 description', () => {
  const spec = readVendorSpec(swagger)
  const put = (path: string, body: unknown): SentRequest => ({
    method: 'PUT',
    path,
    headers: json,
    body: Buffer.from(JSON.stringify(body)),
  })

  it('takes what it describes', () => {
    expect(spec.requestProblems(put('/api/notes/n1?expand=a,b', { text: 'Änne' }))).toEqual([])
    expect(
      spec.answerProblems({ method: 'PUT', path: '/api/notes/n1' }, { status: 200, body: '{"text":"a"}' }),
    ).toEqual([])
  })

  it('refuses what it does not', () => {
    expect(spec.requestProblems(put('/api/notes/x1?expand=c', { text: 'too long', txt: '' }))).toEqual([
      'PUT /api/notes/{noteId}: path noteId must match pattern "^n"',
      'PUT /api/notes/{noteId}: query expand/0 must be equal to one of the allowed values',
      'PUT /api/notes/{noteId}: body/text must NOT have more than 5 characters',
      'PUT /api/notes/{noteId}: body/txt is not known',
    ])
    expect(
      spec.answerProblems({ method: 'PUT', path: '/api/notes/n1' }, { status: 200, body: '{}' }),
    ).toEqual(["PUT /api/notes/{noteId}: answer must have required property 'text'"])
  })
})

it('refuses what is no description, and references that lead nowhere', () => {
  expect(() => readVendorSpec({ swagger: '2.0' })).toThrow('no API description')
  const broken = { paths: { '/x': { get: { parameters: [{ $ref: '#/parameters/none' }] } } } }
  expect(() => readVendorSpec(broken)).toThrow('#/parameters/none leads nowhere')
})
