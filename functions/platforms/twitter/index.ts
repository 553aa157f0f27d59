import type { PlatformAdapter } from '../../contracts/platform.ts'
import { answerCrc } from './answer-crc.ts'
import { privateHosts, privateMedia } from './fetch-private-medium.ts'
import { normalizeTwitter } from './normalize.ts'
import { type TwitterSettings, twitterSettings } from './settings.ts'
import { verifySignatures } from './verify-signatures.ts'

/** X (Twitter): Account Activity API, X Activity API and filtered-stream webhooks, at one address. */
export const twitter: PlatformAdapter<TwitterSettings> = {
  name: 'twitter',
  label: 'X',
  settings: twitterSettings,
  handshake: answerCrc,
  verify: verifySignatures,
  normalize: normalizeTwitter,
  attachmentHosts: ['pbs.twimg.com', 'video.twimg.com', ...privateHosts],
  fetchAttachment: privateMedia(),
  operator: async () => (await import('./operator.ts')).operator,
}
