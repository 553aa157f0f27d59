import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv2019, type ErrorObject, type ValidateFunction } from 'ajv/dist/2019.js'
import addFormats from 'ajv-formats'
import { parse } from 'yaml'
import {
  answerSchema,
  findRoute,
  givenValue,
  jsonType,
  type Route,
  readRoutes,
  resolver,
} from './vendor-routes.ts'
import { isObject, type Schema, toJsonSchema, type Way } from './vendor-schema.ts'

export interface SentRequest {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

/** A vendor's description of its HTTP API (OpenAPI 3.0, Swagger 2.0); compiles only the operations that are used. */
export interface VendorSpec {
  /** What is wrong with a request: `POST /tickets: body/ticket/subjct is not known`; nothing where all is well. */
  requestProblems(request: SentRequest): string[]
  /** The same of an answer, for servers of our own that stand in for the vendor's. */
  answerProblems(request: Pick<SentRequest, 'method' | 'path'>, answer: SentAnswer): string[]
}

export interface SentAnswer {
  readonly status: number
  readonly body: string
}

export interface VendorSpecOptions {
  /** Problems that are none, to the letter: what the vendor's prose allows and its description forgot. */
  readonly except?: readonly string[]
}

/** Where the vendors' descriptions lie; tests that need one are skipped without. */
export const specsFolder = process.env['NETZDIALOG_SPECS']

/** @returns `undefined` without NETZDIALOG_SPECS. Parsing takes seconds: once a test file, outside of any test. */
export async function loadVendorSpec(
  file: string,
  options?: VendorSpecOptions,
): Promise<VendorSpec | undefined> {
  if (!specsFolder) return undefined
  const text = await readFile(join(specsFolder, file), 'utf8')
  // YAML's parser reads JSON too, a hundred times slower.
  const document: unknown = file.endsWith('.json')
    ? JSON.parse(text)
    : parse(text, { maxAliasCount: -1, prettyErrors: false })
  return readVendorSpec(document, options)
}

export function readVendorSpec(document: unknown, { except = [] }: VendorSpecOptions = {}): VendorSpec {
  if (!isObject(document) || !isObject(document['paths'])) throw new TypeError('no API description')
  const resolve = resolver(document)
  const routes = readRoutes(document, document['paths'], resolve)
  const bodies = new Ajv2019({ strict: false, allErrors: true, logger: false, unicodeRegExp: false })
  const texts = new Ajv2019({ strict: false, allErrors: true, logger: false, coerceTypes: 'array' })
  for (const ajv of [bodies, texts]) addFormats.default(ajv)
  const compiled = {
    request: new Map<Schema, ValidateFunction>(),
    answer: new Map<Schema, ValidateFunction>(),
  }

  function problemsOf(schema: Schema, value: unknown, way: Way, ajv: Ajv2019): string[] {
    let validate = compiled[way].get(schema)
    if (!validate) {
      validate = ajv.compile(toJsonSchema(schema, way, resolve))
      compiled[way].set(schema, validate)
    }
    validate(value)
    return (validate.errors ?? []).map(describeError)
  }

  const report = ({ name }: Route, problems: string[]) =>
    [...new Set(problems.map((problem) => `${name}: ${problem}`))].filter((each) => !except.includes(each))

  return {
    requestProblems(request) {
      const found = findRoute(routes, request)
      if (!found) return [`${request.method} ${request.path.replace(query, '')}: is not described`]
      const { route, pathValues } = found
      const given = new URL(request.path, 'http://vendor.test').searchParams
      const problems = route.parameters.flatMap((parameter) => {
        const value = givenValue(parameter, { given, pathValues, headers: request.headers })
        const where = `${parameter.in} ${parameter.name}`
        if (value === undefined) return parameter.required ? [`${where} is missing`] : []
        return problemsOf(parameter.holder, { value }, 'request', texts).map((problem) =>
          problem.replace('/value', where),
        )
      })
      const listed = new Set(
        route.parameters.filter((each) => each.in === 'query').map((each) => each.name.replace(brackets, '')),
      )
      for (const name of new Set(given.keys()))
        if (!listed.has(name.replace(brackets, ''))) problems.push(`query ${name} is not known`)
      return report(route, [...problems, ...bodyProblems(route, request)])
    },
    answerProblems(request, { status, body }) {
      const found = findRoute(routes, request)
      if (!found) return [`${request.method} ${request.path.replace(query, '')}: is not described`]
      const { route } = found
      const described = route.answers[status] ?? route.answers['default']
      // Descriptions say little about refusals.
      if (described === undefined)
        return status >= 400 ? [] : report(route, [`answer ${status} is not described`])
      const schema = answerSchema(described, resolve)
      if (!schema || status === 204) return []
      const parsed = readJson(body)
      if (!parsed) return report(route, ['answer is no JSON'])
      return report(
        route,
        problemsOf(schema, parsed.value, 'answer', bodies).map((each) => `answer${each}`),
      )
    },
  }

  function bodyProblems({ body }: Route, request: SentRequest): string[] {
    const text = typeof request.body === 'string' ? request.body : Buffer.from(request.body).toString()
    if (!body) return []
    if (text === '') return body.required ? ['body is missing'] : []
    if (!jsonType.test(request.headers['content-type'] ?? ''))
      return [`content-type ${request.headers['content-type'] ?? '(none)'} is not application/json`]
    const parsed = readJson(text)
    if (!parsed) return ['body is no JSON']
    return problemsOf(body.schema, parsed.value, 'request', bodies).map((each) => `body${each}`)
  }
}

const query = /\?.*$/s
const brackets = /\[\]$/

function readJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

function describeError({ instancePath, keyword, message, params }: ErrorObject): string {
  const { additionalProperty, unevaluatedProperty } = params as Record<string, unknown>
  const unknown = additionalProperty ?? unevaluatedProperty
  if (unknown !== undefined) return `${instancePath}/${String(unknown)} is not known`
  if (keyword === 'false schema') return `${instancePath} is not for requests`
  return `${instancePath} ${message ?? keyword}`
}
