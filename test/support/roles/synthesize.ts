import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { DeploymentInput } from '../../../schemas/deployment.ts'

/** Makes template and bundles of a deployment with the constructs of a tree of the project, in a process of its own. */
export async function synthesize(tree: string, outdir: string, deployment: DeploymentInput): Promise<string> {
  const program = join(import.meta.dirname, 'synthesize-tree.ts')
  // The CDK tells on standard error what it bundles.
  const child = spawn(process.execPath, [program, tree, outdir], { stdio: ['pipe', 'inherit', 'pipe'] })
  const said: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk))
  child.stdin.end(JSON.stringify(deployment))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${tree} could not be synthesized:\n${Buffer.concat(said)}`)
  return outdir
}
