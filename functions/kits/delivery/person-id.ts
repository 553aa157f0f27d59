import type { Person, RoutedEvent } from '../../../schemas/contact-event.ts'

/** A person by id and where that is valid, for systems that keep one id of a person: `facebook:4711:991`, `twitter:12`. */
export function personId(
  { platform, account }: Pick<RoutedEvent, 'platform' | 'account'>,
  { scope = account.id, id }: Pick<Person, 'scope' | 'id'>,
): string {
  const place = `${scope}:`.startsWith(`${platform}:`) ? scope : `${platform}:${scope}`
  return `${place}:${id}`
}
