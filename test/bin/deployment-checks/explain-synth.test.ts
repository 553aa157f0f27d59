import { App, CfnResource, Stack } from 'aws-cdk-lib/core'
import { expect, it } from 'vitest'
import { InvalidDeployment } from '../../../bin/deployment-checks/check-deployment.ts'
import { explainSynth } from '../../../bin/deployment-checks/explain-synth.ts'

it('says of a stack that CloudFormation would not take what to do, in CDK’s own case', () => {
  const app = new App({ context: { '@aws-cdk/core:stackResourceLimit': 2 } })
  const stack = new Stack(app, 'netzdialog')
  for (const id of ['a', 'b', 'c']) new CfnResource(stack, id, { type: 'Some::Cloud::Thing' })
  let said = ''
  try {
    app.synth()
  } catch (error) {
    said = explainSynth(error)
  }
  expect(said).toBe(
    'the stack "netzdialog" would have 3 resources, and CloudFormation allows 2: divide its destinations between two deployments, each with a "name" of its own',
  )
})

it('hands on the sentences of a wrong deployment, and throws whatever nobody can mend in it', () => {
  expect(explainSynth(new InvalidDeployment('destinations: must be a list'))).toBe(
    'destinations: must be a list',
  )
  const fault = new TypeError('text')
  expect(() => explainSynth(fault)).toThrow(fault)
})
