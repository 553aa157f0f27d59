import type { Template } from 'aws-cdk-lib/assertions'
import { expect, it } from 'vitest'
import {
  leastResources,
  maxResources,
  resources,
  routeEnvironment,
} from '../../bin/deployment-checks/stack-mistakes.ts'
import { type DeploymentInput, deployment } from '../../schemas/deployment.ts'
import { describeThorough } from '../support/thorough.ts'
import { allResources, deployments, functionOf, templateOf } from './synthesize.ts'

const plain = (platforms: readonly string[], count: number): DeploymentInput => ({
  platforms: Object.fromEntries(platforms.map((name) => [name, {}])),
  destinations: Array.from({ length: count }, (_, index) => ({ name: `crm${index}`, adapter: 'webhook' })),
  routing: { rules: [{ to: ['crm0'] }] },
})
/** Of the variables of route, once CloudFormation has named what they lead to. */
function bytesOf(template: Template, name: string): number {
  const resources = allResources(template)
  const named = (_key: string, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value
    if ('Fn::Join' in value && Array.isArray(value['Fn::Join'])) return value['Fn::Join'][1].join('')
    if (!('Ref' in value)) return value
    const queue = resources.get(String(value.Ref))?.Properties['QueueName']
    return queue === undefined
      ? `${name}-${value.Ref}-1ABCDEFGHIJKL`
      : `https://sqs.us-east-1.amazonaws.com/123456789012/${queue}`
  }
  const { environment } = functionOf(template, 'route')
  return Object.entries(environment).reduce((sum, [key, value]) => {
    const inner: unknown = JSON.parse(JSON.stringify(value), named)
    return sum + key.length + String(inner).length
  }, 0)
}

const countOf = (template: Template) => allResources(template).size

describeThorough('what the check says of the size of a stack', () => {
  it('is what a template has, so that as many destinations are taken as one stack can have, and no more', () => {
    const one = templateOf(plain(['facebook'], 1))
    const two = templateOf(plain(['facebook'], 2))
    const platform = countOf(templateOf(plain(['facebook', 'twitter'], 1))) - countOf(one)
    const destination = countOf(two) - countOf(one)
    // Where this fails, `resources` in bin/deployment-checks/stack-mistakes.ts has to say what is received here.
    expect({ own: countOf(one) - platform - destination, platform, destination }).toEqual(resources)
    // CloudFormation's other limits are farther away.
    const most = Math.floor((maxResources - resources.own - resources.platform) / resources.destination)
    const atMost = (measure: (template: Template) => number) =>
      measure(one) + (most - 1) * (measure(two) - measure(one))
    expect(atMost((template) => Object.keys(template.findOutputs('*')).length)).toBeLessThan(200)
    expect(atMost((template) => JSON.stringify(template.toJSON(), undefined, 1).length)).toBeLessThan(
      1_000_000,
    )
  })

  // What is not counted before a synthesis must not be refused by it.
  it.each(Object.entries(deployments))('is never too much, of %s', (_what, input) => {
    const template = templateOf(input)
    const checked = deployment.parse(input)
    expect(leastResources(checked)).toBeLessThanOrEqual(countOf(template))
    const bytes = bytesOf(template, checked.name)
    expect(routeEnvironment(checked)).toBeLessThanOrEqual(bytes)
    expect(routeEnvironment(checked)).toBeGreaterThan(0.7 * bytes)
  })
})
