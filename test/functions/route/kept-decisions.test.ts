import { describe, expect, it } from 'vitest'
import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { customer, directMessage } from '../../support/contact-events.ts'
import { routeStory } from '../../support/route-story.ts'

const anne = customer('anne')

describe('events that were routed together, and whose queue takes nothing for hours', () => {
  const hour = 3_600_000
  const said = [1, 5, 6].map((minute) => directMessage(`m${minute}`, anne, { minute }))
  /** Of another order group in the same conversation. */
  const elsewhere = (minute: number) => {
    const event = directMessage(`e${minute}`, anne, { minute })
    return { ...event, conversation: { ...event.conversation, rootMessageId: 'facebook:elsewhere' } }
  }
  function outage() {
    let time = Date.parse('2026-11-20T12:00:00.000Z')
    let isDown = true
    const story = routeStory({
      now: () => new Date(time),
      fault: () => (isDown ? 'queue' : undefined),
    })
    return {
      ...story,
      later: (ms: number) => {
        time += ms
      },
      up: () => {
        isDown = false
      },
    }
  }
  const lateOnes = (events: readonly RoutedEvent[]) =>
    events.flatMap(({ message, conversation }) => (conversation.late ? [message?.id] : []))

  it('are decided as they were, whatever came into their conversation since', async () => {
    const { routeBatch, route, later, up, received } = outage()
    await expect(routeBatch(...said)).rejects.toThrow('did not take')
    later(hour)
    await expect(route(elsewhere(7))).rejects.toThrow('did not take')
    later(hour)
    up()
    await route(...said, elsewhere(7))
    expect(lateOnes(received())).toEqual([])
  })

  it('are so where one of them is decided on what was changed of it since', async () => {
    const { routeBatch, route, later, up, received, rows } = outage()
    await expect(routeBatch(...said)).rejects.toThrow('did not take')
    later(hour)
    const key = `conversation#${said[0]!.conversation.id}`
    const { members: _, ...row } = rows.get(key)!
    rows.set(key, { ...row, version: 7 })
    up()
    await route(...said)
    expect(lateOnes(received())).toEqual([])
  })

  it('leave nothing behind once all of them are done', async () => {
    const { routeBatch, route, later, up, rows } = outage()
    up()
    await routeBatch(...said)
    await route(elsewhere(7))
    const decided = () => rows.get(`conversation#${said[0]!.conversation.id}`)?.['decided']
    expect(Object.keys(Object(decided()))).toHaveLength(1)
    later(hour)
    await route(elsewhere(8))
    expect(decided()).toBeUndefined()
  })
})
