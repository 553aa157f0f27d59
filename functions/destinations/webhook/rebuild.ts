import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import type { RebuiltBody } from '../../contracts/destination.ts'
import { toCloudEvent } from '../../core/cloud-event.ts'
import { encodeEvent } from './encode-event.ts'
import { settings as schema } from './settings.ts'

const mode = schema.pick({ mode: true }).strip()

/** The body to the byte, but for links to files, which only deliver has the key for. */
export function rebuild(event: RoutedEvent, settings: Readonly<Record<string, unknown>>): RebuiltBody {
  const { headers, body } = encodeEvent(toCloudEvent(event), mode.parse(settings).mode)
  return { contentType: headers['content-type'] ?? '', text: new TextDecoder().decode(body) }
}
