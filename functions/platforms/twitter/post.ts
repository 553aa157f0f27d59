import type { Attachment, Message } from '../../../schemas/contact-event.ts'
import type { Profile } from './profiles.ts'

/** A post of either generation of payloads, as far as it matters here. */
export interface Post {
  readonly id: string
  /** Of the first version: every edit makes a new id, and this one stays. */
  readonly firstId: string
  /** All versions so far that the payload tells. */
  readonly versions: readonly string[]
  readonly author?: Profile
  readonly createdAt?: string
  /** The id of the conversation's first post; v1.1 does not tell it. */
  readonly conversationId?: string
  /** The post that this one replies to. */
  readonly repliedTo?: Reference
  readonly quoted?: Reference
  /** The post that this one merely repeats. */
  readonly reposted?: Reference
  /** Said in the visible text. */
  readonly mentions: NonNullable<Message['mentions']>
  /** Put before a reply's visible text by X: everyone who takes part in the thread. */
  readonly repliedToUsers: NonNullable<Message['mentions']>
  readonly text: string
  readonly links: NonNullable<Message['links']>
  readonly attachments: readonly Attachment[]
  readonly language?: string
}

/** What a payload tells of another post. */
export interface Reference {
  readonly id: string
  readonly authorId?: string
  readonly conversationId?: string
  readonly text?: string
}

/** `und`, and X's private codes for posts of links, hashtags, media or mentions only, are no languages. */
const noLanguage = /^(und|zxx|art|q[a-t][a-z])$/

export function readLanguage(code: string | undefined): string | undefined {
  return code === undefined || noLanguage.test(code) ? undefined : code
}

/** The first post of the conversation that a post stands in, where the payload tells. */
export function rootIdOf(post: Post): string | undefined {
  if (post.conversationId !== undefined) return isOwnRoot(post) ? post.firstId : post.conversationId
  return post.repliedTo === undefined ? post.firstId : undefined
}

/** A reply, also where only the conversation tells that something stands above it. */
export function isReply(post: Post): boolean {
  return post.repliedTo !== undefined || (post.conversationId !== undefined && !isOwnRoot(post))
}

/** Any version of a post may name the conversation that it began. */
function isOwnRoot({ id, firstId, versions, conversationId }: Post): boolean {
  return conversationId !== undefined && [id, firstId, ...versions].includes(conversationId)
}

export function messageIdOf(nativeId: string): string {
  return `twitter:${nativeId}`
}

export function postUrl(nativeId: string, handle?: string): string {
  return `https://x.com/${handle ?? 'i'}/status/${nativeId}`
}
