import type { Kind, Surface, Work } from '../../../schemas/contact-event.ts'

export type Effect = Work['effect']
export type { Kind, Surface }
