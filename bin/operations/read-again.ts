import type { NormalizeResult, Platform } from '../../functions/contracts/platform.ts'
import { Misconfigured } from '../../functions/core/errors.ts'
import { readProven } from '../../functions/ingest/read-proven.ts'
import type { Deployment } from '../../schemas/deployment.ts'
import type { PlatformSender } from '../local/senders/contract.ts'
import type { Quarantined } from './find-quarantined.ts'

export interface Reader {
  readonly platform: Platform
  readonly sender: PlatformSender
}

/**
 * Reads quarantined bytes with today's adapter and settings. They were proven when they came: only ingest writes to
 * quarantine, and only what `verify` has passed. Their signature was not kept, so they are signed and verified with
 * local keys, for nothing but `verify` makes what `normalize` takes.
 *
 * @throws Misconfigured where the deployment's settings of the platform are wrong
 */
export async function readAgain(
  { receivedAt, headers: kept }: Quarantined,
  bytes: Uint8Array,
  { platform, sender }: Reader,
  { deployment, now }: { readonly deployment: Pick<Deployment, 'platforms'>; readonly now: Date },
): Promise<NormalizeResult> {
  const written = deployment.platforms[platform.name]?.settings ?? {}
  const settings = platform.settings.safeParse({ ...written, ...sender.localSecrets })
  if (!settings.success) {
    const fields = settings.error.issues.map(({ path }) => path.join('.')).join(', ')
    throw new Misconfigured(
      'settings_invalid',
      `the settings of the platform ${platform.name} are wrong: correct ${fields} in bin/deployment.ts`,
    )
  }
  const signed = sender.sign(bytes, sender.localSecrets, now)
  const proven = await platform.verify(
    {
      method: signed.method,
      query: new URLSearchParams(),
      headers: new Headers({ ...signed.headers, ...kept }),
      body: signed.body,
      receivedAt: now,
    },
    settings.data,
  )
  return readProven(platform, proven, { settings: settings.data, receivedAt })
}
