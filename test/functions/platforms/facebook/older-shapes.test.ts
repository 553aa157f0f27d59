import { describe, expect, it } from 'vitest'
import { oneEvent, page, readChange } from './read.ts'

const from = { id: '991', name: 'Änne Grün 🚚' }
const review = 'facebook:30001'

describe('what hangs under a review that is not named as such', () => {
  const post = { post_id: '992_30001', parent_id: '992_30001' }
  const comment = { item: 'comment', comment_id: '30001_55', from }

  it.each([
    ['add', 'message.created'],
    ['edit', 'message.edited'],
    ['edited', 'message.edited'],
    ['remove', 'message.deleted'],
    ['delete', 'message.deleted'],
    ['hide', 'message.hidden'],
    ['unhide', 'message.unhidden'],
  ])('is a comment that somebody %ss, in the conversation of the review', async (verb, kind) => {
    const value = { ...comment, ...post, verb, message: 'Danke!' }
    const event = await oneEvent(readChange('ratings', value))
    expect(event).toMatchObject({
      kind,
      surface: 'comment',
      message: { id: 'facebook:30001_55' },
      conversation: { id: review, rootMessageId: review, parentMessageId: review, match: 'platform' },
    })
  })

  it('is the same comment as one that names the review', async () => {
    const bare = await oneEvent(readChange('ratings', { ...comment, ...post, verb: 'remove' }))
    const named = { ...comment, ...post, verb: 'remove', open_graph_story_id: 30001 }
    expect(await oneEvent(readChange('ratings', named))).toEqual(bare)
  })

  it('is known by the id of the comment alone', async () => {
    const event = await oneEvent(readChange('ratings', { ...comment, verb: 'remove' }))
    expect(event).toMatchObject({ message: { id: 'facebook:30001_55' }, conversation: { id: review } })
  })

  it('is known by the id of a comment that tells nothing of the review: route knows its conversation', async () => {
    const event = await oneEvent(readChange('ratings', { ...comment, comment_id: '55', verb: 'remove' }))
    expect(event.conversation).toEqual({ id: 'facebook:55', match: 'none' })
  })

  it('answers another comment where that is its parent', async () => {
    const value = { ...comment, verb: 'add', message: 'Ja', ...post, parent_id: '30001_54' }
    const { conversation } = await oneEvent(readChange('ratings', value))
    expect(conversation).toMatchObject({ id: review, parentMessageId: 'facebook:30001_54' })
  })

  it.each([
    ['like', 'add', 'reaction.added', 'like'],
    ['like', 'remove', 'reaction.removed', 'like'],
    ['reaction', 'add', 'reaction.added', 'wow'],
    ['reaction', 'edit', 'reaction.added', 'wow'],
    ['reaction', 'remove', 'reaction.removed', 'wow'],
  ])('is a %s of the review itself (%s)', async (item, verb, kind, type) => {
    const reaction = item === 'reaction' ? { reaction_type: type } : {}
    const event = await oneEvent(readChange('ratings', { item, verb, ...post, ...reaction, from }))
    expect(event).toMatchObject({
      kind,
      surface: 'review',
      target: { messageId: review },
      reaction: { type },
      conversation: { id: review },
    })
  })

  it('is a like of the review where only the parent names it', async () => {
    const event = await oneEvent(
      readChange('ratings', { item: 'like', verb: 'add', parent_id: '992_30001', from }),
    )
    expect(event.target).toEqual({ messageId: review })
  })

  it('is a like of a comment on it', async () => {
    const value = { item: 'like', verb: 'add', comment_id: '30001_55', from }
    expect(await oneEvent(readChange('ratings', value))).toMatchObject({
      surface: 'comment',
      target: { messageId: 'facebook:30001_55' },
      conversation: { id: review },
    })
  })

  it('is the review, by the id of its post', async () => {
    const value = { item: 'rating', verb: 'remove', post_id: '992_30001', reviewer_id: '992' }
    expect(await oneEvent(readChange('ratings', value))).toMatchObject({
      kind: 'message.deleted',
      surface: 'review',
      message: { id: review },
    })
  })

  it('is quarantined where nothing names anything', async () => {
    for (const item of ['rating', 'reaction', 'like']) {
      const { quarantined } = await readChange('ratings', { item, verb: 'remove', reviewer_id: '992' })
      expect(quarantined).toMatchObject([{ why: 'missing or unreadable: open_graph_story_id' }])
    }
  })

  it('is the same review told by the feed', async () => {
    const value = { item: 'rating', verb: 'add', open_graph_story_id: '30001', reviewer_id: '992', rating: 2 }
    expect(await oneEvent(readChange('feed', value))).toEqual(await oneEvent(readChange('ratings', value)))
  })
})

