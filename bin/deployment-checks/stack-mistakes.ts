import { outputKey } from '../../lib/output-key.ts'
import type { Deployment } from '../../schemas/deployment.ts'
import { type Mistake, toField } from './deployment-mistakes.ts'

type Named = Pick<Deployment, 'name' | 'platforms' | 'destinations'>
type Sized = Named & Pick<Deployment, 'routing' | 'alarms'>

/** What no stack can be made of: CloudFormation or Lambda would refuse it at the end of a deployment. */
export function findStackMistakes(deployment: Sized): Mistake[] {
  return [...findNameMistakes(deployment), ...findSizeMistakes(deployment)]
}

const alphanumeric = /^[A-Za-z0-9]+$/

/** Names that differ in their dashes alone have outputs of one key. */
function findNameMistakes({ platforms, destinations }: Named): Mistake[] {
  const names = [
    ...Object.keys(platforms).map((name) => ({
      name,
      field: toField(['platforms', name]),
      outputs: [`Webhook-${name}`, `Secret-${name}`],
    })),
    ...destinations.map(({ name }, index) => ({
      name,
      field: toField(['destinations', index, 'name']),
      outputs: [`Secret-to-${name}`, `Queue-to-${name}`],
    })),
  ]
  const taken = new Map<string, string>()
  return names.flatMap(({ name, field, outputs }) => {
    const keys = outputs.map(outputKey)
    if (!keys.every((key) => alphanumeric.test(key)))
      return { field, sentence: `"${name}" must not end in a dash or have two in a row; rename it` }
    const other = keys.map((key) => taken.get(key)).find((found) => found !== undefined)
    for (const key of keys) if (!taken.has(key)) taken.set(key, name)
    if (other === undefined) return []
    const sentence = `"${name}" and "${other}" come to the same name in CloudFormation, which takes no dashes; rename the one that is not in use yet`
    return { field, sentence }
  })
}

/** CloudFormation's quota for a stack. */
const maxResources = 500
/** Bytes: Lambda's quota for all variables of a function. */
const maxEnvironment = 4096
/** How many resources a stack has at least: of its own, for each platform, for each destination. */
const resources = { own: 34, platform: 18, destination: 16 }

/** How many resources the stack of a deployment has at least. */
export function leastResources({ platforms, destinations, routing, alarms }: Sized): number {
  const own = routing.decide === undefined && routing.enrich === undefined ? 0 : 1
  return (
    resources.own +
    own +
    (alarms.email === undefined ? 0 : 1) +
    resources.platform * Object.keys(platforms).length +
    resources.destination * destinations.length
  )
}

function findSizeMistakes(deployment: Sized): Mistake[] {
  const { name, destinations } = deployment
  const count = destinations.length
  const remedy = 'divide them between two deployments, each with a "name" of its own'
  const needed = leastResources(deployment)
  if (needed > maxResources)
    return [
      {
        field: 'destinations',
        sentence: `${count} are too many for one stack: with the platforms it would have ${needed} resources, and CloudFormation allows ${maxResources}; ${remedy}`,
      },
    ]
  const urls = destinations.map((each) => [
    each.name,
    `https://sqs.us-east-1.amazonaws.com/123456789012/${name}-deliver-${each.name}.fifo`,
  ])
  const bytes = JSON.stringify(Object.fromEntries(urls)).length
  if (bytes <= maxEnvironment) return []
  return [
    {
      field: 'destinations',
      sentence: `${count} of such long names are too many for one stack: the addresses of their queues come to ${bytes} bytes, and Lambda allows ${maxEnvironment} for the variables of a function; ${remedy}, or give new ones shorter names`,
    },
  ]
}
