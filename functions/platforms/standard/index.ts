import type { PlatformAdapter } from '../../contracts/platform.ts'
import { verifyStandardWebhook } from '../../kits/http/standard-webhooks.ts'
import { normalizeStandard } from './normalize.ts'
import { type StandardSettings, standardSettings } from './settings.ts'

/** Contact events of the published schema from any system that signs them: the mirror of the destination `webhook`. */
export const standard: PlatformAdapter<StandardSettings> = {
  name: 'standard',
  label: 'Standard Webhooks',
  settings: standardSettings,
  verify: (request, { signingSecrets }) => verifyStandardWebhook(request, signingSecrets),
  normalize: normalizeStandard,
}
