import type { ContactEvent, Conversation, Message } from '../../../schemas/contact-event.ts'
import { compact } from '../../core/compact.ts'
import { isReply, messageIdOf, type Post, postUrl, rootIdOf } from './post.ts'
import { postTarget } from './post-target.ts'
import { commonFields, personIn, publicReply, type Scene } from './scene.ts'
import { occurrence } from './times.ts'

type Addressing = ContactEvent['addressing']

/**
 * What a post is for the account that is told of it: a message, a new version of one, or, where it merely
 * repeats another post, a reaction to that.
 *
 * @param known how the notification itself says that the post is addressed, where the post does not tell
 */
export function postEvent(post: Post, scene: Scene, known?: Addressing): ContactEvent {
  const named = { ...scene, account: { ...accountIn(post, scene), ...scene.account } }
  return post.reposted ? repostEvent(post, post.reposted, named, known) : messageEvent(post, named, known)
}

/** What a post itself tells of the account: as its author, or named in it. */
function accountIn({ author, mentions, repliedToUsers }: Post, { account }: Scene): ContactEvent['account'] {
  const told = [author, ...mentions, ...repliedToUsers].find((person) => person?.id === account.id)
  return {
    id: account.id,
    ...(told?.name !== undefined && { name: told.name }),
    ...(told?.handle !== undefined && { handle: told.handle }),
  }
}

function messageEvent(post: Post, scene: Scene, known: Addressing | undefined): ContactEvent {
  const isEdit = post.id !== post.firstId
  return {
    ...commonFields(scene, isEdit ? 'message.edited' : 'message.created', post.id),
    surface: isReply(post) ? 'comment' : 'post',
    ...occurrence(scene.receivedAt, post.createdAt, scene.notifiedAt),
    visibility: 'public',
    addressing: addressingOf(post, scene, known),
    direction: scene.isCompany(post.author?.id) ? 'outbound' : 'inbound',
    conversation: conversationOf(post, scene),
    message: messageOf(post),
    ...(post.author && { author: personIn(scene, post.author) }),
    ...(post.repliedToUsers.length > 0 && { recipients: recipientsOf(post, scene) }),
    reply: publicReply,
  }
}

function messageOf(post: Post): Message {
  const { mentions, links, quoted } = post
  return compact({
    id: messageIdOf(post.firstId),
    ...(post.id !== post.firstId && { version: messageIdOf(post.id) }),
    url: postUrl(post.id, post.author?.handle),
    ...(post.text !== '' && { text: post.text }),
    language: post.language,
    attachments: [...post.attachments],
    ...(mentions.length > 0 && { mentions }),
    ...(links.length > 0 && { links }),
    ...(quoted?.text && { quoted: quoted.text }),
    ...(quoted && { quotes: messageIdOf(quoted.id) }),
  })
}

/** By the conversation's first post, else by the post replied to; route knows more of the latter. */
function conversationOf(post: Post, scene: Scene): Conversation {
  const rootId = rootIdOf(post)
  const id = rootId ?? post.repliedTo?.id ?? post.firstId
  const starter = id === post.firstId ? post.author?.id : starterOf(id, post)
  return {
    id: messageIdOf(id),
    ...(rootId !== undefined && { rootMessageId: messageIdOf(rootId) }),
    ...(post.repliedTo && { parentMessageId: messageIdOf(post.repliedTo.id) }),
    url: postUrl(id, id === post.firstId ? post.author?.handle : undefined),
    ...(starter !== undefined && {
      startedBy: { id: starter, role: scene.isCompany(starter) ? 'company' : 'customer' },
    }),
    match: 'platform',
  }
}

function starterOf(id: string, { repliedTo }: Post): string | undefined {
  return repliedTo?.id === id ? repliedTo.authorId : undefined
}

function repostEvent(
  post: Post,
  reposted: NonNullable<Post['reposted']>,
  scene: Scene,
  known: Addressing | undefined,
): ContactEvent {
  return {
    ...commonFields(scene, 'reaction.added', post.id),
    ...postTarget(reposted),
    ...occurrence(scene.receivedAt, post.createdAt, scene.notifiedAt),
    visibility: 'public',
    addressing: scene.isCompany(reposted.authorId) ? 'direct' : addressingOf(post, scene, known),
    direction: scene.isCompany(post.author?.id) ? 'outbound' : 'inbound',
    reaction: { type: 'repost' },
    ...(post.author && { actor: personIn(scene, post.author) }),
    reply: publicReply,
  }
}

/**
 * `direct`: by the company, or a reply to it. `mention`: it is named, or its post is quoted. `about`: neither,
 * as with most search hits. A reply in whose thread the company takes part counts as direct: whom it really
 * answers, only the parent tells, and route looks for that.
 */
function addressingOf(post: Post, scene: Scene, known: Addressing | undefined): Addressing {
  const { isCompany, account } = scene
  if (isCompany(post.author?.id) || isCompany(post.repliedTo?.authorId) || known === 'direct') return 'direct'
  const isAccount = ({ id, handle }: { id?: string | undefined; handle?: string | undefined }) =>
    id === undefined ? handle !== undefined && sameHandle(handle, account.handle) : isCompany(id)
  if (post.mentions.some(isAccount)) return 'mention'
  if (post.repliedToUsers.some(isAccount)) return 'direct'
  return isCompany(post.quoted?.authorId) ? 'mention' : (known ?? 'about')
}

/** Those whom X names before a reply's text, by name or else by handle. */
function recipientsOf(
  { repliedToUsers }: Post,
  { profiles }: Scene,
): NonNullable<ContactEvent['recipients']> {
  return repliedToUsers.map(({ id, handle, name }) => {
    const shown = name ?? (id === undefined ? undefined : profiles.get(id)?.name) ?? handle
    return compact({ id, name: shown })
  })
}

function sameHandle(one: string, other: string | undefined): boolean {
  return one.toLowerCase() === other?.toLowerCase()
}
