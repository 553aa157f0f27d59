import { describe, expect, it } from 'vitest'
import type { Receipt } from '../../../functions/route/waiting-time.ts'
import type { ContactEvent } from '../../../schemas/contact-event.ts'
import { change, comment, customer, page, post, reaction } from '../../support/contact-events.ts'
import { routeStory, type Setting } from '../../support/route-story.ts'
import { deletedPost, postV1, postV2, type XPost } from '../../support/x-posts.ts'

const at = Date.UTC(2026, 10, 20, 8)
const anne = '1'
const root: XPost = { id: '100', firstId: '100', author: anne, text: '@acme Hallo', at }
const replyTo = (above: XPost, id: string, author = anne): XPost => ({
  id,
  firstId: id,
  author,
  above,
  text: `@acme ${id}`,
  at: at + Number(id),
})
const second = replyTo(root, '101')
const third = replyTo(second, '102')
const fourth = replyTo(third, '103')

/** In the story it is twelve; so many seconds before, the queue took the event and handed it out first. */
const clock = Date.parse('2026-11-20T12:00:00.000Z')
const receipt = (waited: number, lag = 0): Receipt => ({
  firstReceivedAt: new Date(clock - waited * 1000),
  sentAt: new Date(clock - (waited + lag) * 1000),
  patienceSeconds: 20,
})

/** Time passes: the queue handed everything out first at twelve, `lag` seconds after it had taken it. */
function passing(setting: Setting = {}) {
  let waited = 0
  const story = routeStory({ ...setting, now: () => new Date(clock + waited * 1000) })
  return {
    ...story,
    routeAfter(seconds: number, event: ContactEvent, lag = 0, receiveCount = 10) {
      waited = seconds
      return story.routeAs(event, { ...receipt(0, lag), receiveCount })
    },
  }
}

