import { type Given, idText, inside, isGiven, withFields } from './given.ts'

/** What nobody ties to anything is a conversation of its own, in which its author speaks. */
export function completeConversation(
  given: Given,
  at: {
    isCreated: boolean
    messageId: string | undefined
    about: string | undefined
    author: Given | undefined
    qualify: (id: unknown) => unknown
  },
): unknown {
  const { isCreated, messageId, about, author, qualify } = at
  if (given['conversation'] !== undefined && !isGiven(given['conversation'])) return given['conversation']
  const written = inside(given, 'conversation')
  const parent = qualify(written['parentMessageId'])
  const root = qualify(written['rootMessageId'])
  const id = qualify(written['id']) ?? parent ?? about ?? messageId
  const isTied =
    written['id'] !== undefined ||
    parent !== undefined ||
    inside(given, 'message')['id'] !== undefined ||
    about
  const authorId = idText(author?.['id'])
  const starts = isCreated && id === messageId && authorId !== undefined
  return withFields(written, {
    id,
    rootMessageId: root,
    parentMessageId: parent,
    match: written['match'] ?? (isTied ? 'platform' : 'none'),
    startedBy:
      written['startedBy'] ?? (starts ? withFields({ id: authorId }, { role: author?.['role'] }) : undefined),
  })
}
