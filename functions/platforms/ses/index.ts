import type { PlatformAdapter } from '../../contracts/platform.ts'
import { confirmSubscription } from '../../kits/sns/confirm-subscription.ts'
import { proveSns } from '../../kits/sns/prove-sns.ts'
import { normalizeSes } from './normalize.ts'
import { type SesSettings, sesSettings } from './settings.ts'

/** Mail that Amazon SES receives: put into the bucket, or, where it is small, by an SNS topic. */
export const ses: PlatformAdapter<SesSettings> = {
  name: 'ses',
  label: 'Amazon SES',
  settings: sesSettings,
  verify: (request, { topics }, world) => proveSns(request, topics, world),
  confirm: (proven, _, world) => confirmSubscription(proven, world),
  normalize: normalizeSes,
  operator: async () => (await import('./operator.ts')).operator,
}
