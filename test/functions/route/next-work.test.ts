import { describe, expect, it } from 'vitest'
import { nextWork } from '../../../functions/route/next-work.ts'
import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { change, customer, directMessage, page, reaction } from '../../support/contact-events.ts'

const anne = customer('anne')
const told = { destinations: ['crm'], group: 'g', at: new Date('2026-11-20T12:00:00.000Z') }
const routed = (
  event: ReturnType<typeof directMessage>,
  effect: RoutedEvent['work']['effect'],
  reopen = false,
) => ({ ...event, work: { effect, key: 'k', reopen, reason: 'r' } }) as RoutedEvent
const changed = (by: RoutedEvent) => ({
  changedBy: by.id,
  changedIn: 'g',
  changedAt: '2026-11-20T12:00:00.000Z',
})

describe('a ticket’s row', () => {
  const opening = routed(directMessage('m1', anne), 'open')
  const next = routed(directMessage('m2', anne), 'append', true)
  const answer = routed(directMessage('m3', page), 'answer')

  it('holds who opened it, what stands in it, and who changed it last', () => {
    const opened = nextWork(undefined, opening, told)
    expect(opened).toEqual({
      openedBy: opening.id,
      liveMessages: new Set([expect.stringMatching(/^[0-9a-f]{12}$/)]),
      ...changed(opening),
    })
    expect(nextWork(opened, next, told)).toEqual({
      openedBy: opening.id,
      liveMessages: new Set([...(opened?.liveMessages ?? []), expect.stringMatching(/^[0-9a-f]{12}$/)]),
      ...changed(next),
    })
  })

  it('holds who opened it also where that was no message, and then no deletion takes it back', () => {
    const message = directMessage('m1', anne)
    const loved = routed(reaction(message, page), 'open')
    expect(nextWork(undefined, loved, told)).toEqual({
      openedBy: loved.id,
      countless: true,
      ...changed(loved),
    })
    const edited = routed(change('message.edited', message), 'open')
    expect(nextWork(undefined, edited, told)).toEqual({ openedBy: edited.id, ...changed(edited) })
    expect(nextWork(undefined, routed(reaction(message, page), 'none'), told)).toBeUndefined()
  })

  it.each([opening, next, answer, routed(change('message.deleted', directMessage('m1', anne)), 'withdraw')])(
    'is the same after a repetition ($work.effect)',
    (event) => {
      const row = { openedBy: 'evt_0', liveMessages: new Set(['facebook:m1']) }
      const once = nextWork(row, event, told)
      expect(nextWork(once, event, { ...told, at: new Date() })).toBe(once)
    },
  )

  it('has no empty set: the table knows none', () => {
    const row = { openedBy: 'evt_0', liveMessages: new Set(['facebook:m1']) }
    const deletion = routed(change('message.deleted', directMessage('m1', anne)), 'withdraw')
    expect(nextWork(row, deletion, told)).toEqual({ openedBy: 'evt_0', ...changed(deletion) })
  })

  it('goes on counting what a row of the first release holds', () => {
    const row = { openedBy: 'evt_0', liveMessages: new Set(['facebook:m1', 'facebook:m0']) }
    expect(nextWork(row, opening, told)).toBe(row)
    const deletion = routed(change('message.deleted', directMessage('m1', anne)), 'append')
    expect(nextWork(row, deletion, told)?.liveMessages).toEqual(new Set(['facebook:m0']))
  })

  it('stays below a kilobyte, however many messages come, and holds none of them once one was answered', () => {
    let row = nextWork(undefined, opening, told)
    for (let n = 10; n < 200; n++)
      row = nextWork(row, routed(directMessage(`m_${'x'.repeat(100)}${n}`, anne), 'append', true), told)
    expect(row?.countless).toBe(true)
    expect([...(row?.liveMessages ?? [])].join('').length).toBeLessThan(1000)
    expect(nextWork(row, answer, told)).not.toHaveProperty('liveMessages')
  })

  it('counts no more once the company has answered', () => {
    const row = { openedBy: 'evt_0', answered: true }
    expect(nextWork(row, next, told)).toBe(row)
  })

  it('begins for nobody where no destination is told to open a ticket', () => {
    expect(nextWork(undefined, opening, { ...told, destinations: [] })).toBeUndefined()
  })
})
