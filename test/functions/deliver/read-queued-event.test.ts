import { describe, expect, it } from 'vitest'
import { readQueuedEvent } from '../../../functions/deliver/read-queued-event.ts'
import { routedEvent } from '../../contracts/routed-event.ts'
import { queued } from '../../support/deliver-scene.ts'
import { memoryStore } from '../../support/memory-ports.ts'

const { store } = memoryStore()

describe('readQueuedEvent', () => {
  it('reads the event, its generation and how often it was handed out', async () => {
    const event = routedEvent()
    expect(await readQueuedEvent(queued(event, { receiveCount: 4 }), store)).toEqual({
      event,
      generation: 0,
      receiveCount: 4,
    })
    const replayed = queued(event, { deduplicationId: `${event.id}#2` })
    expect(await readQueuedEvent(replayed, store)).toMatchObject({ generation: 2 })
  })

  it('does not take an event that route has not decided on', async () => {
    const { work: _, ...event } = routedEvent()
    const message = { ...queued(routedEvent()), body: JSON.stringify(event) }
    await expect(readQueuedEvent(message, store)).rejects.toMatchObject({
      name: 'MalformedPayload',
      code: 'not_an_event',
    })
  })
})
