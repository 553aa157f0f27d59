import { describe, expect, it } from 'vitest'
import { acme, activity, anne, boris, post, postV2, read, readOne, told } from './read.ts'

const mention = (id: string, screen_name: string, indices: [number, number]) => ({
  id_str: id,
  screen_name,
  indices,
})
const replyTo = (postId: string, userId: string) => ({
  in_reply_to_status_id_str: postId,
  in_reply_to_user_id_str: userId,
})

describe('ids of posts', () => {
  it('never pass through a number', async () => {
    const numbers = `{"for_user_id": ${acme}, "tweet_create_events": [{"id": 1992000000000000123, "text": "a",
      "in_reply_to_status_id": 1992000000000000121, "user": {"id": 1650000000000000009, "name": "b"}}]}`
    const event = await readOne(numbers)
    expect(event.account.id).toBe(acme)
    expect(event.message?.id).toBe('twitter:1992000000000000123')
    expect(event.conversation.parentMessageId).toBe('twitter:1992000000000000121')
    expect(event.author?.id).toBe('1650000000000000009')
  })

  it('are those of the text where the number was rounded', async () => {
    const event = await readOne(told({ id: 1992000000000000000, id_str: '1992000000000000124' }))
    expect(event.message?.id).toBe('twitter:1992000000000000124')
  })

  it('are small in old posts', async () => {
    const event = await readOne(told({ id: 20, id_str: undefined }))
    expect(event.message?.id).toBe('twitter:20')
  })

  it('make one message of one post that two accounts are told of, and an event for each', async () => {
    const first = await readOne(told({}, acme))
    const second = await readOne(told({}, boris))
    expect(second.message?.id).toBe(first.message?.id)
    expect(second.account.id).not.toBe(first.account.id)
    expect(second.id).not.toBe(first.id)
  })

  it('make one event of a reply that is told as a reply and as a mention', async () => {
    const reply = postV2({ conversation_id: '50', in_reply_to_user_id: acme, in_reply_to_tweet_id: '50' })
    const asReply = await readOne(activity('post.reply.create', reply))
    expect(await readOne(activity('post.mention.create', reply))).toEqual(asReply)
    expect(await readOne(activity('PostReplyCreate', reply))).toEqual(asReply)
  })

  it('make one event of a post that both APIs tell of', async () => {
    const ofAccountActivity = await readOne(told({ id_str: postV2().id }))
    const ofActivity = await readOne(activity('post.mention.create', postV2()))
    expect(ofActivity.id).toBe(ofAccountActivity.id)
  })
})

describe('addressing of posts', () => {
  const mentioned = { entities: { user_mentions: [mention(acme, 'acme_service', [0, 13])] } }

  it('is direct for a reply to the account', async () => {
    const event = await readOne(told({ ...replyTo('50', acme), ...mentioned }))
    expect(event).toMatchObject({ surface: 'comment', addressing: 'direct', direction: 'inbound' })
  })

  it('is a mention where the text names the account', async () => {
    const event = await readOne(told(mentioned))
    expect(event).toMatchObject({ surface: 'post', addressing: 'mention', direction: 'inbound' })
    expect(event.account).toEqual({ id: acme, handle: 'acme_service' })
  })

  it('is a mention for a post that begins with the account and replies to nothing', async () => {
    const event = await readOne(
      told({ in_reply_to_user_id_str: acme, display_text_range: [14, 20], ...mentioned }),
    )
    expect(event).toMatchObject({ surface: 'post', addressing: 'mention' })
    expect(event.conversation.id).toBe(event.message?.id)
  })

  it('is direct, with no mention, where X alone has put the account before a reply to someone else', async () => {
    const event = await readOne(told({ ...replyTo('101', anne), display_text_range: [14, 20], ...mentioned }))
    expect(event.addressing).toBe('direct')
    expect(event.message?.mentions).toBeUndefined()
    expect(event.recipients).toEqual([{ id: acme, name: 'acme_service' }])
  })

  it('is a mention where the visible text of a reply to someone else names the account too', async () => {
    const fields = { ...replyTo('101', anne), display_text_range: [0, 20], ...mentioned }
    expect((await readOne(told(fields))).addressing).toBe('mention')
  })

  it('is a mention where the account is quoted', async () => {
    const quoted_status = { id_str: '50', text: 'Heute', user: { id_str: acme } }
    const event = await readOne(told({ quoted_status }))
    expect(event.addressing).toBe('mention')
    expect(event.message).toMatchObject({ quotes: 'twitter:50', quoted: 'Heute' })
  })

  it('takes the word of the event where the post does not tell', async () => {
    const bare = postV2({ conversation_id: '50' })
    expect((await readOne(activity('post.reply.create', bare))).addressing).toBe('direct')
    expect((await readOne(activity('post.mention.create', bare))).addressing).toBe('mention')
    expect((await readOne(activity('post.quote.create', bare))).addressing).toBe('mention')
    expect((await readOne(activity('post.create', bare))).addressing).toBe('about')
  })

  it('knows the account by its handle where a mention has no id', async () => {
    const entities = { mentions: [{ start: 0, end: 13, username: 'ACME_Service' }] }
    const includes = { users: [{ data: { id: acme, username: 'acme_service' } }] }
    const event = await readOne(activity('post.create', postV2({ entities }), { includes }))
    expect(event.addressing).toBe('mention')
    expect((await readOne(activity('post.create', postV2({ entities })))).addressing).toBe('about')
  })
})

