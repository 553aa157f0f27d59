import type { ContactEvent, Kind, Surface, Work } from '../../../../schemas/contact-event.ts'

export type PlatformName = ContactEvent['platform']
export type Effect = Work['effect']
export type { Kind, Surface }