describe('an X reply that names only the post above it', () => {
  it('comes back in a second while that post is not there, and then joins it', async () => {
    const { routeAs, received, stepLines } = routeStory()
    expect(await routeAs(postV1(second), receipt(0))).toEqual({ retryAfterSeconds: 1 })
    expect(await routeAs(postV1(second), receipt(3))).toEqual({ retryAfterSeconds: 1 })
    expect(received()).toEqual([])
    expect(stepLines.map(({ code }) => code)).toEqual(['awaits', 'awaits'])
    await routeAs(postV1(root), receipt(0))
    expect(await routeAs(postV1(second), receipt(4))).toBe('done')
    expect(received().map(({ work }) => work.key)).toEqual(['twitter:100', 'twitter:100'])
  })

  it('waits for a bounded time, and longer where route lags, but not for ever', async () => {
    const isDone = async (waited: number, lag: number) => {
      const { routeAfter } = passing()
      await routeAfter(0, postV1(second), lag)
      return (await routeAfter(waited, postV1(second), lag)) === 'done'
    }
    expect(await isDone(19, 5)).toBe(false)
    expect(await isDone(21, 5)).toBe(true)
    expect(await isDone(100, 60)).toBe(false)
    expect(await isDone(121, 60)).toBe(true)
    expect(await isDone(899, 7200)).toBe(false)
    expect(await isDone(901, 7200)).toBe(true)
  })

  it('is handed out fewer times than a queue counts', async () => {
    const { routeAfter } = passing()
    let receipts = 0
    for (let waited = 0; waited < 2000; receipts++) {
      const verdict = await routeAfter(waited, postV1(second), 3600)
      if (verdict === 'done') break
      waited += verdict.retryAfterSeconds
    }
    expect(receipts).toBeGreaterThan(10)
    expect(receipts).toBeLessThan(60)
  })

  it('waits from when it is looked at first, where a queue handed it out to a function that was throttled', async () => {
    const { routeAfter, received } = passing()
    expect(await routeAfter(361, postV1(second))).toEqual({ retryAfterSeconds: 1 })
    await routeAfter(362, postV1(root))
    expect(await routeAfter(363, postV1(second))).toBe('done')
    expect(received().map(({ message }) => message?.id)).toEqual(['twitter:100', 'twitter:101'])
  })

  it('does not give up on a post that waits itself', async () => {
    const { routeAfter, received } = passing()
    await routeAfter(0, postV1(second))
    await routeAfter(0, postV1(third))
    expect(await routeAfter(30, postV1(third))).toMatchObject({ retryAfterSeconds: expect.any(Number) })
    expect(await routeAfter(30, postV1(second))).toBe('done')
    await routeAfter(30, postV1(third))
    await routeAfter(30, postV1(fourth))
    expect(new Set(received().map(({ conversation }) => conversation.id))).toEqual(new Set(['twitter:100']))
    expect(received()).toHaveLength(3)
  })

  it('does not give up on a post that has failed, or stands behind one that did', async () => {
    const { routeAfter, putBack, received } = passing()
    await routeAfter(0, postV1(second))
    await putBack(postV1(root))
    expect(await routeAfter(60, postV1(second))).toMatchObject({ retryAfterSeconds: expect.any(Number) })
    await routeAfter(70, postV1(root))
    expect(await routeAfter(71, postV1(second))).toBe('done')
    expect(await routeAfter(72, postV1(third))).toBe('done')
    expect(received().at(-1)?.work.key).toBe('twitter:100')
  })

  it('is looked at five times at least: where route stood still, what it waits for has not come either', async () => {
    const { routeAfter } = passing()
    expect(await routeAfter(0, postV1(second), 0, 1)).toEqual({ retryAfterSeconds: 1 })
    for (const receiveCount of [2, 3, 4])
      expect(await routeAfter(240 + receiveCount, postV1(second), 0, receiveCount)).not.toBe('done')
    expect(await routeAfter(250, postV1(second), 0, 5)).toBe('done')
  })

  it('is not sent before a post that stood behind a failing one for long and is being queued just now', async () => {
    let isStopped = true
    const { routeAfter, putBack, received } = passing({ fault: () => (isStopped ? 'queue' : undefined) })
    await putBack(postV1(root))
    await expect(routeAfter(1000, postV1(root))).rejects.toThrow('did not take')
    isStopped = false
    expect(await routeAfter(1001, postV1(second))).toEqual({ retryAfterSeconds: 1 })
    await routeAfter(1002, postV1(root))
    expect(await routeAfter(1003, postV1(second))).toBe('done')
    expect(received().map(({ message }) => message?.id)).toEqual(['twitter:100', 'twitter:101'])
  })

  it('waits as long as ever where it has stood behind one that failed', async () => {
    const { routeAfter, putBack, received } = passing()
    await putBack(postV1(second))
    expect(await routeAfter(300, postV1(second), 30)).toMatchObject({ retryAfterSeconds: 1 })
    await routeAfter(310, postV1(root))
    expect(await routeAfter(311, postV1(second))).toBe('done')
    expect(received().map(({ work }) => work.key)).toEqual(['twitter:100', 'twitter:100'])
  })

  it('says nothing of what is there, and nothing of what brings no message', async () => {
    const { route, putBack, rows } = passing()
    await route(postV1(root))
    const before = structuredClone([...rows])
    await putBack(postV1(root))
    await putBack(deletedPost(replyTo(root, '109'), at))
    expect([...rows]).toEqual(before)
  })

  it('does not wait again, once it is in a conversation, for a post that waits for it', async () => {
    let away = true
    const { routeAfter, received } = passing({ fault: () => (away ? 'queue' : undefined) })
    await routeAfter(0, postV1(second))
    await expect(routeAfter(21, postV1(second))).rejects.toMatchObject({ code: 'queue_unavailable' })
    // The post above comes after all, and fails as well.
    await expect(routeAfter(22, postV1(root))).rejects.toMatchObject({ code: 'queue_unavailable' })
    away = false
    expect(await routeAfter(23, postV1(second))).toBe('done')
    expect(await routeAfter(24, postV1(root))).toBe('done')
    expect(received()).toHaveLength(2)
  })

  it('is not kept waiting for what another has waited for in vain', async () => {
    const { routeAfter } = passing()
    await routeAfter(0, postV1(second))
    await routeAfter(21, postV1(second))
    expect(await routeAfter(21, postV1(replyTo(root, '109', '2')))).toBe('done')
  })

  it('waits until every queue has the post above, and begins nothing beside it', async () => {
    let away = true
    const story = routeStory({ fault: () => (away ? 'queue' : undefined) })
    await expect(story.routeAs(postV1(root), receipt(0))).rejects.toMatchObject({ code: 'queue_unavailable' })
    expect(await story.routeAs(postV1(second), receipt(0))).toEqual({ retryAfterSeconds: 1 })
    away = false
    await story.routeAs(postV1(root), receipt(2))
    expect(await story.routeAs(postV1(second), receipt(2))).toBe('done')
    expect(story.received().map(({ message }) => message?.id)).toEqual(['twitter:100', 'twitter:101'])
  })
})

