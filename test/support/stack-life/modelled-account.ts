import type { ResourceType } from './resource-schema.ts'
import { creationOrder, resolved, type StackResource, type StackTemplate } from './stack-template.ts'
import { takenTogether, uniqueAmong } from './unique-among.ts'

/** CloudFormation would end here, or an operator would have lost something. */
export class Refused extends Error {}

/** A resource that was made. */
interface Thing {
  readonly stack: string
  readonly logicalId: string
  /** What references to it come to. */
  readonly id: string
  readonly resource: StackResource
  /** Those that decide on whether it is another one. */
  readonly deciding: Readonly<Record<string, unknown>>
  /** What it has taken. */
  readonly unique: string | undefined
}

type Things = Map<string, Thing>

export interface DeployOptions {
  /** Logical id of what cannot be made: all is rolled back then. */
  readonly failing?: string
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html */
const queueNameSeconds = 60

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const quotas = { resources: 500, outputs: 200, bytes: 1_000_000 }

/**
 * A model of an AWS account as CloudFormation makes it, by rules that AWS has written down: what an update replaces,
 * what a deletion or a rollback leaves behind, and which names are taken by what is there. It stands in for an emulator, of
 * which none knows all types of the stack. A secret that CloudFormation deletes is gone at once, with no time to recover
 * it; a stack that was rolled back at its first deployment is deleted before the next one, as the CDK does it.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html
 */
export function modelledAccount(types: ReadonlyMap<string, ResourceType>) {
  const stacks = new Map<string, { things: Things; template: StackTemplate }>()
  const taken = new Map<string, { by: string; until: number }>()
  const exported = new Map<string, string>()
  const kept: Thing[] = []
  const filled = new Set<Thing>()
  let now = 0
  let made = 0

  const typeOf = (type: string): ResourceType => {
    const found = types.get(type)
    if (!found) throw new Error(`AWS has no type ${type}`)
    return found
  }

  function take({ unique, stack, logicalId }: Thing): void {
    if (unique === undefined) return
    const other = taken.get(unique)
    if (other && other.until > now) throw new Refused(`${logicalId}: ${unique} is taken by ${other.by}`)
    taken.set(unique, { by: `${logicalId} of ${stack}`, until: Number.POSITIVE_INFINITY })
  }

  function make(stack: string, logicalId: string, resource: StackResource, things: Things): Thing {
    const type = typeOf(resource.Type)
    const names = [...type.replacing, ...takenTogether(resource.Type)]
    const deciding = valuesOf(resource, names, things)
    const unique = uniqueAmong(resource.Type, deciding, type)
    const id = unique === undefined ? `${logicalId}#${made++}` : unique
    return { stack, logicalId, id, resource, deciding, unique }
  }

  function remove(thing: Thing, policy: string, template: StackTemplate): void {
    const { resource, unique, stack, logicalId } = thing
    if (policy.startsWith('Retain')) return void kept.push(thing)
    if (isProtected(thing))
      throw new Refused(`${logicalId} is protected against deletion, and is to be deleted`)
    if (resource.Type === 'AWS::S3::Bucket' && filled.has(thing))
      throw new Refused(`${logicalId} is to be deleted, and a bucket that is not empty cannot be`)
    if (unique === undefined) return
    if (resource.Type === 'AWS::SQS::Queue')
      taken.set(unique, { by: `${logicalId} of ${stack}, deleted just now`, until: now + queueNameSeconds })
    else if (resource.Type === 'AWS::Logs::LogGroup' && makesLogGroupsOf(template))
      taken.set(unique, {
        by: `a function, which has made it again after ${logicalId} was deleted`,
        until: Number.POSITIVE_INFINITY,
      })
    else taken.delete(unique)
  }

  /** @returns what the stack has then, and what has to go once all of it is there */
  function advance(stack: string, template: StackTemplate, old: Things, next: Things, failing = '') {
    const replaced: Thing[] = []
    for (const logicalId of orderOf(template)) {
      const resource = template.Resources[logicalId] as StackResource
      const before = old.get(logicalId)
      const thing = make(stack, logicalId, resource, next)
      if (!before) take(thing)
      else if (before.resource.Type !== resource.Type)
        throw new Refused(`${logicalId} changes its type, which CloudFormation does not do`)
      else if (isReplaced(before, thing, typeOf(resource.Type))) {
        if (typeOf(resource.Type).isStateful)
          throw new Refused(`${logicalId} would be replaced, and what it holds with it`)
        take(thing)
        replaced.push(before)
      } else {
        if (thing.unique !== before.unique) take(thing)
        next.set(logicalId, { ...thing, id: before.id })
        continue
      }
      next.set(logicalId, thing)
      if (logicalId === failing) throw new Refused(`${logicalId} cannot be made`)
    }
    return replaced
  }

  function rollBack(old: Things, next: Things, template: StackTemplate): void {
    for (const [logicalId, thing] of [...next].toReversed()) {
      const before = old.get(logicalId)
      if (thing.id === before?.id) {
        if (thing.unique !== undefined && thing.unique !== before.unique) taken.delete(thing.unique)
      } else remove(thing, thing.resource.DeletionPolicy === 'Retain' ? 'Retain' : 'Delete', template)
    }
  }

  return {
    /** Makes or changes a stack. @throws Refused where it would end in between; it is rolled back then */
    deploy(stack: string, template: StackTemplate, { failing }: DeployOptions = {}): void {
      checkQuotas(template)
      const { things: old = new Map<string, Thing>(), template: earlier = template } = stacks.get(stack) ?? {}
      const next: Things = new Map()
      let replaced: Thing[] = []
      try {
        replaced = advance(stack, template, old, next, failing)
        exportOutputs(stack, template, exported)
      } catch (error) {
        rollBack(old, next, template)
        throw error
      }
      for (const thing of replaced) remove(thing, thing.resource.UpdateReplacePolicy, earlier)
      for (const logicalId of orderOf(earlier).toReversed()) {
        const before = old.get(logicalId)
        const after = next.get(logicalId)
        if (before && !after) remove(before, before.resource.DeletionPolicy, earlier)
        else if (before && after && filled.has(before)) filled.add(after)
        if (before?.unique !== undefined && after && after.id === before.id && after.unique !== before.unique)
          taken.delete(before.unique)
      }
      stacks.set(stack, { things: next, template })
    },
    /** @throws Refused where something cannot be deleted */
    destroy(stack: string): void {
      const found = stacks.get(stack)
      if (!found) throw new Error(`there is no stack ${stack}`)
      for (const thing of [...found.things.values()].toReversed())
        remove(thing, thing.resource.DeletionPolicy, found.template)
      for (const [name, by] of exported) if (by === stack) exported.delete(name)
      stacks.delete(stack)
    },
    /** Customers have written: whatever can hold something does. */
    fill(stack: string): void {
      for (const thing of stacks.get(stack)?.things.values() ?? []) filled.add(thing)
    },
    wait(seconds: number): void {
      now += seconds
    },
    /** What is there and belongs to no stack any more, by type. */
    kept: (): string[] => kept.map(({ resource }) => resource.Type).sort(),
  }
}

function valuesOf(
  { Properties }: StackResource,
  names: readonly string[],
  things: Things,
): Record<string, unknown> {
  const idOf = (logicalId: string): string => {
    const found = things.get(logicalId)
    if (!found) throw new Error(`${logicalId} is not there yet`)
    return found.id
  }
  return Object.fromEntries(names.map((name) => [name, resolved(Properties[name], idOf)]))
}

function isReplaced(before: Thing, after: Thing, { replacing }: ResourceType): boolean {
  return [...replacing].some(
    (name) => JSON.stringify(before.deciding[name]) !== JSON.stringify(after.deciding[name]),
  )
}

function isProtected({ resource }: Thing): boolean {
  return JSON.stringify(resource.Properties).includes('"DeletionProtectionEnabled":true')
}

/** Of a function that may: Lambda makes the group again when it writes what was said last. */
function makesLogGroups({ Resources }: StackTemplate): boolean {
  return Object.values(Resources).some(
    ({ Type, Properties }) =>
      Type.startsWith('AWS::IAM::') && makingLogGroups.test(JSON.stringify(Properties)),
  )
}

const makingLogGroups = /"logs:(?:\*|Create\*|CreateLogGroup)"|AWSLambdaBasicExecutionRole/

const bytesOf = remember((template) => JSON.stringify(template, undefined, 1).length)
const orderOf = remember(creationOrder)
const makesLogGroupsOf = remember(makesLogGroups)

/** Of one template much is asked, again and again. */
function remember<Answer>(ask: (template: StackTemplate) => Answer): (template: StackTemplate) => Answer {
  const known = new WeakMap<StackTemplate, { answer: Answer }>()
  return (template) => {
    const found = known.get(template) ?? { answer: ask(template) }
    known.set(template, found)
    return found.answer
  }
}

function checkQuotas(template: StackTemplate): void {
  const counted = {
    resources: Object.keys(template.Resources).length,
    outputs: Object.keys(template.Outputs).length,
    bytes: bytesOf(template),
  }
  for (const [what, quota] of Object.entries(quotas)) {
    const count = counted[what as keyof typeof quotas]
    if (count > quota) throw new Refused(`a stack has ${quota} ${what} at most, and this one ${count}`)
  }
}

function exportOutputs(stack: string, { Outputs }: StackTemplate, exported: Map<string, string>): void {
  for (const { Export } of Object.values(Outputs)) {
    if (!Export) continue
    const by = exported.get(Export.Name)
    if (by !== undefined && by !== stack) throw new Refused(`the stack ${by} exports ${Export.Name} already`)
    exported.set(Export.Name, stack)
  }
}
