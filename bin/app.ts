import { App, Validations } from 'aws-cdk-lib/core'
import { AwsSolutionsChecks } from 'cdk-nag'
import { NetzdialogStack } from '../lib/netzdialog-stack.ts'
import { InvalidDeployment } from './deployment-checks/check-deployment.ts'
import { findAdapterFacts } from './deployment-checks/find-adapter-facts.ts'
import { loadDeployment } from './deployment-checks/load-deployment.ts'

try {
  const { deployment, adapters, warnings } = await loadDeployment(process.env)
  for (const { sentence } of warnings) console.error(`note: ${sentence}`)
  const app = new App()
  new NetzdialogStack(app, deployment.name, {
    deployment,
    adapterFacts: await findAdapterFacts(deployment, adapters),
  })
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  app.synth()
} catch (error) {
  if (!(error instanceof InvalidDeployment)) throw error
  console.error(error.message)
  process.exitCode = 1
}
