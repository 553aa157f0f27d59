import type { PlatformAdapter } from '../../contracts/platform.ts'
import { handshake } from './handshake.ts'
import { normalize } from './normalize.ts'
import { type Settings, settings } from './settings.ts'
import { verify } from './verify.ts'

/** Facebook Pages: feed, mentions and reviews in public, Messenger in private. */
export const facebook: PlatformAdapter<Settings> = {
  name: 'facebook',
  label: 'Facebook',
  settings,
  handshake,
  verify,
  normalize,
}
