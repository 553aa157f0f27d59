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
  const brought = Object.values(platforms).flatMap((each) => {
    const { data } = bringsOthers.safeParse(each)
    return Object.keys(data?.settings.platforms ?? {})
  })
  return [...new Set([...knownPlatforms, ...Object.keys(platforms), ...brought])]
}

const bringsOthers = z.object({
  settings: z.object({ platforms: z.record(platformSlug, z.string()) }),
})
