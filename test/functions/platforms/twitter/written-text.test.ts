import { describe, expect, it } from 'vitest'
import { writtenText } from '../../../../functions/platforms/twitter/written-text.ts'
import { acme, activity, anne, boris, post, postV2, readOne, told } from './read.ts'

const mention = (id: string, screen_name: string, start: number) => ({
  id_str: id,
  screen_name,
  indices: [start, start + screen_name.length + 1],
})
const mentionV2 = (id: string, username: string, start: number) => ({
  id,
  username,
  start,
  end: start + username.length + 1,
})
const replyTo = (user: string) => ({ in_reply_to_status_id_str: '50', in_reply_to_user_id_str: user })

describe('the text of a reply', () => {
  const both = [mention(acme, 'acme_service', 0), mention(boris, 'boris_b', 14)]

  it('is what its author has written; whom X named before it are recipients', async () => {
    const event = await readOne(
      told({
        text: '@acme_service @boris_b Immer noch schwarz, @acme_service!',
        display_text_range: [23, 57],
        entities: { user_mentions: [...both, mention(acme, 'acme_service', 43)] },
        ...replyTo(acme),
      }),
    )
    expect(event.message?.text).toBe('Immer noch schwarz, @acme_service!')
    expect(event.message?.mentions).toEqual([{ id: acme, handle: 'acme_service' }])
    expect(event.recipients).toMatchObject([{ id: acme }, { id: boris }])
  })

  it('keeps a handle that its author typed behind those of X', async () => {
    const fields = { text: '@acme_service @boris_b was sagst du?', display_text_range: [14, 36] }
    const event = await readOne(told({ ...fields, ...replyTo(acme), entities: { user_mentions: both } }))
    expect(event.message?.text).toBe('@boris_b was sagst du?')
  })

  it('is read from the whole of a long one, with its own range', async () => {
    const whole = `@acme_service ${'Der Reihe nach. '.repeat(20)}`.trim()
    const event = await readOne(
      told({
        text: '@acme_service Der Reihe nach. Der…',
        display_text_range: [0, 34],
        truncated: true,
        extended_tweet: {
          full_text: whole,
          display_text_range: [14, whole.length],
          entities: { user_mentions: both.slice(0, 1) },
        },
        ...replyTo(acme),
      }),
    )
    expect(event.message?.text).toBe(whole.slice(14))
  })

  it('is read from full_text as well', async () => {
    const fields = { text: undefined, full_text: '@acme_service Hallo?', display_text_range: [14, 20] }
    const { message } = await readOne(told({ ...fields, ...replyTo(acme) }))
    expect(message?.text).toBe('Hallo?')
  })

  it('is missing where there is nothing but handles and a picture', async () => {
    const media = [{ type: 'photo', media_url_https: 'https://pbs.twimg.com/a.jpg', url: 'https://t.co/abc' }]
    const { message } = await readOne(
      told({
        text: '@acme_service https://t.co/abc',
        display_text_range: [14, 30],
        entities: { user_mentions: both.slice(0, 1), media },
        ...replyTo(acme),
      }),
    )
    expect(message).not.toHaveProperty('text')
    expect(message?.attachments).toHaveLength(1)
  })

  it('loses no word where the range is wrong', async () => {
    for (const display_text_range of [
      [20, 30],
      [999, 1000],
      [-5, 3],
      ['a', 'b'],
    ]) {
      const fields = { text: '@acme_service Immer noch schwarz', display_text_range, ...replyTo(acme) }
      const { message } = await readOne(told(fields))
      expect(message?.text).toContain('Immer noch schwarz')
    }
  })

  it('is quoted without the handles that X put before it', async () => {
    const quoted_status = {
      id_str: '50',
      text: '@boris_b Wir prüfen das.',
      display_text_range: [9, 24],
      user: { id_str: acme },
    }
    const { message } = await readOne(told({ quoted_status, is_quote_status: true }))
    expect(message?.quoted).toBe('Wir prüfen das.')
  })
})