describe('a like in the shape before Graph API 3.0', () => {
  const like = { item: 'like', sender_id: 992, sender_name: 'Bob', created_time: 1_795_203_801 }

  it.each([
    ['add', 'reaction.added'],
    ['remove', 'reaction.removed'],
  ])('is a reaction to a comment of which the post is not told (%s)', async (verb, kind) => {
    expect(await oneEvent(readChange('feed', { ...like, verb, comment_id: '777_10' }))).toMatchObject({
      kind,
      surface: 'comment',
      target: { messageId: 'facebook:777_10' },
      conversation: { id: `facebook:${page}_777/777_10`, rootMessageId: `facebook:${page}_777` },
      actor: { id: '992', name: 'Bob' },
    })
  })

  it('is the same as one that tells the post', async () => {
    const bare = { ...like, verb: 'add', comment_id: '777_10' }
    const whole = { ...bare, post_id: `${page}_777` }
    expect(await oneEvent(readChange('feed', whole))).toEqual(await oneEvent(readChange('feed', bare)))
  })

  it('knows the comment by an id that begins with the page', async () => {
    const value = { ...like, verb: 'add', comment_id: `${page}_777_10` }
    const { target, conversation } = await oneEvent(readChange('feed', value))
    expect(target).toEqual({ messageId: `facebook:${page}_777_10` })
    expect(conversation.rootMessageId).toBe(`facebook:${page}_777`)
  })

  it('is about the comment alone where its id tells no post', async () => {
    const { target, conversation } = await oneEvent(
      readChange('feed', { ...like, verb: 'add', comment_id: '10' }),
    )
    expect(target).toEqual({ messageId: 'facebook:10' })
    expect(conversation).toEqual({ id: 'facebook:10', match: 'none' })
  })

  it.each([
    [`${page}_777`, 'post', `facebook:${page}_777`],
    ['777_10', 'comment', 'facebook:777_10'],
  ])('is about the parent %s where nothing else is named', async (parent_id, surface, messageId) => {
    const event = await oneEvent(readChange('feed', { ...like, verb: 'add', parent_id }))
    expect(event).toMatchObject({ surface, target: { messageId } })
  })

  it('of nothing that is named is one of the page itself', async () => {
    const { ignored } = await readChange('feed', { ...like, verb: 'add' })
    expect(ignored).toMatchObject([{ why: 'a like of the page itself' }])
  })
})

describe('a comment of which the post is not told', () => {
  const comment = { item: 'comment', comment_id: '777_10', from }

  it('is deleted where it stood', async () => {
    const bare = await oneEvent(readChange('feed', { ...comment, verb: 'remove' }))
    const post = `${page}_777`
    const whole = await oneEvent(readChange('feed', { ...comment, verb: 'remove', post_id: post }))
    expect(whole).toEqual(bare)
    expect(bare).toMatchObject({ kind: 'message.deleted', message: { id: 'facebook:777_10' } })
  })

  it('stands under the post that its parent is', async () => {
    const value = { ...comment, verb: 'add', parent_id: `${page}_778`, message: 'Hallo?' }
    const { conversation } = await oneEvent(readChange('feed', value))
    expect(conversation).toMatchObject({
      id: `facebook:${page}_778/777_10`,
      parentMessageId: `facebook:${page}_778`,
    })
  })

  it('is no comment under a post of the page where it mentions the page elsewhere', async () => {
    const value = { ...comment, verb: 'add', message: 'Fragt doch mal dort' }
    const { conversation } = await oneEvent(readChange('mention', value))
    expect(conversation).toMatchObject({ id: 'facebook:777_10', match: 'none' })
  })
})
