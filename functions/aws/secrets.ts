import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import type * as z from 'zod'
import { errorCode, Misconfigured } from '../core/errors.ts'
import { parseJson } from '../core/json.ts'
import type { Clock, Telemetry } from '../core/ports.ts'
import { sdkTimeouts } from './sdk-timeouts.ts'

const defaultClient = new SecretsManagerClient(sdkTimeouts)
/** A rotated key works within this time, without a deployment. */
const freshForMs = 5 * 60 * 1000

/** What an adapter's settings and a secret of our own have in common, whichever zod they are written with. */
interface SettingsSchema<Settings> {
  safeParse(
    value: unknown,
  ): { success: true; data: Settings } | { success: false; error: { readonly issues: z.core.$ZodIssue[] } }
}

export interface SecretPorts {
  readonly telemetry: Telemetry
  readonly now: Clock
  readonly client?: SecretsManagerClient
}

/**
 * The settings of an adapter: what stands in the deployment file and what its secret holds; also what a secret alone
 * holds.
 *
 * @returns a function that reads the secret at most every five minutes; while the store is away the last
 *   known settings stay in use. A secret that nobody has put a value into yet is read as `{}`.
 * @throws Misconfigured `secret_unreadable`, `secret_invalid` from the returned function
 */
export function adapterSettings<Settings>(
  schema: SettingsSchema<Settings>,
  plain: Record<string, unknown>,
  secretId: string,
  { telemetry, now, client = defaultClient }: SecretPorts,
): () => Promise<Settings> {
  let known: { settings: Settings; at: number } | undefined
  return async () => {
    if (known && now().getTime() - known.at < freshForMs) return known.settings
    try {
      const secret = await readSecret(secretId, client)
      const settings = schema.safeParse({ ...plain, ...secret })
      if (!settings.success)
        throw new Misconfigured('secret_invalid', explain(secretId, settings.error.issues))
      known = { settings: settings.data, at: now().getTime() }
    } catch (error) {
      telemetry.warn('secret_not_read', { code: errorCode(error), secret: secretId })
      if (!known) throw error
      known = { ...known, at: now().getTime() }
    }
    return known.settings
  }
}

/**
 * What an operator has put into a secret for looking at a platform, unchecked; `undefined` where that is nothing yet.
 *
 * @throws Misconfigured `secret_unreadable`; what Secrets Manager says
 */
export async function storedCredentials(
  secretId: string,
  { client = defaultClient }: Pick<SecretPorts, 'client'> = {},
): Promise<Record<string, unknown> | undefined> {
  const stored = await readSecret(secretId, client)
  return Object.keys(stored).length === 0 ? undefined : stored
}

async function readSecret(secretId: string, client: SecretsManagerClient): Promise<Record<string, unknown>> {
  const value = readJson(await readText(secretId, client))
  if (isObject(value)) return value
  throw new Misconfigured(
    'secret_unreadable',
    `the secret ${secretId} is not a JSON object: put one there with \`aws secretsmanager put-secret-value\``,
  )
}

async function readText(secretId: string, client: SecretsManagerClient): Promise<string> {
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }))
    return SecretString ?? ''
  } catch (error) {
    if (error instanceof ResourceNotFoundException && (await isEmpty(secretId, client))) return '{}'
    throw error
  }
}

/** Secrets Manager answers alike for a secret that is not there and for one whose first value is still to come. */
async function isEmpty(secretId: string, client: SecretsManagerClient): Promise<boolean> {
  try {
    const { VersionIdsToStages = {} } = await client.send(new DescribeSecretCommand({ SecretId: secretId }))
    return Object.keys(VersionIdsToStages).length === 0
  } catch {
    return false
  }
}

/** `undefined` where it is none. */
function readJson(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function explain(secretId: string, issues: readonly z.core.$ZodIssue[]): string {
  const fields = issues
    .flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => [...issue.path, key].join('.'))
        : [issue.path.join('.')],
    )
    .join(', ')
  return `the secret ${secretId} or the deployment lacks or misspells: ${fields}`
}
