import type { NormalizeResult, Platform } from '../../functions/contracts/platform.ts'
import { Proven } from '../../functions/contracts/proven.ts'
import { Misconfigured } from '../../functions/core/errors.ts'
import { plainSettings } from '../../functions/core/settings.ts'
import { readProven } from '../../functions/ingest/read-proven.ts'
import type { Deployment } from '../../schemas/deployment.ts'
import type { Quarantined } from './find-quarantined.ts'

/**
 * Reads quarantined bytes with today's adapter and settings, and without its keys.
 *
 * @throws Misconfigured where the deployment's settings of the platform are wrong
 */
export async function readAgain(
  { receivedAt, headers }: Pick<Quarantined, 'receivedAt' | 'headers'>,
  body: Uint8Array,
  platform: Platform,
  { platforms }: Pick<Deployment, 'platforms'>,
): Promise<NormalizeResult> {
  const settings = plainSettings(platform.settings).safeParse(platforms[platform.name]?.settings ?? {})
  if (!settings.success) {
    const fields = settings.error.issues.map(({ path }) => path.join('.')).join(', ')
    throw new Misconfigured(
      'settings_invalid',
      `the settings of the platform ${platform.name} are wrong: correct ${fields} in the deployment`,
    )
  }
  const proven = Proven.fromQuarantine({ body, headers: new Headers(headers) })
  const fetches = platforms[platform.name]?.attachments?.fetch ?? false
  return readProven(platform, proven, { settings: settings.data, receivedAt }, fetches)
}
