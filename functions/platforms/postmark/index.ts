import type { PlatformAdapter } from '../../contracts/platform.ts'
import { normalizePostmark } from './normalize.ts'
import { type PostmarkSettings, postmarkSettings } from './settings.ts'
import { verifyPostmark } from './verify.ts'

/** Postmark inbound streams: a JSON a mail, with or without the raw mail in it. */
export const postmark: PlatformAdapter<PostmarkSettings> = {
  name: 'postmark',
  label: 'Postmark',
  settings: postmarkSettings,
  verify: verifyPostmark,
  normalize: normalizePostmark,
  operator: async () => (await import('./operator.ts')).operator,
}
