import { afterEach, beforeEach, expect } from 'vitest'
import type { ContactEvent } from '../../../../schemas/contact-event.ts'
import { routedMail } from '../../../contracts/routed-event.ts'
import { comment, customer } from '../../../support/contact-events.ts'
import { type FakeZendesk, startFakeZendesk } from '../../../support/fake-zendesk.ts'
import type { FakeTicket } from '../../../support/fake-zendesk-records.ts'
import { zendeskSpec } from './zendesk-spec.ts'
import { zendeskStand } from './zendesk-stand.ts'

export const anne = customer('991')
export const question = comment('777_10', anne)

/** A mail with a photo, as ingest queues it. */
export function mail(overrides: Partial<ContactEvent> = {}): ContactEvent {
  const { work: _, ...event } = routedMail()
  return { ...event, ...overrides }
}

export const written = (ticket: FakeTicket) => ticket.comments.map(({ body }) => body)

/** An account and all before it, new for every test; whatever a test is about, it is asked nothing wrong and mails nobody. */
export function useTicketScene() {
  let fake: FakeZendesk
  let stand: ReturnType<typeof zendeskStand>

  beforeEach(async () => {
    fake = await startFakeZendesk(zendeskSpec)
    stand = zendeskStand(fake)
  })
  afterEach(async () => {
    await fake.stop()
    expect(fake.problems).toEqual([])
    expect(fake.account.mails).toEqual([])
  })

  const tickets = () => [...fake.account.tickets.values()]
  return {
    get fake() {
      return fake
    },
    get stand() {
      return stand
    },
    /** Other settings than those of an API token alone. */
    set(settings: Record<string, unknown>) {
      stand = zendeskStand(fake, settings)
    },
    tickets,
    only(): FakeTicket {
      expect(tickets()).toHaveLength(1)
      return tickets()[0]!
    },
    sent: (name: RegExp) => fake.requests.filter((request) => name.test(request.name)),
  }
}
