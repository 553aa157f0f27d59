import { maxPlatformLength } from '../../../schemas/contact-event.ts'

/** What can be made, and where it is listed. */
export const adapterKinds = {
  destination: ['functions/destinations/index.ts'],
  platform: ['functions/platforms/index.ts'],
} as const

/** How long a name may be. A destination's is part of more names than a platform's. */
export const maxNameLengths: Readonly<Record<keyof typeof adapterKinds, number>> = {
  destination: 20,
  platform: maxPlatformLength,
}

export type AdapterKind = keyof typeof adapterKinds
