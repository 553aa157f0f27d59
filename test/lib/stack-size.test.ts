import { expect, it } from 'vitest'
import { leastResources } from '../../bin/deployment-checks/stack-mistakes.ts'
import { deployment } from '../../schemas/deployment.ts'
import { describeThorough } from '../support/thorough.ts'
import { templateOf, twoOfEach } from './synthesize.ts'

describeThorough('the count of a stack’s resources', () => {
  // What a check counts without a synthesis must not refuse what a stack can have.
  it.each([
    ['two of each, with alarms by mail and a function of one’s own', twoOfEach],
    [
      'one of each',
      {
        platforms: { facebook: {} },
        destinations: [{ name: 'crm', adapter: 'webhook' }],
        routing: { rules: [{ to: ['crm'] }] },
      },
    ],
  ])('a stack of %s has at least the resources that are counted for it', (_what, input) => {
    const { Resources } = templateOf(input).toJSON()
    const count = Object.keys(Resources).length
    expect(leastResources(deployment.parse(input))).toBeLessThanOrEqual(count)
    expect(leastResources(deployment.parse(input))).toBeGreaterThan(0.6 * count)
  })
})
