import { readFileSync } from 'node:fs'
import type * as z from 'zod/mini'
import type { Deployment } from '../../schemas/deployment.ts'
import { Misconfigured } from '../core/errors.ts'
import { parseJson } from '../core/json.ts'

/** @throws Misconfigured `environment` naming the variables that are missing or wrong */
export function readEnvironment<Schema extends z.ZodMiniType>(schema: Schema): z.infer<Schema> {
  const result = schema.safeParse(process.env)
  if (result.success) return result.data
  const names = result.error.issues.map((issue) => issue.path.join('.')).join(', ')
  throw new Misconfigured('environment', `these environment variables are missing or wrong: ${names}`)
}

/**
 * The deployment file that lies beside the code. It is not checked again: whoever put it there, in the same step as the
 * code, wrote what the schema had made of the operator's deployment, every default filled in.
 */
export function readDeployment(path: string): Deployment {
  return parseJson(readFileSync(path)) as Deployment
}
