import { describe, expect, it } from 'vitest'
import { acme, activity, anne, boris, hit, postV2, readOne } from './read.ts'

const accounts = [{ id: acme, handle: 'acme_service' }, { id: boris }]
const naming = (id: string) => ({ entities: { mentions: [{ start: 0, end: 5, username: 'name', id }] } })

describe('hits of a filtered stream', () => {
  it('are about the company, and nobody’s account, where no account is known', async () => {
    const event = await readOne(hit(naming(acme)))
    expect(event).toMatchObject({ account: { id: 'search' }, addressing: 'about', direction: 'inbound' })
  })

  it('are about the company, under its first account, where they name none', async () => {
    expect(await readOne(hit(), { accounts })).toMatchObject({
      account: { id: acme, handle: 'acme_service' },
      addressing: 'about',
      direction: 'inbound',
      author: { role: 'customer', id: anne },
    })
  })

  it('are under the account that they mention', async () => {
    expect(await readOne(hit(naming(boris)), { accounts })).toMatchObject({
      account: { id: boris },
      addressing: 'mention',
    })
  })

  it('are under the account that they reply to', async () => {
    const fields = { conversation_id: '50', in_reply_to_tweet_id: '50', in_reply_to_user_id: boris }
    expect(await readOne(hit(fields), { accounts })).toMatchObject({
      account: { id: boris },
      addressing: 'direct',
    })
  })

  it('are under the account that they quote', async () => {
    const fields = { referenced_tweets: [{ type: 'quoted', id: '50' }] }
    const includes = { tweets: [{ id: '50', text: 'Heute', author_id: boris }] }
    expect(await readOne(hit(fields, includes), { accounts })).toMatchObject({
      account: { id: boris },
      addressing: 'mention',
    })
  })

  it('are outbound where an account of the company has written them', async () => {
    expect(await readOne(hit({ author_id: boris }), { accounts })).toMatchObject({
      account: { id: boris },
      direction: 'outbound',
    })
  })

  it('are the same event as the account is told of otherwise', async () => {
    const found = await readOne(hit(naming(acme)), { accounts })
    const told = await readOne(activity('post.mention.create', postV2(naming(acme))), { accounts })
    expect(found.id).toBe(told.id)
  })

  it('need no author', async () => {
    const event = await readOne(hit({ author_id: undefined, conversation_id: undefined }))
    expect(event).not.toHaveProperty('author')
    expect(event.conversation).not.toHaveProperty('startedBy')
  })
})

describe('subscriptions to posts of others', () => {
  it('are searches where the company’s accounts are known', async () => {
    const foreign = activity('post.create', postV2(), { filter: { user_id: anne } })
    expect(await readOne(foreign, { accounts })).toMatchObject({
      account: { id: acme },
      addressing: 'about',
      direction: 'inbound',
    })
    expect(await readOne(foreign)).toMatchObject({ account: { id: anne }, direction: 'outbound' })
  })

  it('are searches where a keyword is the filter', async () => {
    const byKeyword = activity('post.create', postV2(), { filter: { keyword: 'acme' } })
    expect(await readOne(byKeyword)).toMatchObject({ account: { id: 'search' }, addressing: 'about' })
  })
})
