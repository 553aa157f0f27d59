import * as z from 'zod'
import type { Attachment } from '../../../schemas/contact-event.ts'
import { compact } from '../../core/compact.ts'
import { linkEntity, mentionEntity, partMentions, publicLinks, textRange } from './entities.ts'
import { adornment, adornments, anyList, anything, isObject, nativeId, unwrap } from './fields.ts'
import { readMedium, withheldMedium } from './media.ts'
import { type Post, type Reference, readLanguage } from './post.ts'
import type { Profiles } from './profiles.ts'
import { readableText } from './text.ts'
import { readInstant } from './times.ts'
import { writtenText } from './written-text.ts'

const optionalId = nativeId.nullish()
const entities = adornment(
  z.looseObject({ urls: adornments(linkEntity), mentions: adornments(mentionEntity) }),
)

/** https://docs.x.com/x-api/fundamentals/data-dictionary#tweet */
const postV2 = z.lazy(() =>
  z.looseObject({
    id: nativeId,
    text: z.string(),
    /** Texts above 280 characters stand here whole, and cut off in `text`. */
    note_tweet: z.looseObject({ text: z.string(), entities }).nullish(),
    entities,
    display_text_range: textRange,
    author_id: optionalId,
    created_at: anything,
    lang: adornment(z.string()),
    conversation_id: optionalId,
    in_reply_to_user_id: optionalId,
    in_reply_to_tweet_id: optionalId,
    referenced_tweets: z.array(z.looseObject({ type: z.string(), id: nativeId })).nullish(),
    edit_history_tweet_ids: z.array(nativeId).nullish(),
    attachments: z
      .looseObject({ media_keys: z.array(z.string()).nullish(), poll_ids: z.array(z.unknown()).nullish() })
      .nullish(),
  }),
)

/** What a v2 payload expands beside its post. */
interface Includes {
  readonly profiles: Profiles
  readonly posts: ReadonlyMap<string, Reference>
  readonly media: ReadonlyMap<string, unknown>
}

const expansions = adornment(z.looseObject({ tweets: anyList, media: anyList }))
const mediaKey = z.lazy(() => z.looseObject({ media_key: z.string() }))

/** Reads `includes` without its users; of an unexpected shape, it tells nothing. */
export function readIncludes(includes: unknown, profiles: Profiles): Includes {
  const { tweets = [], media = [] } = expansions.parse(includes) ?? {}
  return {
    profiles,
    posts: new Map(
      tweets.flatMap((tweet) => {
        const read = postV2.safeParse(unwrap(tweet))
        return read.success ? [[read.data.id, toReference(read.data, profiles)] as const] : []
      }),
    ),
    media: new Map(
      media.flatMap((medium) => {
        const key = mediaKey.safeParse(unwrap(medium)).data?.media_key
        return key === undefined ? [] : [[key, unwrap(medium)] as const]
      }),
    ),
  }
}

/** Reads a post of the X Activity API or of the filtered stream. @throws z.ZodError */
export function readPostV2(value: unknown, includes: Includes): Post {
  const given = postV2.parse(unwrap(value))
  const repliedTo = repliedToIn(given)
  const { text, links, mentions } = readWords(given, includes.profiles)
  const attachments = readAttachments(given.attachments, includes)
  const shown = new Set(links.flatMap((link) => (isShown(link, given, attachments) ? [link.short] : [])))

  const author = given.author_id && (includes.profiles.get(given.author_id) ?? { id: given.author_id })
  const createdAt = readInstant(given.created_at)
  const language = readLanguage(given.lang)
  const quoted = referredTo(given, 'quoted')
  const reposted = referredTo(given, 'retweeted')
  const refer = (id: string): Reference => includes.posts.get(id) ?? { id }

  return compact({
    id: given.id,
    firstId: given.edit_history_tweet_ids?.[0] ?? given.id,
    versions: given.edit_history_tweet_ids ?? [],
    text: readableText(text, links, shown),
    links: publicLinks(links.filter(({ short }) => !shown.has(short))),
    attachments,
    ...partMentions(mentions, repliedTo === undefined ? 0 : (given.display_text_range?.[0] ?? 0)),
    ...(author && { author }),
    createdAt,
    ...(given.conversation_id && { conversationId: given.conversation_id }),
    ...(repliedTo !== undefined && {
      repliedTo: {
        ...(given.in_reply_to_user_id && { authorId: given.in_reply_to_user_id }),
        ...refer(repliedTo),
      },
    }),
    ...(quoted !== undefined && { quoted: refer(quoted) }),
    ...(reposted !== undefined && { reposted: refer(reposted) }),
    language,
  })
}

function repliedToIn(given: z.infer<typeof postV2>): string | undefined {
  return given.in_reply_to_tweet_id ?? referredTo(given, 'replied_to')
}

function referredTo(given: z.infer<typeof postV2>, type: string): string | undefined {
  return given.referenced_tweets?.find((reference) => reference.type === type)?.id
}

/** The whole of what was written; where a long text comes without entities, those of its beginning, as far as they stand in it. */
function readWords(given: z.infer<typeof postV2>, profiles: Profiles) {
  const { text: whole, entities } = given.note_tweet ?? given
  const { urls = [], mentions = [] } = entities ?? given.entities ?? {}
  const links = entities ? urls : urls.filter(({ short }) => whole.includes(short))
  if (repliedToIn(given) === undefined) return { text: whole, links, mentions }
  const id = given.in_reply_to_user_id ?? undefined
  const repliedToUser = { id, handle: id && profiles.get(id)?.handle }
  const start = given.display_text_range?.[0]
  return { text: writtenText(whole, { start, mentions, repliedToUser }), links, mentions }
}

function toReference(given: z.infer<typeof postV2>, profiles: Profiles): Reference {
  const { text, links } = readWords(given, profiles)
  return {
    id: given.id,
    text: readableText(text, links, new Set()),
    ...(given.author_id && { authorId: given.author_id }),
    ...(given.conversation_id && { conversationId: given.conversation_id }),
  }
}

function readAttachments(given: z.infer<typeof postV2>['attachments'], { media }: Includes): Attachment[] {
  const keyed = (given?.media_keys ?? []).map((key) => {
    const medium = media.get(key)
    return isObject(medium)
      ? readMedium(medium)
      : withheldMedium('the payload names it and does not carry it', { mediaKey: key })
  })
  const polls = (given?.poll_ids ?? []).map(
    (): Attachment => ({ type: 'poll', state: 'unavailable', reason: 'a poll is shown by X only' }),
  )
  return [...keyed, ...polls]
}

/**
 * Whether a link only stands for a medium of this post that came along: the attachment says more.
 * Where the medium did not come along, the link to it stays in the text.
 */
function isShown(
  link: z.infer<typeof linkEntity>,
  given: z.infer<typeof postV2>,
  attachments: readonly Attachment[],
): boolean {
  if (!attachments.some(({ state }) => state === 'remote')) return false
  const page = mediumPage.exec(link.expanded)?.[1]
  const versions = given.edit_history_tweet_ids ?? []
  return link.mediaKey !== undefined || page === given.id || (page !== undefined && versions.includes(page))
}
const mediumPage = /^https?:\/\/(?:twitter|x)\.com\/\w+\/status\/(\d+)\/(?:photo|video)\/\d+$/
