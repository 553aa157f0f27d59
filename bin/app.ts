import { App, Validations } from 'aws-cdk-lib/core'
import { AwsSolutionsChecks } from 'cdk-nag'
import { NetzdialogStack } from '../lib/netzdialog-stack.ts'
import { InvalidDeployment } from './deployment-checks/check-deployment.ts'
import { findPermissions } from './deployment-checks/find-permissions.ts'
import { loadDeployment } from './deployment-checks/load-deployment.ts'
import { findSecretShapes } from './deployment-checks/secret-shapes.ts'

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
