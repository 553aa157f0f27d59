import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { AssetHashType, DockerImage } from 'aws-cdk-lib/core'
import { type Deployment, isCollected } from '../schemas/deployment.ts'
import type { AdapterFiles } from './adapter-facts.ts'
import { bundleFunction, collectEntry, ownHost, projectRoot, type StageName } from './bundle-function.ts'

/** Where a function finds its deployment: beside its code, which Lambda unpacks to /var/task. */
export const deploymentFile = '/var/task/deployment.json'

/** The code of a stage with the deployment beside it; bundled only where the stack is. */
export function functionCode(stage: StageName, deployment: Deployment, files: AdapterFiles): Code {
  return Code.fromAsset(join(projectRoot, 'functions', stage), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // CDK asks for an image to fall back on; esbuild runs here and never falls back.
      image: DockerImage.fromRegistry('scratch'),
      local: {
        tryBundle(outdir) {
          bundleFunction(stage, outdir, modulesOf(stage, deployment, files))
          writeFileSync(join(outdir, 'deployment.json'), JSON.stringify(toDeployed(deployment, files)))
          return true
        },
      },
    },
  })
}

const moduleName = (kind: keyof AdapterFiles, name: string) => `own/${kind}/${name}`

/** Adapters and functions of one's own, which only their stage gets to see. */
function modulesOf(stage: StageName, deployment: Deployment, files: AdapterFiles): Record<string, string> {
  const kind = kinds[stage]
  if (!kind) return {}
  const own = Object.entries(files[kind]).map(([name, file]) => [moduleName(kind, name), file])
  if (kind === 'routing' && own.length > 0) own.push([...ownHost])
  if (stage === 'ingest' && Object.values(deployment.platforms).some(isCollected)) own.push([...collectEntry])
  return Object.fromEntries(own)
}

const kinds: Partial<Record<StageName, keyof AdapterFiles>> = {
  ingest: 'platforms',
  fetch: 'platforms',
  watch: 'platforms',
  route: 'routing',
  deliver: 'destinations',
}

/**
 * The deployment as the functions have it. `local` settings hold secrets of the local run: they stay on this machine.
 * An adapter or function of one's own lies beside it as a module.
 */
function toDeployed(deployment: Deployment, files: AdapterFiles): Deployment {
  const platforms = Object.entries(deployment.platforms).map(([name, platform]) => [
    name,
    name in files.platforms ? { ...platform, adapter: `./${moduleName('platforms', name)}.mjs` } : platform,
  ])
  const destinations = deployment.destinations.map(({ local: _, ...rest }) =>
    rest.name in files.destinations
      ? { ...rest, adapter: `./${moduleName('destinations', rest.name)}.mjs` }
      : rest,
  )
  const own = Object.keys(files.routing).map((name) => [name, `./${moduleName('routing', name)}.mjs`])
  const routing = { ...deployment.routing, ...Object.fromEntries(own) }
  return { ...deployment, platforms: Object.fromEntries(platforms), destinations, routing }
}
