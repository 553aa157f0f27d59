import { errorCode, Misconfigured } from '../../functions/core/errors.ts'
import { Fault } from './errors.ts'

const sentences: Record<string, string> = {
  CredentialsProviderError: 'there are no AWS credentials: log in, or set AWS_PROFILE',
  TokenProviderError: 'the AWS login has expired: log in again',
  ExpiredToken: 'the AWS credentials have expired: log in again',
  ExpiredTokenException: 'the AWS credentials have expired: log in again',
  UnrecognizedClientException: 'AWS does not know these credentials: log in again, or set AWS_PROFILE',
  InvalidClientTokenId: 'AWS does not know these credentials: log in again, or set AWS_PROFILE',
  AccessDenied: 'AWS refuses it: these credentials lack a permission, docs/operations.md lists them',
  AccessDeniedException: 'AWS refuses it: these credentials lack a permission, docs/operations.md lists them',
  ResourceNotFoundException:
    'a table, queue or secret is not there: was the stack deployed to this account and region?',
  ECONNREFUSED: 'it has just ended, or its emulators have: start it again',
}

/** An error of a request to AWS or to the emulators as a sentence; any other as it is. */
export function explainAws(error: unknown): unknown {
  if (error instanceof Misconfigured) return new Fault(error.message)
  if (!(error instanceof Error) || error instanceof Fault) return error
  if (error.message === 'Region is missing') return new Fault('no AWS region is set: set AWS_REGION')
  const code = errorCode(error)
  const sentence = sentences[error.name] ?? sentences[code]
  return sentence === undefined ? error : new Fault(`${sentence} (${code})`)
}
