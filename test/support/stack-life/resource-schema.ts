import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import * as z from 'zod'

/** What CloudFormation does with resources of a type. */
export interface ResourceType {
  /** Properties that no update can change: another resource is made, and this one deleted. */
  readonly replacing: ReadonlySet<string>
  /** Whether it holds what is lost with it. */
  readonly isStateful: boolean
  /** The property that names it, where it has one. */
  readonly naming: string | undefined
}

const database = z.object({
  schema: z.object({
    resource: z.object({
      entities: z.array(
        z.object({
          cloudFormationType: z.string(),
          isStateful: z.boolean().default(false),
          properties: z.record(z.string(), z.object({ causesReplacement: z.string().optional() })),
        }),
      ),
    }),
  }),
})

/** AWS's own description of its resource types, which `cdk diff` says by whether a change replaces something. */
export function resourceSchema(): ReadonlyMap<string, ResourceType> {
  const cli = dirname(createRequire(import.meta.url).resolve('aws-cdk/package.json'))
  const text = gunzipSync(readFileSync(join(cli, 'db.json.gz'))).toString()
  const { entities } = database.parse(JSON.parse(text)).schema.resource
  return new Map(
    entities.map(({ cloudFormationType, isStateful, properties }) => {
      const replacing = new Set(
        Object.keys(properties).filter((name) => properties[name]?.causesReplacement !== undefined),
      )
      const naming = namesOf(cloudFormationType).find((name) => replacing.has(name))
      return [cloudFormationType, { replacing, isStateful, naming }]
    }),
  )
}

const word = /[A-Z][^A-Z]*/g

/** As AWS calls the names of its resources: `TableName` of a `GlobalTable`, `LogGroupName`, `DomainName`, `Name`. */
function namesOf(type: string): string[] {
  const [, , tail = ''] = type.split('::')
  const words = tail.match(word) ?? []
  return [tail, ...words.map((_word, index) => `${words.slice(index).join('')}Name`), 'Name']
}
