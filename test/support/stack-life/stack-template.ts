import * as z from 'zod'

const resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
  DeletionPolicy: z.enum(['Delete', 'Retain', 'RetainExceptOnCreate', 'Snapshot']).default('Delete'),
  UpdateReplacePolicy: z.enum(['Delete', 'Retain', 'Snapshot']).default('Delete'),
})

export const stackTemplate = z.looseObject({
  Resources: z.record(z.string(), resource),
  Outputs: z
    .record(z.string(), z.looseObject({ Export: z.object({ Name: z.string() }).optional() }))
    .default({}),
})
export type StackTemplate = z.infer<typeof stackTemplate>
export type StackResource = z.infer<typeof resource>

const reference = z.strictObject({ Ref: z.string() })
const attribute = z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) })
const substituted = z.strictObject({
  'Fn::Sub': z.union([z.string(), z.tuple([z.string(), z.unknown()])]),
})
const inText = /\$\{([A-Za-z0-9]{1,255})(?:\.[A-Za-z0-9.]{1,255})?\}/g

/** Every logical id that a value refers to. */
export function referencesOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const ref = reference.safeParse(value).data?.Ref
  if (ref !== undefined) return ref.includes('::') ? [] : [ref]
  const found = attribute.safeParse(value).data?.['Fn::GetAtt']
  if (found) return [found[0]]
  const text = substituted.safeParse(value).data?.['Fn::Sub']
  const [template = ''] = [text].flat()
  const named = typeof template === 'string' ? [...template.matchAll(inText)].map(([, id = '']) => id) : []
  return [...named, ...Object.values(value).flatMap(referencesOf)]
}

/** A value as CloudFormation hands it over. @param idOf what a resource is called that was made */
export function resolved(value: unknown, idOf: (logicalId: string) => string): unknown {
  if (typeof value !== 'object' || value === null) return value
  const ref = reference.safeParse(value).data?.Ref
  if (ref !== undefined) return ref.includes('::') ? ref : idOf(ref)
  const found = attribute.safeParse(value).data?.['Fn::GetAtt']
  if (found) return `${idOf(found[0])}.${found[1]}`
  if (Array.isArray(value)) return value.map((each) => resolved(each, idOf))
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolved(each, idOf)]))
}

/** Logical ids in the order in which they are made: what something needs comes before it. @throws Error on a circle */
export function creationOrder({ Resources }: StackTemplate): string[] {
  const done = new Set<string>()
  const begun = new Set<string>()
  function visit(id: string): void {
    if (done.has(id)) return
    const found = Resources[id]
    if (!found) throw new Error(`the template has no ${id}`)
    if (begun.has(id)) throw new Error(`${id} needs itself`)
    begun.add(id)
    for (const needed of [...found.DependsOn, ...referencesOf(found.Properties)]) visit(needed)
    done.add(id)
  }
  for (const id of Object.keys(Resources)) visit(id)
  return [...done]
}
