import { describe, expect, it } from 'vitest'
import type { Receipt } from '../../../functions/route/waiting-time.ts'
import type { ContactEvent } from '../../../schemas/contact-event.ts'
import { routeStory } from '../../support/route-story.ts'
import { postV1, type XPost } from '../../support/x-posts.ts'

const at = Date.UTC(2026, 10, 20, 8)
const root: XPost = { id: '100', firstId: '100', author: '1', text: '@acme Hallo', at }
const replyTo = (above: XPost, id: string, author = '1'): XPost => ({
  id,
  firstId: id,
  author,
  above,
  text: `@acme ${id}`,
  at: at + Number(id),
})
const reply = replyTo(root, '101')
/** Of one ticket, and in two order groups: what is told of a reply is the post above it. */
const [first, second] = [postV1(replyTo(root, '102')), postV1(replyTo(reply, '103'))]

const noon = Date.parse('2026-11-20T12:00:00.000Z')

const there = [postV1(root).id, postV1(reply).id]

/** The ticket is there; then a destination's queue takes nothing of `stuck` until it is told to. */
async function ticketWith(stuck: ContactEvent) {
  let isAway = true
  let minutes = 0
  const story = routeStory({
    fault: (_, id) => (isAway && id === stuck.id ? 'queue' : undefined),
    now: () => new Date(noon + minutes * 60_000),
  })
  const routeAs = (event: ContactEvent) => {
    const receipt: Receipt = { firstReceivedAt: new Date(noon), patienceSeconds: 20 }
    return story.routeAs(event, receipt)
  }
  await routeAs(postV1(root))
  await routeAs(postV1(reply))
  await expect(routeAs(stuck)).rejects.toMatchObject({ code: 'queue_unavailable' })
  return {
    ...story,
    routeAs,
    ids: () => story.received().map(({ id }) => id),
    comeBack: () => {
      isAway = false
    },
    pass: (passed: number) => {
      minutes += passed
    },
  }
}

describe('what is decided on a ticket', () => {
  it('comes back while a queue lacks what another order group has decided on it, and goes out behind that', async () => {
    const { routeAs, comeBack, ids } = await ticketWith(first)
    expect(await routeAs(second)).toEqual({ retryAfterSeconds: 1 })
    expect(ids()).toEqual(there)
    comeBack()
    expect(await routeAs(first)).toBe('done')
    expect(await routeAs(second)).toBe('done')
    expect(ids()).toEqual([...there, first.id, second.id])
  })

  it('does not wait for what is stuck for longer than a quarter of an hour', async () => {
    const { routeAs, pass, ids } = await ticketWith(first)
    pass(14)
    expect(await routeAs(second)).toMatchObject({ retryAfterSeconds: expect.any(Number) })
    pass(2)
    expect(await routeAs(second)).toBe('done')
    expect(ids()).toEqual([...there, second.id])
  })

  it('does not wait for what another ticket lacks', async () => {
    const { routeAs } = await ticketWith(first)
    expect(await routeAs(postV1(replyTo(reply, '104', '2')))).toBe('done')
  })
})
