import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import type { Statement } from './may-do.ts'

const resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
})
export type TemplateResource = z.infer<typeof resource>

const templateSchema = z.looseObject({ Resources: z.record(z.string(), resource) })
const manifest = z.looseObject({
  files: z.record(z.string(), z.looseObject({ source: z.looseObject({ path: z.string().optional() }) })),
})

/** What CloudFormation would know of a resource once it is there. */
export interface Physical {
  readonly ref: string
  readonly arn: string
}

/** A function of a stack as it would run. */
export interface DeployedFunction {
  /** `ingest-facebook`, `route`, `deliver-crm` */
  readonly service: string
  /** Its bundle, which AWS unpacks to /var/task. */
  readonly folder: string
  /** The entry of the bundle that it runs. */
  readonly entry: string
  readonly environment: Readonly<Record<string, string>>
  readonly timeoutSeconds: number
  /** MB. */
  readonly memory: number
  readonly statements: readonly Statement[]
}

/** A synthesized stack, and what its resources are called where they were made. */
export interface SynthesizedStack {
  readonly resources: ReadonlyMap<string, TemplateResource>
  readonly physicalOf: (logicalId: string) => Physical
  readonly functions: readonly DeployedFunction[]
}

/**
 * Reads what `cdk synth` has written.
 *
 * @param nameResource how a resource is called that was made, by what the template says of it
 */
export function readStack(
  outdir: string,
  stack: string,
  nameResource: (logicalId: string, resource: TemplateResource) => Physical,
): SynthesizedStack {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(outdir, file), 'utf8'))
  const { files } = manifest.parse(read(`${stack}.assets.json`))
  const folderOf = (key: string) => join(outdir, files[key.split('.')[0] ?? '']?.source.path ?? '')
  return readTemplate(read(`${stack}.template.json`), folderOf, nameResource)
}

/**
 * Reads a template by itself.
 *
 * @param folderOf where the bundle lies that AWS would have under a key
 */
export function readTemplate(
  template: unknown,
  folderOf: (key: string) => string,
  nameResource: (logicalId: string, resource: TemplateResource) => Physical,
): SynthesizedStack {
  const { Resources } = templateSchema.parse(template)
  const resources = new Map(Object.entries(Resources))
  const physicalOf = (logicalId: string) => {
    const found = resources.get(logicalId)
    if (!found) throw new Error(`the template has no ${logicalId}`)
    return nameResource(logicalId, found)
  }
  const resolve = resolver(physicalOf)
  const functions = [...resources.values()].flatMap(({ Type, Properties }) => {
    if (Type !== 'AWS::Lambda::Function') return []
    const { Environment, Code, Handler, Timeout, MemorySize, Role } = functionProperties.parse(Properties)
    const environment = Object.fromEntries(
      Object.entries(Environment.Variables).map(([name, value]) => [name, resolve(value)]),
    )
    const [role] = Role['Fn::GetAtt']
    return [
      {
        service: environment['POWERTOOLS_SERVICE_NAME'] ?? '',
        folder: folderOf(Code.S3Key),
        entry: `${Handler.split('.')[0]}.mjs`,
        environment,
        timeoutSeconds: Timeout,
        memory: MemorySize,
        statements: statementsOf(role, resources, resolve),
      },
    ]
  })
  return { resources, physicalOf, functions }
}

const functionProperties = z.looseObject({
  Environment: z.looseObject({ Variables: z.record(z.string(), z.unknown()) }),
  Code: z.looseObject({ S3Key: z.string() }),
  Handler: z.string(),
  Timeout: z.number(),
  MemorySize: z.number(),
  Role: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
})

const list = <Item extends z.ZodType>(item: Item) =>
  z.union([z.array(item), item.transform((one: z.output<Item>) => [one])])
const policyProperties = z.looseObject({
  Roles: z.array(z.object({ Ref: z.string() })),
  PolicyDocument: z.looseObject({
    Statement: z.array(
      z.strictObject({
        Sid: z.string().optional(),
        Effect: z.enum(['Allow', 'Deny']),
        Action: list(z.string()),
        Resource: list(z.unknown()),
        Condition: z.record(z.string(), z.record(z.string(), list(z.string()))).default({}),
      }),
    ),
  }),
})

function statementsOf(
  role: string,
  resources: ReadonlyMap<string, TemplateResource>,
  resolve: (value: unknown) => string,
): Statement[] {
  const { ManagedPolicyArns, Policies } = resources.get(role)?.Properties ?? {}
  if (ManagedPolicyArns !== undefined || Policies !== undefined)
    throw new Error(`${role} has rights beside its policy: read them, too`)
  return [...resources.values()]
    .filter(({ Type }) => Type === 'AWS::IAM::Policy')
    .map(({ Properties }) => policyProperties.parse(Properties))
    .filter(({ Roles }) => Roles.some(({ Ref }) => Ref === role))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .map(({ Effect, Action, Resource, Condition }) => ({
      effect: Effect,
      actions: Action,
      resources: Resource.map(resolve),
      conditions: Condition,
    }))
}

const pseudo: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::AccountId': '123456789012',
  'AWS::Region': 'eu-central-1',
  'AWS::URLSuffix': 'amazonaws.com',
}

const reference = z.strictObject({ Ref: z.string() })
const attribute = z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) })
const joined = z.strictObject({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) })

/** Puts in for references what CloudFormation would. @throws Error on a function of templates that this does not know */
function resolver(physicalOf: (logicalId: string) => Physical) {
  const resolve = (value: unknown): string => {
    if (typeof value === 'string') return value
    const ref = reference.safeParse(value).data?.Ref
    if (ref !== undefined) return pseudo[ref] ?? physicalOf(ref).ref
    const found = attribute.safeParse(value).data?.['Fn::GetAtt']
    // All others that functions are told are addresses.
    if (found) return found[1] === 'Arn' ? physicalOf(found[0]).arn : `https://${found[0]}.example`
    const [separator, parts] = joined.parse(value)['Fn::Join']
    return parts.map(resolve).join(separator)
  }
  return resolve
}
