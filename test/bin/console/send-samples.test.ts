import { beforeEach, describe, expect, it } from 'vitest'
import { findSamples, type SampleSender } from '../../../bin/console/send-samples.ts'
import { facebook } from '../../../bin/local/senders/facebook.ts'
import { platformSenders } from '../../../bin/local/senders/index.ts'

const folder = new URL('../../../bin/samples/', import.meta.url)
let posts: { url: string; signature: string | null; body: string }[]
let underWay: number
let most: number
let status: number
let samples: SampleSender

beforeEach(async () => {
  posts = []
  underWay = 0
  most = 0
  status = 200
  samples = await findSamples([...Object.keys(platformSenders), 'unknown'], {
    senders: platformSenders,
    folderOf: (platform) => new URL(`${platform}/`, folder),
    now: () => new Date('2026-11-21T12:00:00Z'),
    random: () => 0.5,
    urlOf: (platform) => `http://localhost/webhooks/${platform}`,
    fetch: async (url, init) => {
      underWay += 1
      most = Math.max(most, underWay)
      await new Promise((resolve) => setTimeout(resolve, 1))
      underWay -= 1
      const headers = new Headers(init?.headers)
      posts.push({
        url: String(url),
        signature: headers.get('x-hub-signature-256'),
        body: String(init?.body),
      })
      if (status === 0) throw new TypeError('fetch failed')
      return new Response(null, { status })
    },
  })
})

describe('the samples', () => {
  it('are those of each platform that can sign, whole conversations first', () => {
    expect([...samples.samples.keys()].sort()).toEqual(Object.keys(platformSenders).sort())
    expect(samples.samples.get('facebook')?.[0]).toEqual({ name: 'conversation', isScene: true })
  })

  it('go to their platform’s webhook, signed as the platform signs', async () => {
    await samples.send('facebook/comment.json', 1)
    const [post] = posts
    expect(post?.url).toBe('http://localhost/webhooks/facebook')
    const signed = facebook.sign(Buffer.from(post!.body), facebook.localSecrets, new Date())
    expect(post?.signature).toBe(signed.headers['x-hub-signature-256'])
    expect(samples.sendings).toEqual([
      { platform: 'facebook', requests: 1, accepted: 1, refused: 0, isOver: true },
    ])
  })

  it('come as a storm: no two the same, several at once, a conversation’s one after the other', async () => {
    await samples.send('facebook/conversation', 30)
    expect(posts).toHaveLength(180)
    expect(new Set(posts.map(({ body }) => body)).size).toBe(180)
    expect(most).toBe(8)
    const verbs = new Map<string, string[]>()
    for (const { body } of posts) {
      const { comment_id: id, verb } = JSON.parse(body).entry[0].changes[0].value
      verbs.set(id, [...(verbs.get(id) ?? []), verb])
    }
    const sequences = new Set([...verbs.values()].map((each) => each.join()))
    expect([...sequences].sort()).toEqual(['add', 'add,edited', 'add,remove'])
  })

  it.each([503, 0])('count what is refused with %i', async (refusal) => {
    status = refusal
    await samples.send('twitter/mention.json', 3)
    expect(samples.sendings).toEqual([
      { platform: 'twitter', requests: 3, accepted: 0, refused: 3, isOver: true },
    ])
  })

  it.each(['facebook/none.json', 'unknown/comment.json', '../package.json', 'facebook', ''])(
    'have none called %j',
    (name) => expect(samples.send(name, 1)).toBeUndefined(),
  )
})
