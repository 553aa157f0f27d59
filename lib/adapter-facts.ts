import { spawnSync } from 'node:child_process'
import { extname, join } from 'node:path'
import * as z from 'zod'
import type { DeploymentInput } from '../schemas/deployment.ts'
import { projectRoot } from './bundle-function.ts'

const permission = z.object({ actions: z.array(z.string()), resources: z.array(z.string()) })

const byName = z.record(z.string(), z.string())

export const adapterFacts = z.object({
  /** What an operator puts into each secret, by the name of its platform or destination. */
  secretShapes: z.object({ platforms: byName, destinations: byName }),
  /** What adapters need in AWS beyond what every destination may do, by the name of the destination. */
  permissions: z.record(z.string(), z.array(permission)),
  /** Platforms whose adapters need their secret to fetch a file. */
  fetchers: z.array(z.string()).optional(),
  /**
   * Where adapters of one's own lie, as absolute paths, by the name of the platform or destination; and functions of
   * one's own, by the field of `routing` that names them.
   */
  files: z.object({ platforms: byName, destinations: byName, routing: byName }),
})

/** What the adapters of a deployment say of themselves. */
export type AdapterFacts = z.infer<typeof adapterFacts>
export type SecretShapes = AdapterFacts['secretShapes']
export type AdapterFiles = AdapterFacts['files']
/** AWS actions as an IAM statement has them. */
export type Permission = z.infer<typeof permission>

const program = join(projectRoot, `bin/deployment-checks/print-adapter-facts${extname(import.meta.filename)}`)

/**
 * Asks the adapters in a process of its own: loading them takes time that a constructor has not got, and a Node.js
 * that no test runner or compiler of the CDK app has changed.
 *
 * @param folder what `./adapters/forum.ts` is seen from
 * @throws Error with a line a mistake in the deployment
 */
export function askAdapters(deployment: DeploymentInput, folder: string): AdapterFacts {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [program], {
    cwd: folder,
    input: JSON.stringify(deployment),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  if (error) throw error
  if (status !== 0) throw new Error(stderr.trim() || `the adapters could not be asked (exit code ${status})`)
  // An adapter may have written something of its own before.
  return adapterFacts.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''))
}
