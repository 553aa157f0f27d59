import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { AssetHashType, DockerImage } from 'aws-cdk-lib/core'
import type { Deployment } from '../schemas/deployment.ts'
import { bundleFunction, projectRoot, type StageName } from './bundle-function.ts'

/** Where a function finds its deployment: beside its code, which Lambda unpacks to /var/task. */
export const deploymentFile = '/var/task/deployment.json'

/** The code of a stage with the deployment beside it; bundled only where the stack is. */
export function functionCode(stage: StageName, deployment: Deployment): Code {
  return Code.fromAsset(join(projectRoot, 'functions', stage), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // CDK asks for an image to fall back on; esbuild runs here and never falls back.
      image: DockerImage.fromRegistry('scratch'),
      local: {
        tryBundle(outdir) {
          bundleFunction(stage, outdir)
          writeFileSync(join(outdir, 'deployment.json'), JSON.stringify(withoutLocalSettings(deployment)))
          return true
        },
      },
    },
  })
}

/** `local` settings hold secrets of the local run: they stay on this machine. */
function withoutLocalSettings(deployment: Deployment): Deployment {
  return { ...deployment, destinations: deployment.destinations.map(({ local: _, ...rest }) => rest) }
}
