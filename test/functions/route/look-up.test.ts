import { describe, expect, it } from 'vitest'
import type { ContactEvent } from '../../../schemas/contact-event.ts'
import { change, comment, customer, post } from '../../support/contact-events.ts'
import { routeStory } from '../../support/route-story.ts'

const anne = customer('anne')

/** An edit as X tells it: a new id, the message's own being that of the first version. */
function edited(minute: number): ContactEvent {
  const edit = change('message.edited', post('p1', anne, { minute }), { minute })
  return {
    ...edit,
    message: { id: 'facebook:p1', version: 'facebook:p2', text: 'zweite Fassung', attachments: [] },
  }
}
const deletedVersion = (minute: number) => change('message.deleted', post('p2', anne, { minute }), { minute })

describe('a message with versions', () => {
  it('is deleted by whichever of its ids the deletion names', async () => {
    const { route, received } = routeStory()
    await route(post('p1', anne, { minute: 1 }), edited(2), deletedVersion(3))
    const deletion = received().at(-1)
    expect(deletion).toMatchObject({ kind: 'message.deleted', message: { id: 'facebook:p1' } })
    expect(deletion?.conversation.id).toBe('facebook:p1')
    expect(deletion?.work.effect).toBe('withdraw')
  })

  it('goes out without its words where the deletion of a version came first', async () => {
    const { route, received } = routeStory()
    await route(deletedVersion(1), edited(2))
    expect(received().at(-1)?.message).toEqual({
      id: 'facebook:p1',
      version: 'facebook:p2',
      attachments: [],
      withheld: 'deleted',
    })
  })

  it('is answered under any of its ids', async () => {
    const { route, received } = routeStory()
    const answer = comment('c1', customer('bert'), 'p2', { minute: 3 })
    await route(post('p1', anne, { minute: 1 }), edited(2), answer)
    expect(received().at(-1)?.conversation).toMatchObject({
      id: 'facebook:p1',
      parentMessageId: 'facebook:p1',
    })
    expect(received().at(-1)?.direction).toBe('community')
  })
})
