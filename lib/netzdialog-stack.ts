import { Stack, type StackProps } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import type { Deployment } from '../schemas/deployment.ts'
import type { AdapterFacts } from './adapter-facts.ts'
import { Netzdialog } from './netzdialog.ts'

export interface NetzdialogStackProps extends StackProps {
  /** As `checkDeployment` returns it. */
  readonly deployment: Deployment
  readonly adapterFacts: AdapterFacts
}

/** A stack of nothing but the layer. */
export class NetzdialogStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { deployment, adapterFacts, ...stackProps }: NetzdialogStackProps,
  ) {
    const { account, region, terminationProtection } = deployment
    super(scope, id, {
      description: 'Webhooks become contact events in the CRM.',
      env: { ...(account && { account }), ...(region && { region }) },
      terminationProtection,
      ...stackProps,
    })
    // CDK leaves this id out of logical ids: stacks that are deployed keep theirs.
    new Netzdialog(this, 'Default', { ...deployment, adapterFacts })
  }
}
