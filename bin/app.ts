import { App, Validations } from 'aws-cdk-lib/core'
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag'
import { NetzdialogStack } from '../lib/netzdialog-stack.ts'
import { explainSynth } from './deployment-checks/explain-synth.ts'
import { findAdapterFacts } from './deployment-checks/find-adapter-facts.ts'
import { loadStage } from './deployment-checks/load-deployment.ts'

try {
  // Of itself it would try again at the end what it could not make.
  const app = new App({ autoSynth: false })
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
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new NIST80053R5Checks(app))
  app.synth()
} catch (error) {
  console.error(explainSynth(error))
  process.exitCode = 1
}
