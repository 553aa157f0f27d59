import type { Platform } from '../../functions/contracts/platform.ts'
import { platformAdapters } from '../../functions/platforms/index.ts'

export type FindPlatform = (name: string) => Promise<Platform | undefined>

/** The adapter of a platform; `undefined` where there is none of that name. */
export const findPlatform: FindPlatform = async (name) =>
  Object.hasOwn(platformAdapters, name) ? platformAdapters[name]?.() : undefined