describe('the text of a post', () => {
  it.each([
    ['of v1.1', told({ text: '@acme_service Hallo', display_text_range: [0, 19] })],
    [
      'of v1.1 that begins with the account and replies to nothing',
      told({ text: '@acme_service Hallo', in_reply_to_user_id_str: acme }),
    ],
    [
      'of v2',
      activity(
        'post.mention.create',
        postV2({ text: '@acme_service Hallo', entities: { mentions: [mentionV2(acme, 'acme_service', 0)] } }),
      ),
    ],
  ])('%s keeps the handle that its author typed first', async (_, body) => {
    expect((await readOne(body)).message?.text).toBe('@acme_service Hallo')
  })
})

describe('a reply that does not tell where its visible text begins', () => {
  const mentions = [mentionV2(acme, 'acme_service', 0), mentionV2(boris, 'boris_b', 14)]
  const reply = (fields: Record<string, unknown> = {}) =>
    activity(
      'post.reply.create',
      postV2({
        text: '@acme_service @boris_b Immer noch schwarz, @acme_service',
        conversation_id: '50',
        in_reply_to_user_id: acme,
        referenced_tweets: [{ type: 'replied_to', id: '50' }],
        entities: { mentions: [...mentions, mentionV2(acme, 'acme_service', 43)] },
        ...fields,
      }),
    )

  it('begins behind the mentions at its beginning, which stay mentions', async () => {
    const { message } = await readOne(reply())
    expect(message?.text).toBe('Immer noch schwarz, @acme_service')
    expect(message?.mentions?.map(({ handle }) => handle)).toEqual([
      'acme_service',
      'boris_b',
      'acme_service',
    ])
  })

  it('is read alike where only the conversation’s user is not told', async () => {
    expect((await readOne(reply({ in_reply_to_user_id: undefined }))).message?.text).toBe(
      'Immer noch schwarz, @acme_service',
    )
  })

  it('keeps handles that are no mentions', async () => {
    const { message } = await readOne(reply({ text: '@acme_service @niemand Hallo' }))
    expect(message?.text).toBe('@niemand Hallo')
  })

  it('keeps the handle that somebody typed first in a thread of their own', async () => {
    const { message } = await readOne(reply({ in_reply_to_user_id: anne }))
    expect(message?.text).toBe('@acme_service @boris_b Immer noch schwarz, @acme_service')
  })

  it('knows whom it answers by the handle too', async () => {
    const users = [{ id: acme, username: 'Acme_Service' }]
    const body = reply({ entities: { mentions: [{ username: 'acme_service', start: 0, end: 13 }] } })
    const { message } = await readOne({ data: { ...body.data, includes: { users } } })
    expect(message?.text).toBe('@boris_b Immer noch schwarz, @acme_service')
    const older = post({
      text: '@acme_service Hallo',
      in_reply_to_status_id_str: '50',
      in_reply_to_screen_name: 'acme_service',
      entities: { user_mentions: [mention(acme, 'acme_service', 0)] },
    })
    expect((await readOne({ for_user_id: acme, tweet_create_events: [older] })).message?.text).toBe('Hallo')
  })

  it('begins behind them in a long post', async () => {
    const { message } = await readOne(
      reply({ note_tweet: { text: `@acme_service ${'Wort '.repeat(80)}`, entities: { mentions } } }),
    )
    expect(message?.text).toBe('Wort '.repeat(80).trim())
  })
})

describe('writtenText', () => {
  it('takes time in proportion to the text', () => {
    const reply = { mentions: [], repliedToUser: {} }
    for (const text of ['@a '.repeat(300_000), `@${'a'.repeat(900_000)}`, `@a${' '.repeat(900_000)}`]) {
      const begin = process.cpuUsage().user
      for (const start of [undefined, 5, text.length]) writtenText(text, { start, ...reply })
      expect(process.cpuUsage().user - begin).toBeLessThan(200_000)
    }
  })
})
