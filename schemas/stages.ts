import type { DeploymentInput } from './deployment.ts'

type Destination = DeploymentInput['destinations'][number]

/** What a stage has that the deployment itself has not: objects field by field, lists whole, destinations by name. */
export type StageDifferences = Partial<Omit<DeploymentInput, 'destinations' | 'stage'>> & {
  readonly destinations?: Readonly<Record<string, Partial<Omit<Destination, 'name'>>>>
}

/** A deployment as an operator writes it: one for all stages, and how they differ. */
export type StagedDeployment = DeploymentInput & {
  readonly stages?: Readonly<Record<string, StageDifferences>>
}

const slug = /^[a-z][a-z0-9-]{0,15}$/

/** Says in a sentence why a deployment has no such stage. */
export class NoStage extends Error {}

/** The stages of what an operator wrote, unchecked. @throws NoStage where they are no object, or one has no fit name */
export function stagesOf(written: unknown): string[] {
  if (!isObject(written) || written['stages'] === undefined) return []
  const { stages } = written
  if (!isObject(stages)) throw new NoStage('stages: must be an object of differences by stage')
  const [wrong] = Object.keys(stages).filter((name) => !slug.test(name))
  if (wrong !== undefined)
    throw new NoStage(
      `stages.${wrong}: its name must be 1 to 16 lower-case letters, digits and dashes; rename it`,
    )
  return Object.keys(stages)
}

/**
 * What an operator wrote with the differences of one stage in it. It is called `<name>-<stage>` where the stage gives it
 * no name of its own; nothing is deployed of `prod` that could be destroyed by a slip.
 *
 * @param stage left out where none is meant: the deployment as it is without its stages
 * @throws NoStage where there is no such stage, or its differences fit nothing
 */
export function applyStage(written: unknown, stage: string | undefined): unknown {
  const names = stagesOf(written)
  if (stage === undefined) return names.length > 0 ? without(written, 'stages') : written
  if (!isObject(written) || !names.includes(stage))
    throw new NoStage(
      `there is no stage "${stage}": ${names.length > 0 ? `take one of ${names.join(', ')}` : 'the deployment has no stages'}`,
    )
  const { stages, ...base } = written
  const differences = isObject(stages) ? stages[stage] : undefined
  if (!isObject(differences)) throw new NoStage(`stages.${stage}: must be an object of differences`)
  const { destinations, ...others } = differences
  const merged = merge(
    {
      name: `${base['name'] ?? 'netzdialog'}-${stage}`,
      ...(stage === 'prod' && { terminationProtection: true }),
    },
    others,
  )
  return {
    ...without(merge(without(base, 'name'), merged), 'destinations'),
    destinations: mergeDestinations(base['destinations'], destinations, stage),
    stage,
  }
}

function mergeDestinations(list: unknown, differences: unknown, stage: string): unknown {
  if (differences === undefined) return list
  if (!isObject(differences))
    throw new NoStage(
      `stages.${stage}.destinations: must be an object of differences by the name of a destination`,
    )
  const given = Array.isArray(list) ? list : []
  const known = given.flatMap((each) => (isObject(each) ? [String(each['name'])] : []))
  const [unknown] = Object.keys(differences).filter((name) => !known.includes(name))
  if (unknown !== undefined)
    throw new NoStage(
      `stages.${stage}.destinations.${unknown}: is not in destinations (${known.join(', ')}); correct it or add it there`,
    )
  return given.map((each) => {
    const difference = isObject(each) ? differences[String(each['name'])] : undefined
    return difference === undefined ? each : merge(each, difference)
  })
}

/** Objects field by field; anything else as the second has it. */
function merge(base: unknown, difference: unknown): unknown {
  if (!isObject(base) || !isObject(difference)) return difference
  const fields = Object.entries(difference).map(([name, value]) => [
    name,
    Object.hasOwn(base, name) ? merge(base[name], value) : value,
  ])
  return { ...base, ...Object.fromEntries(fields) }
}

function without(value: unknown, field: string): Record<string, unknown> {
  if (!isObject(value)) return {}
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== field))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
