import * as z from 'zod'
import { compact } from '../../core/compact.ts'
import { linkEntity, mentionEntity, partMentions, publicLinks, textRange } from './entities.ts'
import { adornment, adornments, anyList, anything, exactId, nativeId } from './fields.ts'
import { readMedium } from './media.ts'
import { type Post, type Reference, readLanguage } from './post.ts'
import { readProfile } from './profiles.ts'
import { readableText } from './text.ts'
import { readInstant } from './times.ts'
import { withoutPrefix, writtenText } from './written-text.ts'

const optionalId = nativeId.nullish()
const optionalText = z.string().nullish()

const body = z.lazy(() =>
  z.looseObject({
    text: optionalText,
    full_text: optionalText,
    display_text_range: textRange,
    entities: adornment(
      z.looseObject({
        urls: adornments(linkEntity),
        user_mentions: adornments(mentionEntity),
        media: anyList,
      }),
    ),
    extended_entities: adornment(z.looseObject({ media: anyList })),
  }),
)

const referable = z.lazy(() =>
  body.unwrap().extend({
    id: optionalId,
    id_str: optionalId,
    user: anything,
    conversation_id_str: optionalId,
    /** Texts above 140 characters stand here whole, and cut off in `text`. */
    extended_tweet: body.nullish(),
  }),
)

/** https://developer.x.com/en/docs/x-api/v1/data-dictionary/object-model/tweet */
const postV1 = z.lazy(() =>
  referable.unwrap().extend({
    created_at: anything,
    timestamp_ms: anything,
    lang: adornment(z.string()),
    in_reply_to_status_id: optionalId,
    in_reply_to_status_id_str: optionalId,
    in_reply_to_user_id: optionalId,
    in_reply_to_user_id_str: optionalId,
    in_reply_to_screen_name: adornment(z.string()),
    edit_history_tweet_ids: z.array(nativeId).nullish(),
    edit_history: z.looseObject({ initial_tweet_id: nativeId }).nullish(),
    quoted_status_id: optionalId,
    quoted_status_id_str: optionalId,
    quoted_status: referable.nullish(),
    retweeted_status: referable.nullish(),
  }),
)

const essentials = z.lazy(() => z.object({ id_str: nativeId, text: z.string() }))
const shortLink = z.lazy(() => z.looseObject({ url: z.string() }))

/** Reads a post of the Account Activity API. @throws z.ZodError */
export function readPostV1(value: unknown): Post {
  const given = postV1.parse(value)
  const { display_text_range, entities } = given.extended_tweet ?? given
  const mentions = entities?.user_mentions ?? []
  const start = display_text_range?.[0]

  const author = readProfile(given.user)
  const createdAt = readInstant(given.timestamp_ms) ?? readInstant(given.created_at)
  const language = readLanguage(given.lang)
  const repliedTo = exactId(given.in_reply_to_status_id_str, given.in_reply_to_status_id)
  const repliedToUser = exactId(given.in_reply_to_user_id_str, given.in_reply_to_user_id)
  const quoted = exactId(given.quoted_status_id_str, given.quoted_status_id)
  const repliedToUserNamed = { id: repliedToUser, handle: given.in_reply_to_screen_name }
  const { id, text, links, attachments } = readWords(given, (words) =>
    repliedTo === undefined
      ? words
      : writtenText(words, { start, mentions, repliedToUser: repliedToUserNamed }),
  )

  return compact({
    id,
    firstId: given.edit_history_tweet_ids?.[0] ?? given.edit_history?.initial_tweet_id ?? id,
    versions: given.edit_history_tweet_ids ?? [],
    text,
    links: publicLinks(links),
    attachments,
    ...partMentions(mentions, repliedTo === undefined ? 0 : (start ?? 0)),
    ...(author && { author }),
    createdAt,
    ...(given.conversation_id_str && { conversationId: given.conversation_id_str }),
    ...(repliedTo !== undefined && {
      repliedTo: compact({ id: repliedTo, authorId: repliedToUser }),
    }),
    ...(given.quoted_status
      ? { quoted: readReference(given.quoted_status) }
      : quoted !== undefined && { quoted: { id: quoted } }),
    ...(given.retweeted_status && { reposted: readReference(given.retweeted_status) }),
    language,
  })
}

/** A post that came inside another, or with a like. @throws z.ZodError */
export function readPostReferenceV1(value: unknown): Reference {
  return readReference(referable.parse(value))
}

function readReference(given: z.infer<typeof referable>): Reference {
  const start = (given.extended_tweet ?? given).display_text_range?.[0] ?? 0
  const { id, text } = readWords(given, (words) => withoutPrefix(words, start))
  const author = readProfile(given.user)
  return {
    id,
    text,
    ...(author && { authorId: author.id }),
    ...(given.conversation_id_str && { conversationId: given.conversation_id_str }),
  }
}

function readWords(given: z.infer<typeof referable>, written: (words: string) => string) {
  const whole = given.extended_tweet ?? given
  const { id_str: id, text } = essentials.parse({
    id_str: exactId(given.id_str, given.id),
    text: whole.full_text ?? whole.text,
  })
  const links = whole.entities?.urls ?? []
  const media = (whole.extended_entities ?? whole.entities)?.media ?? []
  const mediaLinks = new Set(media.flatMap((medium) => shortLink.safeParse(medium).data?.url ?? []))
  return {
    id,
    text: readableText(written(text), links, mediaLinks),
    links,
    attachments: media.map((medium) => readMedium(medium)),
  }
}
