import type { Destination } from '../contracts/destination.ts'

/** The kinds of destination there are; a folder beside this file each, loaded when asked for. */
export const destinationAdapters: Record<string, () => Promise<Destination>> = {
  genesys: async () => (await import('./genesys/index.ts')).genesys,
  mail: async () => (await import('./mail/index.ts')).mail,
  rt: async () => (await import('./rt/index.ts')).rt,
  webhook: async () => (await import('./webhook/index.ts')).webhook,
  zendesk: async () => (await import('./zendesk/index.ts')).zendesk,
  znuny: async () => (await import('./znuny/index.ts')).znuny,
}
