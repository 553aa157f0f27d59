import { readFileSync } from 'node:fs'
import type { Deployment } from '../../schemas/deployment.ts'
import type { Environment, Variable } from '../../schemas/environment.ts'
import { Misconfigured } from '../core/errors.ts'
import { parseJson } from '../core/json.ts'

/** @throws Misconfigured `environment` naming the variables that are missing or wrong */
export function readEnvironment<Variables extends Readonly<Record<string, Variable<unknown>>>>(
  variables: Variables,
  given: NodeJS.ProcessEnv = process.env,
): Environment<Variables> {
  const read = Object.entries(variables).map(([name, variable]) => [name, variable(given[name])] as const)
  const wrong = read.flatMap(([name, value]) => (value === undefined ? [name] : []))
  if (wrong.length === 0) return Object.fromEntries(read) as Environment<Variables>
  const names = wrong.join(', ')
  throw new Misconfigured('environment', `these environment variables are missing or wrong: ${names}`)
}

/**
 * The deployment file that lies beside the code. It is not checked again: whoever put it there, in the same step as the
 * code, wrote what the schema had made of the operator's deployment, every default filled in.
 */
export function readDeployment(path: string): Deployment {
  return parseJson(readFileSync(path)) as Deployment
}
