import type { PlatformAdapter } from '../../contracts/platform.ts'
import { handshake } from '../../kits/meta/handshake.ts'
import { type MetaSettings, metaSettings } from '../../kits/meta/meta-settings.ts'
import { verify } from '../../kits/meta/verify-signature.ts'
import { normalize } from './normalize.ts'

/** Facebook Pages: feed, mentions and reviews in public, Messenger in private. */
export const facebook: PlatformAdapter<MetaSettings> = {
  name: 'facebook',
  label: 'Facebook',
  settings: metaSettings,
  handshake,
  verify,
  normalize,
  // Addresses there are signed and run out; a token is asked for nowhere.
  attachmentHosts: ['.fbcdn.net', '.fbsbx.com'],
  operator: async () => (await import('./operator.ts')).operator,
}
