/** What can be made, and where it is listed. */
export const adapterKinds = {
  destination: ['functions/destinations/index.ts'],
  platform: ['functions/platforms/index.ts', 'bin/local/senders/index.ts'],
} as const

export type AdapterKind = keyof typeof adapterKinds
