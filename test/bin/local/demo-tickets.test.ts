import { describe, expect, it } from 'vitest'
import { createTickets, type Tickets } from '../../../bin/local/demo-tickets.ts'
import { toCloudEvent } from '../../../functions/core/cloud-event.ts'
import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { routedEvent } from '../../contracts/routed-event.ts'

let number = 0
function event(effect: RoutedEvent['work']['effect'], more: Partial<RoutedEvent> = {}, reopen = false) {
  number += 1
  return routedEvent({
    id: `evt_${String(number).padStart(32, '0')}`,
    work: { effect, key: 'facebook:k1', reopen, reason: 'told' },
    ...more,
  })
}

const key = new Set(['facebook:k1'])
const apply = (tickets: Tickets, ...events: RoutedEvent[]) => {
  for (const each of events) tickets.apply('crm', JSON.parse(JSON.stringify(toCloudEvent(each))))
  return tickets.of(key)
}
const message = (id: string, text: string) => ({ message: { id: `facebook:${id}`, text, attachments: [] } })

describe('the demo CRM’s tickets', () => {
  it('open, grow, are answered, and wake up again', () => {
    const tickets = createTickets()
    expect(apply(tickets, event('open'))).toMatchObject([{ state: 'open', count: 1, reopened: false }])
    expect(apply(tickets, event('append'))).toMatchObject([{ state: 'open', count: 2 }])
    expect(apply(tickets, event('answer'))).toMatchObject([{ state: 'answered', count: 3 }])
    expect(apply(tickets, event('append'))).toMatchObject([{ state: 'answered', count: 4 }])
    expect(apply(tickets, event('append', {}, true))).toMatchObject([
      { state: 'open', count: 5, reopened: true },
    ])
    expect(apply(tickets, event('withdraw'))).toMatchObject([{ state: 'withdrawn', count: 6 }])
  })

  it('do not come of context, of answers, or of nothing', () => {
    const tickets = createTickets()
    expect(apply(tickets, event('append'), event('answer'), event('withdraw'), event('none'))).toEqual([])
    expect(apply(tickets, event('append', {}, true))).toHaveLength(1)
  })

  it('are each destination’s own', () => {
    const tickets = createTickets()
    const cloudEvent = toCloudEvent(event('open'))
    for (const destination of ['crm', 'acd']) tickets.apply(destination, cloudEvent)
    expect(tickets.of(key).map(({ destination }) => destination)).toEqual(['crm', 'acd'])
  })

  it('follow what the author has made of a message', () => {
    const tickets = createTickets()
    const [edited] = apply(
      tickets,
      event('open', message('1', 'schwarz')),
      event('append', { kind: 'message.edited', ...message('1', 'dunkel') }),
    )
    expect(edited?.entries.map(({ text, changed }) => [text, changed])).toEqual([
      ['dunkel', 'edited'],
      ['dunkel', undefined],
    ])
    const [deleted] = apply(
      tickets,
      event('append', { kind: 'message.deleted', message: { id: 'facebook:1', attachments: [] } }),
    )
    expect(JSON.stringify(deleted)).not.toContain('dunkel')
    expect(deleted?.entries.map(({ changed }) => changed)).toEqual(['deleted', 'deleted', undefined])
  })

  it('are named after the events that they hold', () => {
    const tickets = createTickets({ maxTickets: 2 })
    const events = [event('open'), event('append'), event('append')]
    apply(tickets, ...events)
    expect(events.map(({ id }) => tickets.numberOf('crm', id))).toEqual([undefined, '1', '1'])
    expect(tickets.numberOf('acd', events[2]!.id)).toBeUndefined()
  })

  it('are the newest when there are too many', () => {
    const tickets = createTickets({ maxTickets: 2 })
    for (const n of [1, 2, 3])
      apply(
        tickets,
        event('open', { work: { effect: 'open', key: `facebook:${n}`, reopen: false, reason: '' } }),
      )
    expect(tickets.count).toBe(2)
    expect(tickets.of(new Set(['facebook:1', 'facebook:2', 'facebook:3']))).toHaveLength(2)
  })

  it('take no notice of what is no contact event', () => {
    const tickets = createTickets()
    for (const nonsense of [undefined, {}, { data: {} }, 'x'])
      expect(tickets.apply('crm', nonsense)).toBeUndefined()
    expect(tickets.count).toBe(0)
  })
})
