import { InvalidDeployment } from './check-deployment.ts'

const tooMany =
  /^Number of resources in stack '([^']{1,200})': (\d{1,9}) is greater than allowed maximum of (\d{1,9})/

/** What an operator has to mend before a stack can be made; any other error is thrown on. */
export function explainSynth(error: unknown): string {
  if (error instanceof InvalidDeployment) return error.message
  const [, stack, count, limit] = (error instanceof Error && tooMany.exec(error.message)) || []
  if (stack === undefined) throw error
  return `the stack "${stack}" would have ${count} resources, and CloudFormation allows ${limit}: divide its destinations between two deployments, each with a "name" of its own`
}