describe('direction of posts', () => {
  it('is outbound for what the account writes, and nobody is told', async () => {
    const event = await readOne(told({ user: { id_str: acme }, ...replyTo('101', anne) }))
    expect(event).toMatchObject({ direction: 'outbound', addressing: 'direct', author: { role: 'company' } })
    expect(event.conversation.startedBy).toEqual({ id: anne, role: 'customer' })
  })

  it('is outbound for what another account of the company writes', async () => {
    const accounts = [{ id: acme }, { id: boris }]
    const event = await readOne(told({ user: { id_str: boris } }), { accounts })
    expect(event).toMatchObject({ account: { id: acme }, direction: 'outbound', author: { role: 'company' } })
  })
})

describe('conversations of posts', () => {
  it('are named by their first post where that is told', async () => {
    const reply = postV2({
      conversation_id: '50',
      referenced_tweets: [
        { type: 'quoted', id: '51' },
        { type: 'replied_to', id: '60' },
      ],
    })
    const { conversation, surface, message } = await readOne(activity('post.mention.create', reply))
    expect(surface).toBe('comment')
    expect(message?.quotes).toBe('twitter:51')
    expect(conversation).toEqual({
      id: 'twitter:50',
      rootMessageId: 'twitter:50',
      parentMessageId: 'twitter:60',
      url: 'https://x.com/i/status/50',
      match: 'platform',
    })
  })

  it('are named by the post replied to where nothing more is told', async () => {
    const { conversation } = await readOne(told(replyTo('60', boris)))
    expect(conversation).toEqual({
      id: 'twitter:60',
      parentMessageId: 'twitter:60',
      url: 'https://x.com/i/status/60',
      startedBy: { id: boris, role: 'customer' },
      match: 'platform',
    })
  })

  it('are replies also where only the conversation tells it', async () => {
    const event = await readOne(activity('post.mention.create', postV2({ conversation_id: '50' })))
    expect(event).toMatchObject({ surface: 'comment', conversation: { id: 'twitter:50' } })
    expect((await readOne(told({ conversation_id_str: '50' }))).conversation.id).toBe('twitter:50')
  })
})

describe('edits of posts', () => {
  const chain = ['107', '108', '109']

  it.each([
    ['the account activity', told({ id_str: '109', edit_history_tweet_ids: chain })],
    [
      'the account activity, in its older form',
      told({ id_str: '109', edit_history: { initial_tweet_id: '107' } }),
    ],
    [
      'an activity',
      activity('post.create', postV2({ id: '109', conversation_id: '107', edit_history_tweet_ids: chain })),
    ],
    [
      'an activity that names itself',
      activity('post.create', postV2({ id: '109', conversation_id: '109', edit_history_tweet_ids: chain })),
    ],
    [
      'an activity that names a version between',
      activity('post.create', postV2({ id: '109', conversation_id: '108', edit_history_tweet_ids: chain })),
    ],
  ])('keep the id of the first version in %s', async (_, body) => {
    const event = await readOne(body)
    expect(event.kind).toBe('message.edited')
    expect(event.surface).toBe('post')
    expect(event.message).toMatchObject({ id: 'twitter:107', version: 'twitter:109' })
    expect(event.conversation).toMatchObject({ id: 'twitter:107', rootMessageId: 'twitter:107' })
  })

  it('are events of their own, each', async () => {
    const ids = await Promise.all(
      chain.map(async (id) => (await readOne(told({ id_str: id, edit_history_tweet_ids: chain }))).id),
    )
    expect(new Set(ids).size).toBe(3)
  })

  it('do not make an edit of a first version that comes late', async () => {
    const event = await readOne(told({ id_str: '107', edit_history_tweet_ids: chain }))
    expect(event.kind).toBe('message.created')
    expect(event.message).not.toHaveProperty('version')
  })
})

