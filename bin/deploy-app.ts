import { App } from 'aws-cdk-lib/core'
import cdk from '../cdk.json' with { type: 'json' }
import { NetzdialogStack } from '../lib/netzdialog-stack.ts'
import { explainSynth } from './deployment-checks/explain-synth.ts'
import { findAdapterFacts } from './deployment-checks/find-adapter-facts.ts'
import { loadStage } from './deployment-checks/load-deployment.ts'

/** The CDK app of `netzdialog deploy`: a stack of nothing but the layer, from a project of its own. */
try {
  // What the CDK asks new projects to set, as this version was tried with it.
  const app = new App({ context: cdk.context, autoSynth: false })
  const stage: unknown = app.node.tryGetContext('stage')
  const { deployment, adapters, warnings } = await loadStage(
    process.env,
    typeof stage === 'string' ? stage : undefined,
  )
  for (const { sentence } of warnings) console.error(`note: ${sentence}`)
  new NetzdialogStack(app, deployment.name, {
    deployment,
    adapterFacts: await findAdapterFacts(deployment, adapters),
  })
  app.synth()
} catch (error) {
  console.error(explainSynth(error))
  process.exitCode = 1
}
