import * as z from 'zod'
import { knownPlatforms, platformSlug } from './contact-event.ts'

/**
 * What the platform of an event may be: what is enabled, mail, and what may have been enabled once. A platform that
 * brings events of other systems names them by its setting `platforms`.
 */
export function eventPlatforms({
  platforms,
}: {
  readonly platforms: Readonly<Record<string, unknown>>
}): string[] {
  const brought = Object.values(platforms).flatMap(namedBy)
  return [...new Set([...knownPlatforms, ...Object.keys(platforms), ...brought])]
}

/** What the platform of an event is, of what is enabled; a platform that is built in and has no events of its own takes mail. */
export function enabledEventPlatforms({
  platforms,
}: {
  readonly platforms: Readonly<Record<string, { readonly adapter?: string | undefined }>>
}): string[] {
  const known: readonly string[] = knownPlatforms
  const enabled = Object.entries(platforms).flatMap(([name, config]) => {
    const named = namedBy(config)
    if (named.length > 0) return named
    return known.includes(name) || config.adapter !== undefined ? [name] : ['email']
  })
  return [...new Set(enabled)]
}

function namedBy(platform: unknown): string[] {
  const { data } = bringsOthers.safeParse(platform)
  return Object.keys(data?.settings.platforms ?? {})
}

const bringsOthers = z.object({
  settings: z.object({ platforms: z.record(platformSlug, z.string()) }),
})
