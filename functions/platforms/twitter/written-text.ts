import type { MentionEntity } from './entities.ts'

const onlyHandles = /^(?:@(\w{1,20})(?:\s{1,9}|$)){1,200}$/
const leadingHandles = /^(?:@(\w{1,20})(?:\s{1,9}|$)){1,200}/
const eachHandle = /@(\w{1,20})(?:\s{1,9}|$)/g

interface Reply {
  /** Where the visible text begins, in code points; not told by every payload. */
  readonly start: number | undefined
  readonly mentions: readonly MentionEntity[]
  /** The user replied to, by id or handle, as far as that is told. */
  readonly repliedToUser: { readonly id?: string | undefined; readonly handle?: string | undefined }
}

/**
 * What the author of a reply has written, without the handles that X puts before it. Where the payload does not tell
 * where the visible text begins, those are the handles at the beginning that are mentions, if the user replied to is
 * among them; a handle that somebody typed first, as in a thread of their own, stays.
 */
export function writtenText(text: string, { start, ...reply }: Reply): string {
  return start === undefined ? withoutMentions(text, reply) : withoutPrefix(text, start)
}

/** The visible text; whole where anything but handles would be lost. */
export function withoutPrefix(text: string, start: number): string {
  // Handles are ASCII, hence code units are as good as code points.
  const prefix = text.slice(0, Math.max(0, start))
  return onlyHandles.test(prefix) ? text.slice(prefix.length) : text
}

function withoutMentions(text: string, { mentions, repliedToUser }: Omit<Reply, 'start'>): string {
  const known = new Map(
    mentions.flatMap(({ person }) => (person.handle ? [[lower(person.handle), person]] : [])),
  )
  const { id, handle: repliedTo } = repliedToUser
  let isAnswered = id === undefined && repliedTo === undefined
  let length = 0
  for (const [word, name = ''] of leadingHandles.exec(text)?.[0].matchAll(eachHandle) ?? []) {
    const person = known.get(lower(name))
    if (person === undefined) break
    if ((id !== undefined && person.id === id) || lower(name) === lower(repliedTo ?? '')) isAnswered = true
    length += word.length
  }
  return isAnswered ? text.slice(length) : text
}

function lower(name: string): string {
  return name.toLowerCase()
}
