import { App, CfnOutput, Stack } from 'aws-cdk-lib/core'
import { ShieldRules } from '../lib/shield-rules.ts'
import { explainSynth } from './deployment-checks/explain-synth.ts'
import { loadStage } from './deployment-checks/load-deployment.ts'

/** The CDK app of the firewall's rules, which CloudFront takes from us-east-1 alone, wherever the layer itself lies. */
try {
  const app = new App({ autoSynth: false })
  const stage: unknown = app.node.tryGetContext('stage')
  const { deployment } = await loadStage(process.env, typeof stage === 'string' ? stage : undefined)
  const { name, account, terminationProtection } = deployment
  const stack = new Stack(app, `${name}-shield`, {
    description: 'Rules of the firewall before webhooks and links.',
    env: { ...(account && { account }), region: 'us-east-1' },
    terminationProtection,
  })
  const { webAclArn } = new ShieldRules(stack, 'Default', { deploymentName: name })
  new CfnOutput(stack, 'WebAclArn', { value: webAclArn, description: 'Put it into shield.webAclArn.' })
  app.synth()
} catch (error) {
  console.error(explainSynth(error))
  process.exitCode = 1
}
