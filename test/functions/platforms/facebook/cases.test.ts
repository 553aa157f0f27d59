import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { read } from './read.ts'

const cases = process.env['NETZDIALOG_CASES']

const readCase = (name: string) =>
  read(JSON.parse(readFileSync(`${cases}/facebook/${name}.json`, 'utf8')) as unknown)

/** Payloads that nobody here made, each with what is right beside it. */
describe('payloads that were once misread', () => {
  if (cases === undefined) {
    it.skip('need NETZDIALOG_CASES, a folder with the folder facebook in it', () => {})
    return
  }

  it('keep a cart with its note and its products', async () => {
    const { events, quarantined } = await readCase('32-messenger-cart')
    expect(quarantined).toEqual([])
    expect(events).toMatchObject([
      {
        kind: 'message.created',
        message: { text: 'Bitte in Blau', attachments: [{ details: { products: [{ title: 'Kleid' }] } }] },
      },
    ])
  })

  it('name the product that somebody asks about', async () => {
    const { events } = await readCase('33-messenger-product-reference')
    expect(events).toMatchObject([
      { message: { text: 'Ist das noch da?' }, referral: { productId: '12345678910' } },
    ])
  })

  it('delete a comment on a review', async () => {
    const { events } = await readCase('41-ratings-comment-remove')
    const id = 'facebook:716630661754264_812745235476139'
    expect(events).toMatchObject([{ kind: 'message.deleted', message: { id } }])
  })

  it('like a comment', async () => {
    const { events } = await readCase('42-feed-like-of-a-comment')
    const messageId = 'facebook:940663242694065_659751347534292'
    expect(events).toMatchObject([{ kind: 'reaction.added', surface: 'comment', target: { messageId } }])
  })

  it('notice a lead', async () => {
    const { ignored, quarantined } = await readCase('43-leadgen')
    expect(quarantined).toEqual([])
    expect(ignored).toMatchObject([{ what: 'leadgen form 12345', notice: true, daily: true }])
  })
})
