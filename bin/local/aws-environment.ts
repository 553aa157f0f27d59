import { devNull } from 'node:os'
import type { Endpoints } from './emulators.ts'

/** What a client of the AWS SDK needs to know, for this process and for the functions. */
export interface AwsAccess {
  readonly region: string
  readonly credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }
}

/** From the environment where it says so, else what every emulator takes. */
export function readAwsAccess(environment: NodeJS.ProcessEnv): AwsAccess {
  const region = environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'] ?? 'eu-central-1'
  const accessKeyId = environment['AWS_ACCESS_KEY_ID']
  const secretAccessKey = environment['AWS_SECRET_ACCESS_KEY']
  if (!accessKeyId || !secretAccessKey)
    return { region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }
  const sessionToken = environment['AWS_SESSION_TOKEN']
  return { region, credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) } }
}

/** The same as environment variables, cut off from the profiles of whoever sits at the machine. */
export function awsEnvironment(
  { region, credentials }: AwsAccess,
  endpoints: Endpoints & { readonly secrets: string },
): Record<string, string> {
  return {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...(credentials.sessionToken && { AWS_SESSION_TOKEN: credentials.sessionToken }),
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_ENDPOINT_URL_S3: endpoints.s3,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secrets,
  }
}
