import { isObject, type Resolve, type Schema } from './vendor-schema.ts'

/** How descriptions name JSON, their own kinds of it included. */
export const jsonType = /^application\/([\w.-]+\+)?json\b/

export interface Parameter {
  readonly in: 'path' | 'query' | 'header'
  readonly name: string
  readonly required: boolean
  /** Of `{ value }`, so that texts can be made numbers in place. */
  readonly holder: Schema
  readonly separator: string | undefined
  readonly isList: boolean
}

export interface Route {
  /** `POST /tickets/{id}` */
  readonly name: string
  readonly pattern: RegExp
  readonly variables: readonly string[]
  readonly parameters: readonly Parameter[]
  readonly body: { schema: Schema; required: boolean } | undefined
  readonly answers: Record<string, unknown>
}

export function resolver(document: Record<string, unknown>): Resolve {
  return (reference) => {
    const steps = reference.replace(/^#\//, '').split('/')
    let found: unknown = document
    for (const step of steps) {
      const name = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
      found = isObject(found) ? found[name] : undefined
    }
    if (!isObject(found)) throw new TypeError(`${reference} leads nowhere`)
    return found
  }
}

const methods = new Set(['get', 'put', 'post', 'delete', 'patch', 'head', 'options'])

/** Every operation, those without variables in their path first: `/tickets/count` before `/tickets/{id}`. */
export function readRoutes(
  document: Record<string, unknown>,
  paths: Record<string, unknown>,
  resolve: Resolve,
): Route[] {
  const base = basePath(document)
  const routes = Object.entries(paths).flatMap(([path, item]) => {
    if (!isObject(item)) return []
    return Object.entries(item)
      .filter(([method]) => methods.has(method))
      .map(([method, operation]) => readRoute(method, base + path, item, operation as Schema, resolve))
  })
  return routes.sort((one, other) => one.variables.length - other.variables.length)
}

function basePath({ basePath, servers }: Record<string, unknown>): string {
  const [server] = Array.isArray(servers) ? servers : []
  const url = typeof basePath === 'string' ? basePath : isObject(server) ? String(server['url'] ?? '') : ''
  return url.replace(/^\w+:\/\/[^/]*/, '').replace(/\/$/, '')
}

function readRoute(method: string, path: string, item: Schema, operation: Schema, resolve: Resolve): Route {
  const follow = (value: unknown): Schema => {
    const held = isObject(value) ? value : {}
    return typeof held['$ref'] === 'string' ? resolve(held['$ref']) : held
  }
  const listed = [item['parameters'], operation['parameters']].flatMap((each) =>
    Array.isArray(each) ? each.map(follow) : [],
  )
  const variables = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name)
  const escaped = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '([^/]+)')
  return {
    name: `${method.toUpperCase()} ${path}`,
    pattern: new RegExp(`^${escaped}$`),
    variables,
    parameters: listed.filter(isTextual).map(readParameter),
    body: readBody(listed, follow(operation['requestBody'])),
    answers: Object.fromEntries(
      Object.entries(isObject(operation['responses']) ? operation['responses'] : {}).map(
        ([status, answer]) => [status, follow(answer)],
      ),
    ),
  }
}

function isTextual(parameter: Schema): boolean {
  return ['path', 'query', 'header'].includes(String(parameter['in']))
}

function readParameter(parameter: Schema): Parameter {
  const place = String(parameter['in']) as Parameter['in']
  const schema = isObject(parameter['schema']) ? parameter['schema'] : parameter
  const separated = parameter['collectionFormat'] !== 'multi' && parameter['explode'] !== true
  return {
    in: place,
    name: String(parameter['name']),
    required: parameter['required'] === true,
    // Swagger keeps `required: true` beside the type, where JSON Schema has a list.
    holder: { type: 'object', properties: { value: { ...schema, required: undefined } } },
    separator: separated ? ',' : undefined,
    isList: schema['type'] === 'array',
  }
}

function readBody(parameters: readonly Schema[], requestBody: Schema): Route['body'] {
  const inBody = parameters.find((each) => each['in'] === 'body')
  if (inBody)
    return isObject(inBody['schema'])
      ? { schema: inBody['schema'], required: inBody['required'] === true }
      : undefined
  const schema = jsonContent(requestBody)
  return schema && { schema, required: requestBody['required'] === true }
}

function jsonContent({ content }: Schema): Schema | undefined {
  if (!isObject(content)) return undefined
  const media = Object.entries(content).find(([type]) => jsonType.test(type) || type === '*/*')?.[1]
  return isObject(media) && isObject(media['schema']) ? media['schema'] : undefined
}

export function answerSchema(answer: unknown, resolve: Resolve): Schema | undefined {
  if (!isObject(answer)) return undefined
  const held = typeof answer['$ref'] === 'string' ? resolve(answer['$ref']) : answer
  return isObject(held['schema']) ? held['schema'] : jsonContent(held)
}

export function findRoute(routes: readonly Route[], { method, path }: { method: string; path: string }) {
  const { pathname } = new URL(path, 'http://vendor.test')
  for (const route of routes) {
    if (!route.name.startsWith(`${method.toUpperCase()} `)) continue
    const match = route.pattern.exec(pathname)
    if (!match) continue
    const values = match.slice(1).map(decodeURIComponent)
    const pathValues = new Map(route.variables.map((name, index) => [name, values[index] ?? '']))
    return { route, pathValues }
  }
  return undefined
}

/** What a request gives for a parameter. */
export function givenValue(
  { in: place, name, isList, separator }: Parameter,
  from: {
    given: URLSearchParams
    pathValues: Map<string, string>
    headers: Readonly<Record<string, string>>
  },
): string | string[] | undefined {
  if (place === 'path') return from.pathValues.get(name)
  if (place === 'header') return from.headers[name.toLowerCase()]
  const values = from.given.getAll(name)
  if (!isList) return values[0]
  if (values.length === 0) return undefined
  return separator === undefined ? values : values.flatMap((value) => value.split(separator))
}
