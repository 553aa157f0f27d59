import type { Kind } from '../../../schemas/contact-event.ts'

// Maps, because an object would know `constructor` as a verb; items and API versions differ in which verb they use.

/** What a verb does to a post, comment or review. */
export const messageVerbs: ReadonlyMap<string, Kind> = new Map([
  ['add', 'message.created'],
  ['edit', 'message.edited'],
  ['edited', 'message.edited'],
  ['update', 'message.edited'],
  ['remove', 'message.deleted'],
  ['delete', 'message.deleted'],
  ['hide', 'message.hidden'],
  ['unhide', 'message.unhidden'],
])

/** What a verb does to a reaction; an edit is the choice of another one. */
export const reactionVerbs: ReadonlyMap<string, Kind> = new Map([
  ['add', 'reaction.added'],
  ['edit', 'reaction.added'],
  ['edited', 'reaction.added'],
  ['update', 'reaction.added'],
  ['remove', 'reaction.removed'],
  ['delete', 'reaction.removed'],
])
