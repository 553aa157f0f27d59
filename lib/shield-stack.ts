import { CfnOutput, Stack } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import type { Deployment } from '../schemas/deployment.ts'
import { tagAll } from './budget.ts'
import { ShieldRules } from './shield-rules.ts'

/** The rules of the firewall, which CloudFront takes from us-east-1 alone, wherever the layer itself lies. */
export class ShieldStack extends Stack {
  constructor(scope: Construct, deployment: Deployment) {
    const { name, account, terminationProtection } = deployment
    super(scope, `${name}-shield`, {
      description: 'Rules of the firewall before webhooks and links.',
      env: { ...(account && { account }), region: 'us-east-1' },
      terminationProtection,
    })
    const { webAclArn } = new ShieldRules(this, 'Default', { deploymentName: name })
    new CfnOutput(this, 'WebAclArn', { value: webAclArn, description: 'Put it into shield.webAclArn.' })
    tagAll(this, deployment)
  }
}
