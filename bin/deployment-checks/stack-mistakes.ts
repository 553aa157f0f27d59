import { outputKey } from '../../lib/output-key.ts'
import type { Deployment } from '../../schemas/deployment.ts'
import { type Mistake, toField } from './deployment-mistakes.ts'

type Named = Pick<Deployment, 'name' | 'platforms' | 'destinations'>
type Sized = Named & Pick<Deployment, 'region' | 'routing' | 'alarms'>

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

/** CloudFormation's quota for a stack. Of outputs and bytes it allows more than so many resources come to. */
export const maxResources = 500
/** Bytes: Lambda's quota for all variables of a function. */
const maxEnvironment = 4096
/**
 * How many resources a stack has of its own, for each platform and for each destination, where nothing further is
 * chosen. `test/lib/stack-size.test.ts` counts them in templates, and says what to write here.
 */
export const resources = { own: 53, platform: 20, destination: 18 }

/**
 * How many resources the stack of a deployment has at least. What is chosen beyond platforms and destinations adds to
 * them: a synthesis counts them all, and refuses what is too much.
 */
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
  const { destinations } = deployment
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
  const bytes = routeEnvironment(deployment)
  if (bytes <= maxEnvironment) return []
  return [
    {
      field: 'destinations',
      sentence: `${count} of such long names are too many for one stack: with the addresses of their queues the variables of route come to ${bytes} bytes, and Lambda allows ${maxEnvironment}; ${remedy}, or give new ones shorter names`,
    },
  ]
}

/** How many bytes the variables of the function have at least that sends to all destinations: names and values. */
export function routeEnvironment({ name, region = 'us-east-1', destinations }: Sized): number {
  const queueUrl = (queue: string) => `https://sqs.${region}.amazonaws.com/123456789012/${name}-${queue}.fifo`
  const variables = {
    DELIVER_QUEUE_URLS: JSON.stringify(
      Object.fromEntries(destinations.map((each) => [each.name, queueUrl(`deliver-${each.name}`)])),
    ),
    QUEUE_URL: queueUrl('contacts'),
    // As CloudFormation names them.
    TABLE: `${name}-LedgerTable9343E4AA-1ABCDEFGHIJK`,
    BUCKET: `${name}-storebucket4fbde984-1abcdefghijk`.slice(0, 63),
    DEPLOYMENT_FILE: '/var/task/deployment.json',
    POWERTOOLS_SERVICE_NAME: 'route',
    POWERTOOLS_METRICS_NAMESPACE: `Netzdialog/${name}`,
  }
  return Object.entries(variables).reduce((sum, [key, value]) => sum + key.length + value.length, 0)
}