describe('words of posts', () => {
  it.each(['und', 'qme', 'zxx', 'art'])('have no language where X says %s', async (lang) => {
    expect((await readOne(told({ lang }))).message).not.toHaveProperty('language')
  })

  it('leave out what is not there', async () => {
    const { message } = await readOne(told({ text: '' }))
    expect(message).toEqual({
      id: 'twitter:1992000000000000101',
      url: 'https://x.com/aenne_gruen/status/1992000000000000101',
      attachments: [],
    })
  })

  it('keep a link to a medium that did not come along', async () => {
    const fields = {
      text: 'Siehe https://t.co/abc',
      entities: {
        urls: [
          { url: 'https://t.co/abc', expanded_url: 'https://x.com/b/status/9/photo/1', media_key: '3_1' },
        ],
      },
      attachments: { media_keys: ['3_1'] },
    }
    const { message } = await readOne(activity('post.create', postV2(fields)))
    expect(message?.text).toBe('Siehe https://x.com/b/status/9/photo/1')
    expect(message?.attachments).toMatchObject([{ state: 'unavailable', details: { mediaKey: '3_1' } }])
  })

  it('keep a link to the photo of another post', async () => {
    const fields = {
      text: 'https://t.co/abc',
      entities: { urls: [{ url: 'https://t.co/abc', expanded_url: 'https://x.com/b/status/9/photo/1' }] },
      attachments: { media_keys: ['3_1'] },
    }
    const includes = {
      media: [{ media_key: '3_1', type: 'photo', url: 'https://pbs.twimg.com/media/a.jpg' }],
    }
    const { message } = await readOne(activity('post.create', postV2(fields), { includes }))
    expect(message?.text).toBe('https://x.com/b/status/9/photo/1')
  })

  it('survive adornments of an unexpected shape', async () => {
    const adornments = {
      entities: { urls: 'none', user_mentions: [{}, 7] },
      lang: 7,
      user: { id_str: anne, name: 7 },
    }
    const event = await readOne(told(adornments))
    expect(event.message?.text).toBe('Guten Abend')
    expect(event.author).toEqual({ role: 'customer', id: anne, scope: 'twitter' })
  })
})

describe('reposts', () => {
  const original = { id_str: '50', text: 'Heute', user: { id_str: acme } }

  it('are reactions to what they repeat', async () => {
    const event = await readOne(told({ retweeted_status: original }))
    expect(event).toMatchObject({
      kind: 'reaction.added',
      reaction: { type: 'repost' },
      target: { messageId: 'twitter:50' },
      conversation: { id: 'twitter:50' },
      addressing: 'direct',
      actor: { id: anne },
    })
    expect(event).not.toHaveProperty('message')
  })

  it('of a post about the account are not to it', async () => {
    const retweeted_status = { ...original, user: { id_str: boris } }
    expect((await readOne(told({ retweeted_status }))).addressing).toBe('about')
  })

  it('hang where the reposted reply hangs, if that is told', async () => {
    const repost = postV2({ referenced_tweets: [{ type: 'retweeted', id: '60' }] })
    const includes = { tweets: [{ data: { id: '60', text: 'a', conversation_id: '50', author_id: acme } }] }
    const event = await readOne(activity('post.create', repost, { includes }))
    expect(event).toMatchObject({
      surface: 'comment',
      conversation: { id: 'twitter:50', rootMessageId: 'twitter:50' },
      target: { messageId: 'twitter:60' },
    })
  })
})

describe('unreadable posts', () => {
  it.each([
    ['no id', { id_str: undefined }],
    ['an id that is none', { id_str: 'abc' }],
    ['no text', { text: undefined }],
    ['a reply to something that is no id', { in_reply_to_status_id_str: 'abc' }],
    ['a long text that is none', { extended_tweet: 'long' }],
    ['a repost of nothing', { retweeted_status: {} }],
  ])('are quarantined for %s, and the others are read', async (_, fields) => {
    const { events, quarantined } = await read({
      for_user_id: acme,
      tweet_create_events: [post(fields), post()],
    })
    expect(events).toHaveLength(1)
    expect(quarantined).toMatchObject([{ what: 'tweet_create_events' }])
  })
})
