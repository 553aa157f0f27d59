import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { personKey } from '../../../functions/core/person-key.ts'
import { fetchAttachments } from '../../../functions/fetch/fetch-attachments.ts'
import { type ContactEvent, contactEvent } from '../../../schemas/contact-event.ts'
import { change } from '../../support/contact-events.ts'
import { routeStory } from '../../support/route-story.ts'
import { fetchScene, start, withPictures } from './fetch-scene.ts'

const message = withPictures(2)
const anneKey = personKey({ id: 'anne', scope: 'facebook:4711' })

/** Route and the function that fetches, over one ledger and one store. */
function flow() {
  const story = routeStory({
    destinations: [{ name: 'crm' }, { name: 'acd' }],
    routing: { rules: [{ to: ['crm'] }] },
    fetches: true,
  })
  const scene = fetchScene({ ports: { ledger: story.ledger, store: story.store } })
  let routed = 0
  return {
    story,
    scene,
    async fetch() {
      for (const body of story.requests)
        await fetchAttachments(
          contactEvent.parse(JSON.parse(body)),
          { receiveCount: 1, sentAt: new Date(start) },
          scene.ports,
        )
    },
    async routeTold() {
      for (const event of scene.told().slice(routed)) await story.route(event)
      routed = scene.told().length
    },
    async erase() {
      await story.ledger.merge('suppression', anneKey, { erasedAt: new Date(start + 1).toISOString() })
      for (const key of [...story.objects.keys()]) if (key.includes(anneKey)) story.objects.delete(key)
    },
    kept: () =>
      [...story.objects].filter(([key, bytes]) => key.startsWith('attachments/') && bytes.length > 0),
    /** What the CRM gets, each event once: its queue drops the others. */
    received: (name = 'crm') => [...new Map(story.received(name).map((event) => [event.id, event])).values()],
  }
}

describe('files in the flow', () => {
  it('come to whoever has the message, as an event of their own behind it, in its conversation', async () => {
    const { story, fetch, routeTold, received } = flow()
    await story.route(message)
    await fetch()
    await routeTold()
    const [first, second, ...others] = received()
    expect(others).toEqual([])
    expect(first?.message?.attachments.map(({ state }) => state)).toEqual(['pending', 'pending'])
    expect(second).toMatchObject({
      kind: 'message.attachments_changed',
      conversation: { id: first?.conversation.id },
      work: { effect: 'append', key: first?.work.key, reopen: false },
    })
    expect(second?.conversation).not.toHaveProperty('late')
    expect(second?.message?.attachments.map(({ state }) => state)).toEqual(['stored', 'stored'])
    expect(received('acd')).toEqual([])
  })

  it('are not asked for where nobody gets the message', async () => {
    const story = routeStory({ fetches: true, routing: { rules: [{ to: 'ignore' }] } })
    await story.route(message)
    expect(story.requests).toEqual([])
  })

  it('are not asked for where there are none to fetch', async () => {
    const story = routeStory({ fetches: true })
    await story.route({ ...message, message: { ...message.message!, attachments: [] } })
    expect(story.requests).toEqual([])
  })

  it('lie where they are where nothing fetches them', async () => {
    const story = routeStory()
    const [pending] = message.message!.attachments
    const nameless = { type: 'photo', state: 'pending' as const, details: { fileId: '7' } }
    await story.route({ ...message, message: { ...message.message!, attachments: [pending!, nameless] } })
    expect(story.received()[0]?.message?.attachments).toEqual([
      { ...pending, state: 'remote' },
      { ...nameless, state: 'unavailable', reason: 'files of this platform are not fetched' },
    ])
    expect(story.requests).toEqual([])
  })

  it('are asked for before the event counts as routed', async () => {
    for (let at = 0; ; at += 1) {
      const story = routeStory({ fetches: true })
      story.process.plan({ at, when: 'after' })
      await story.route(message).catch(() => {})
      if (!story.process.died()) break
      expect(story.rows.has(`processed#${message.id}`) && story.requests.length === 0, `call ${at}`).toBe(
        false,
      )
    }
  })

  it('come once, behind their message, and never after it was deleted or its writer erased', async () => {
    const step = fc.constantFrom('message', 'fetch', 'told', 'deletion', 'erasure', 'replay')
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
        const { story, fetch, routeTold, erase, kept, received } = flow()
        let replays = 0
        let isRouted = false
        /** The number of messages to the CRM at the moment it was taken back. */
        let before: number | undefined
        const run: Record<string, () => Promise<unknown>> = {
          message: async () => {
            await story.route(message)
            isRouted = true
          },
          fetch,
          told: routeTold,
          deletion: async () => {
            before ??= story.received().length
            await story.route(change('message.deleted', message))
          },
          erasure: async () => {
            before ??= story.received().length
            await erase()
          },
          async replay() {
            replays += 1
            if (isRouted) await story.replay(message, replays)
          },
        }
        for (const each of [...steps, 'message', 'fetch', 'told', 'fetch', 'told']) await run[each]?.()

        const got = received()
        const updates = got.filter(({ kind }) => kind === 'message.attachments_changed')
        const files = (event: ContactEvent) =>
          event.message?.attachments.filter(({ state }) => state === 'stored') ?? []
        expect(updates.length).toBeLessThanOrEqual(1)
        if (updates[0])
          expect(got.indexOf(updates[0])).toBeGreaterThan(got.findIndex(({ id }) => id === message.id))
        if (before === undefined) {
          expect([updates.length, kept().length]).toEqual([1, 2])
          expect(updates.flatMap(files)).toHaveLength(2)
        } else {
          expect(story.received().slice(before).flatMap(files)).toEqual([])
        }
        if (steps.includes('erasure')) expect(kept()).toEqual([])
      }),
      { numRuns: 400 },
    )
  })
})
