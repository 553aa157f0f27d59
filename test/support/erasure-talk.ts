import { acceptanceGroup, eventId } from '../../functions/core/ids.ts'
import { packEvent } from '../../functions/core/message-body.ts'
import type { Clock, EventQueue, ObjectStore } from '../../functions/core/ports.ts'
import { assignAttachments } from '../../functions/ingest/assign-attachments.ts'
import { type Channel, type Said, type Speaker, tell, wordOf } from './erasure-people.ts'

type Told = ReturnType<typeof tell>

interface TalkPorts {
  readonly store: ObjectStore
  readonly contacts: EventQueue
  readonly now: Clock
  /** Whether the erasure has been that counts. */
  readonly isOver: () => boolean
  readonly isRouted: (eventId: string) => boolean
}

/** What people say in a story, and how their platform hands it over to ingest. */
export function erasureTalk(channel: Channel, { store, contacts, now, isOver, isRouted }: TalkPorts) {
  const spoken: { said: Said; before: { n: number; speaker: Speaker }[]; isTakenBack: boolean }[] = []
  const accepted: Told[] = []
  const held: Told[] = []

  function speak(said: Said): Told {
    const n = spoken.length
    const before = spoken.flatMap((each, k) =>
      each.said.thread === said.thread ? [{ n: k, speaker: each.said.speaker }] : [],
    )
    spoken.push({ said, before, isTakenBack: false })
    return tell(channel, said, n, now().toISOString(), before, isOver())
  }

  async function accept(given: Told): Promise<void> {
    accepted.push(given)
    const result = assignAttachments(
      { events: [given.event], objects: given.objects, ignored: [], quarantined: [] },
      false,
    )
    for (const { key, bytes, type } of result.objects) await store.put(key, bytes, type)
    for (const event of result.events)
      await contacts.send([
        {
          id: event.id,
          group: acceptanceGroup(event),
          body: await packEvent(event, 'contacts', store),
          deduplicationId: event.id,
        },
      ])
  }

  const arrived = ({ event, objects }: Told): Told => ({
    event: { ...event, receivedAt: now().toISOString() },
    objects,
  })

  /** What can be edited or deleted: no mail, and nothing by whoever was erased, who would do something anew. */
  function changeable(which: number) {
    const n = which % Math.max(1, spoken.length)
    const found = spoken[n]
    if (!found || channel === 'email' || (isOver() && found.said.speaker === 'anne')) return undefined
    const { event, objects } = tell(channel, found.said, n, now().toISOString(), found.before, isOver())
    return { n, found, event, objects }
  }

  const talk = {
    count: () => spoken.length,
    say: (said: Said): Promise<void> => accept(speak(said)),
    /** What the platform hands over late only; of a mail nobody could tell. */
    async sayLate(said: Said): Promise<void> {
      const told = speak(said)
      if (channel === 'email') await accept(told)
      else held.push(told)
    },
    async arrive(): Promise<void> {
      for (const told of held.splice(0)) await accept(arrived(told))
    },
    async edit(which: number): Promise<void> {
      const { n, event, objects } = changeable(which) ?? {}
      if (!event || !objects) return
      const id = eventId(channel, String(n), 'edit', event.receivedAt)
      await accept({ event: { ...event, id, kind: 'message.edited' }, objects })
    },
    async takeBack(which: number): Promise<void> {
      const { n, found, event } = changeable(which) ?? {}
      if (!found || !event?.message) return
      found.isTakenBack = true
      const message = { id: event.message.id, attachments: [] }
      const id = eventId(channel, String(n), 'delete')
      await accept({ event: { ...event, id, kind: 'message.deleted', message }, objects: [] })
    },
    /** The platform sends again what it sent before the erasure. */
    async repeat(which: number): Promise<void> {
      const found = accepted[which % Math.max(1, accepted.length)]
      // A gateway repeats a mail for hours, and its sender's clock proves nothing: by then it has been routed.
      if (found && (channel !== 'email' || isRouted(found.event.id))) await accept(arrived(found))
    },
    /** Words of somebody's that stand in none of what is known, though they were not taken back. */
    missingIn: (known: string, speaker: Speaker): string[] =>
      spoken
        .flatMap(({ said, isTakenBack }, n) =>
          said.speaker === speaker && !isTakenBack ? [wordOf(speaker, n)] : [],
        )
        .filter((word) => !known.includes(word)),
  }
  return talk
}
