import { errorCode, Misconfigured } from '../../functions/core/errors.ts'
import { Fault } from './errors.ts'

const logIn = 'log in again, or set AWS_PROFILE'
const expired = 'the AWS credentials have expired: log in again'
const unknown = `AWS does not know these credentials: ${logIn}`
const refused = 'AWS refuses it: these credentials lack a permission, docs/operations.md lists them'
const gone =
  'a table, bucket, queue or secret is not there: was the stack deployed to this account and region?'
const unreached = 'cannot be reached: is this machine online, is AWS_REGION right, is there a proxy?'
const busy = 'has more to do than it can take at the moment: try again in a minute'

const sentences: Readonly<Record<string, string>> = {
  CredentialsProviderError: 'there are no AWS credentials: log in, or set AWS_PROFILE',
  TokenProviderError: 'the AWS login has expired: log in again',
  ExpiredToken: expired,
  ExpiredTokenException: expired,
  RequestExpired: expired,
  UnrecognizedClientException: unknown,
  InvalidClientTokenId: unknown,
  InvalidAccessKeyId: unknown,
  SignatureDoesNotMatch: `the secret key of these AWS credentials is wrong: ${logIn}`,
  InvalidSignatureException: `AWS does not accept the signature: set this machine's clock, then ${logIn}`,
  RequestTimeTooSkewed: 'this machine’s clock is wrong by minutes: set it',
  AccessDenied: refused,
  AccessDeniedException: refused,
  AuthorizationError: refused,
  UnauthorizedOperation: refused,
  '403': refused,
  Forbidden: refused,
  ResourceNotFoundException: gone,
  NoSuchBucket: gone,
  'AWS.SimpleQueueService.NonExistentQueue': gone,
  QueueDoesNotExist: gone,
  InvalidAddress: gone,
  ThrottlingException: `AWS ${busy}`,
  Throttling: `AWS ${busy}`,
  ProvisionedThroughputExceededException: `AWS ${busy}`,
  SlowDown: `AWS ${busy}`,
  InvalidRegion: 'there is no such AWS region: correct AWS_REGION',
  ENOTFOUND: `AWS ${unreached}`,
  EAI_AGAIN: `AWS ${unreached}`,
  ENETUNREACH: `AWS ${unreached}`,
  EHOSTUNREACH: `AWS ${unreached}`,
  ETIMEDOUT: `AWS ${unreached}`,
  ECONNRESET: `AWS ${unreached}`,
  EPIPE: `AWS ${unreached}`,
  TimeoutError: `AWS ${unreached}`,
  SELF_SIGNED_CERT_IN_CHAIN:
    'somebody between here and AWS shows a certificate of their own: set NODE_EXTRA_CA_CERTS to that of your proxy',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'somebody between here and AWS shows a certificate of their own: set NODE_EXTRA_CA_CERTS to that of your proxy',
}

/** Of the local run, whose emulators answer in AWS's place. */
const locally: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'it has just ended, or its emulators have: start it again',
  ECONNRESET: 'it has just ended, or its emulators have: start it again',
}

/**
 * An error of a request to AWS or to the emulators as a sentence; any other as it is.
 *
 * @param stack whether a deployed stack was asked
 */
export function explainAws(error: unknown, stack: boolean): unknown {
  if (error instanceof Misconfigured) return new Fault(error.message)
  if (!(error instanceof Error) || error instanceof Fault) return error
  if (error.message === 'Region is missing') return new Fault('no AWS region is set: set AWS_REGION')
  const code = codeOf(error)
  const sentence = (stack ? undefined : locally[code]) ?? sentences[error.name] ?? sentences[code]
  if (sentence !== undefined) return new Fault(`${sentence} (${code})`)
  if (code === 'ECONNREFUSED') return new Fault(`AWS ${unreached} (${code})`)
  // What the SDK throws for whatever else a service answers.
  if ('$fault' in error) return new Fault(`AWS answered ${error.name}: ${error.message}`)
  return error
}

/** Of several addresses that were all tried, the code of the first. */
function codeOf(error: Error): string {
  const [first] = error instanceof AggregateError ? error.errors : []
  return errorCode(first ?? error)
}
