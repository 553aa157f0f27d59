import { App, Validations } from 'aws-cdk-lib/core'
import { AwsSolutionsChecks } from 'cdk-nag'
import { NetzdialogStack } from '../lib/netzdialog-stack.ts'
import { InvalidDeployment } from './check-deployment.ts'
import { findPermissions } from './find-permissions.ts'
import { loadDeployment } from './load-deployment.ts'
import { findSecretShapes } from './secret-shapes.ts'

try {
  const deployment = await loadDeployment(process.env)
  const app = new App()
  new NetzdialogStack(app, deployment.name, {
    deployment,
    secretShapes: await findSecretShapes(deployment),
    permissions: await findPermissions(deployment),
  })
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  app.synth()
} catch (error) {
  if (!(error instanceof InvalidDeployment)) throw error
  console.error(error.message)
  process.exitCode = 1
}
