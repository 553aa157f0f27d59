import { beforeAll, describe, expect, it } from 'vitest'
import type { ContactEvent, RoutedEvent } from '../../schemas/contact-event.ts'
import { routeStory } from '../support/route-story.ts'
import { expectResult, readSigned, type Wiring } from './webhook-request.ts'

/** What people do on every platform, in this order. */
const steps = ['message', 'reply', 'another', 'edit', 'reaction', 'answer', 'deletion'] as const
export type StoryStep = (typeof steps)[number]

/**
 * A payload for each step, or the sentence why the platform has no such thing:
 *
 * - `message`: a customer writes to the company
 * - `reply`: a second customer answers the first, where customers see each other
 * - `another`: a second customer writes to the company, about something else
 * - `edit`: the first customer changes the message
 * - `reaction`: somebody likes the message
 * - `answer`: the company answers the message, in whatever tool
 * - `deletion`: the first customer deletes the message
 */
export type PlatformStory = Readonly<Record<StoryStep, Uint8Array | string>>

/**
 * Plays a story through the real route and looks at the tickets: what is wrong with a conversation model is seen in
 * none of the events alone.
 */
export function describePlatformStory<Settings>(wiring: Wiring<Settings>, story: PlatformStory): void {
  describe('platform contract: a story', () => {
    const read = new Map<StoryStep, ContactEvent>()
    const routed = new Map<StoryStep, RoutedEvent>()

    beforeAll(async () => {
      const scene = routeStory({ routing: { rules: [{ to: ['crm'], forward: 'all' }] } })
      for (const step of steps) {
        const payload = story[step]
        if (typeof payload === 'string') continue
        const event = await readStep(wiring, step, payload)
        if (event === undefined) continue
        read.set(step, event)
        const before = scene.received().length
        await scene.route(event)
        const [taken] = scene.received().slice(before)
        if (taken) routed.set(step, taken)
      }
    })

    const tell = (step: StoryStep, title: string, look: (event: RoutedEvent, first: RoutedEvent) => void) => {
      const given = story[step]
      if (typeof given === 'string') {
        it.skip(`${title} (${given})`, () => {})
        return
      }
      it(title, () => {
        const event = routed.get(step)
        const first = routed.get('message')
        if (!read.has(step) || !event || !first)
          throw new Error(
            `the payload of the story’s ${read.has('message') ? step : 'message'} becomes no event of its own`,
          )
        look(event, first)
      })
    }

    tell('message', 'opens a ticket for a customer’s message', (event) => {
      expect(event).toMatchObject({ kind: 'message.created', direction: 'inbound', work: { effect: 'open' } })
      expect(event.author, 'the message needs its author').toMatchObject({ role: 'customer' })
      expect(event.author?.id, 'the author needs an id').toBeDefined()
    })

    tell(
      'reply',
      'adds what a second customer answers the first to the ticket, and asks for nothing',
      (event, first) => {
        expect(event.conversation.id, 'a reply belongs into the conversation of its message').toBe(
          first.conversation.id,
        )
        expect(event.author?.id, 'the reply is another person’s').not.toBe(first.author?.id)
        expect(event.direction, 'name message and parent (conversation.parentMessageId)').toBe('community')
        expect(event.work).toMatchObject({ effect: 'append', reopen: false, key: first.work.key })
      },
    )

    tell('another', 'opens a second ticket for a second customer', (event, first) => {
      expect(event.author?.id, 'this is another person').not.toBe(first.author?.id)
      expect(event.work, 'conversation.id must tell two people’s concerns apart').toMatchObject({
        effect: 'open',
      })
      expect(event.work.key).not.toBe(first.work.key)
      if (event.visibility === 'private')
        expect(event.conversation.id, 'two people’s private words are in one conversation').not.toBe(
          first.conversation.id,
        )
    })

    tell('edit', 'adds an edit to the ticket of its message', (event, first) => {
      expect(event.kind).toBe('message.edited')
      expect(event.message?.id, 'an edit has the message’s id').toBe(first.message?.id)
      expect(event.work).toMatchObject({ effect: 'append', reopen: false, key: first.work.key })
    })

    tell('reaction', 'takes a reaction for no work, and knows its message', (event, first) => {
      expect(event.kind).toBe('reaction.added')
      expect(event.target?.messageId, 'target.messageId names the message').toBe(first.message?.id)
      expect(event.conversation.id).toBe(first.conversation.id)
      expect(event.work.effect).toBe('none')
    })

    tell('answer', 'stops the clock of the ticket when the company answers', (event, first) => {
      expect(event, 'the company’s own is outbound').toMatchObject({
        kind: 'message.created',
        direction: 'outbound',
      })
      expect(event.conversation.id, 'an answer belongs into the conversation').toBe(first.conversation.id)
      expect(event.work).toMatchObject({ effect: 'answer', key: first.work.key })
    })

    tell('deletion', 'adds a deletion to the ticket of its message', (event, first) => {
      expect(event.kind).toBe('message.deleted')
      expect(event.message?.id, 'a deletion has the message’s id').toBe(first.message?.id)
      expect(event.work.key).toBe(first.work.key)
      expect(['append', 'withdraw']).toContain(event.work.effect)
    })
  })
}

/** The one event of a step; a thread's first message may come with a `conversation.started` before it. */
async function readStep<Settings>(
  wiring: Wiring<Settings>,
  step: StoryStep,
  payload: Uint8Array,
): Promise<ContactEvent | undefined> {
  const outcome = await readSigned(wiring, payload).catch(() => undefined)
  if (outcome === undefined) return undefined
  const { events } = expectResult(outcome)
  const about = step === 'reaction' ? 'reaction.' : 'message.'
  return events.find(({ kind }) => kind.startsWith(about))
}
