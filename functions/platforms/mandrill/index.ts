import type { PlatformAdapter } from '../../contracts/platform.ts'
import { normalizeMandrill } from './normalize.ts'
import { type MandrillSettings, mandrillSettings } from './settings.ts'
import { verifyMandrill } from './verify.ts'

/** Mandrill (Mailchimp Transactional): inbound mails, several in one webhook. */
export const mandrill: PlatformAdapter<MandrillSettings> = {
  name: 'mandrill',
  label: 'Mandrill',
  settings: mandrillSettings,
  // Mandrill asks with HEAD whether the address is there before it keeps it.
  handshake: ({ method }) => new Response(null, { status: method === 'HEAD' ? 200 : 403 }),
  verify: verifyMandrill,
  normalize: normalizeMandrill,
  operator: async () => (await import('./operator.ts')).operator,
}
