import { App } from 'aws-cdk-lib/core'
import { ShieldStack } from '../lib/shield-stack.ts'
import { explainSynth } from './deployment-checks/explain-synth.ts'
import { loadStage } from './deployment-checks/load-deployment.ts'

/** The CDK app of the firewall's rules, a stack of their own. */
try {
  const app = new App({ autoSynth: false })
  const stage: unknown = app.node.tryGetContext('stage')
  const { deployment } = await loadStage(process.env, typeof stage === 'string' ? stage : undefined)
  new ShieldStack(app, deployment)
  app.synth()
} catch (error) {
  console.error(explainSynth(error))
  process.exitCode = 1
}