describe('an event that names nothing but a message', () => {
  const deletion = deletedPost(root, at + 5000)
  const edit = postV1({ ...root, id: '105', text: '@acme anders' })
  const like = {
    ...reaction(postV1(root), customer('bert')),
    conversation: { id: 'twitter:100', match: 'platform' as const },
  }

  it.each([
    ['a deletion', deletion],
    ['a reaction', like],
  ])('%s waits for it, and comes behind it', async (_, event) => {
    const { routeAs, received } = routeStory({ routing: { rules: [{ to: ['crm'], forward: 'all' }] } })
    expect(await routeAs(event, receipt(0))).toEqual({ retryAfterSeconds: 1 })
    await routeAs(postV1(root), receipt(0))
    expect(await routeAs(event, receipt(1))).toBe('done')
    expect(received().map(({ kind }) => kind)).toEqual(['message.created', event.kind])
    expect(received()[1]?.work.key).toBe('twitter:100')
  })

  it('waits for the version that it names', async () => {
    let away = false
    const story = routeStory({ fault: () => (away ? 'queue' : undefined) })
    await story.routeAs(postV1(root), receipt(0))
    away = true
    await expect(story.routeAs(edit, receipt(0))).rejects.toThrow()
    away = false
    const ofVersion = deletedPost({ ...root, id: '105' }, at + 9000)
    expect(await story.routeAs(ofVersion, receipt(0))).toEqual({ retryAfterSeconds: 1 })
    await story.routeAs(edit, receipt(1))
    expect(await story.routeAs(ofVersion, receipt(1))).toBe('done')
  })

  it('leaves its mark in the end, and the message that comes after all has no words and opens nothing', async () => {
    const { routeAs, received } = routeStory()
    expect(await routeAs(deletion, receipt(21))).toBe('done')
    expect(await routeAs(postV1(root), receipt(0))).toBe('done')
    expect(received()[1]).toMatchObject({ message: { withheld: 'deleted' }, work: { effect: 'append' } })
  })
})

describe('what shares an order group with all that it names', () => {
  it.each([
    ['a comment under a post from before', comment('777_11', customer('anne'), '777_10')],
    ['a top comment under such a post', comment('777_10', customer('anne'))],
    [
      'a deletion of a comment that nobody has seen',
      change('message.deleted', comment('777_10', customer('anne'))),
    ],
    ['a reaction to a post from before', reaction(post('4711_777', page), customer('anne'))],
    ['an X reply that tells its conversation', postV2(third)],
  ])('%s waits for nothing', async (_, event) => {
    const { routeAs } = routeStory()
    expect(await routeAs(event, receipt(0))).toBe('done')
  })
})
