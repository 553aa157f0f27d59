import type { Platform } from '../../functions/contracts/platform.ts'
import { type Registries, registries } from '../deployment-checks/adapter-mistakes.ts'

export type FindPlatform = (name: string) => Promise<Platform | undefined>

/** Among the built-in ones. */
export const findPlatform: FindPlatform = platformFinder(registries)

/** Finds the adapter of a platform among those there are; `undefined` where there is none of that name. */
export function platformFinder({ platforms }: Pick<Registries, 'platforms'>): FindPlatform {
  return async (name) => (Object.hasOwn(platforms, name) ? platforms[name]?.() : undefined)
}
