import * as z from 'zod'
import { namePlatform } from '../../functions/presentation/name-platform.ts'
import type { Deployment } from '../../schemas/deployment.ts'

const labelled = z.object({ settings: z.object({ platforms: z.record(z.string(), z.string()) }) })

/** What people call a platform: as the deployment does where it names it, else as its events do. @param mail what mail is called */
export function nameOfPlatform(
  platform: string,
  { platforms }: Pick<Deployment, 'platforms'>,
  mail: string,
): string {
  const named = Object.values(platforms).map(
    (each) => labelled.safeParse(each).data?.settings.platforms[platform],
  )
  const platformLabel = named.find((label) => label !== undefined && label !== '')
  return namePlatform({ platform, ...(platformLabel !== undefined && { platformLabel }) }, mail)
}
