import type { ContactEvent } from '../../schemas/contact-event.ts'
import { shown } from './name-person.ts'

/** Names of platforms whose slug is not their name, for events from before adapters gave a label. */
const formerLabels = new Map([['twitter', 'X']])

/**
 * What people call a platform: as its adapter does, or what its slug suggests where an event has no label.
 *
 * @param mail what mail is called in the reader's language; its gateways give their events no label
 */
export function namePlatform(
  { platform, platformLabel }: Pick<ContactEvent, 'platform' | 'platformLabel'>,
  mail: string,
): string {
  if (platform === 'email') return mail
  return shown(platformLabel) ?? formerLabels.get(platform) ?? fromSlug(platform)
}

/** `forum-of-electronics` becomes `Forum of electronics`. */
function fromSlug(slug: string): string {
  const words = slug.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
