import { knownPlatforms } from './contact-event.ts'

/** What the platform of an event may be: what is enabled, mail, and what may have been enabled once. */
export function eventPlatforms({
  platforms,
}: {
  readonly platforms: Readonly<Record<string, unknown>>
}): string[] {
  return [...new Set([...knownPlatforms, ...Object.keys(platforms)])]
}
