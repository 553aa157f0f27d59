import type { NormalizeContext, NormalizeResult } from '../../contracts/platform.ts'
import type { Proven } from '../../contracts/proven.ts'
import { parseJson } from '../../core/json.ts'
import type { MetaSettings } from '../../kits/meta/meta-settings.ts'
import { normalizeUpdates } from '../../kits/meta/normalize-updates.ts'
import { type BodyReader, readBody } from '../../kits/meta/read-body.ts'
import { readChange } from './read-change.ts'

const pages: BodyReader = {
  platform: 'facebook',
  object: 'page',
  readChange,
  otherObjects: new Map([
    ['user', { ignored: 'it concerns the profile of a person, not a contact' }],
    ['permissions', { ignored: 'somebody granted or withdrew permissions of the app', notice: true }],
    ['instagram', { quarantined: 'Instagram is not supported yet' }],
    ['whatsapp_business_account', { quarantined: 'WhatsApp is not supported yet' }],
  ]),
}

/**
 * What a genuine body comes to.
 *
 * @throws MalformedPayload `not_utf8`, `not_json`
 */
export function normalize({ body }: Proven, { receivedAt }: NormalizeContext<MetaSettings>): NormalizeResult {
  return normalizeUpdates(readBody(parseJson(body), receivedAt, pages))
}
