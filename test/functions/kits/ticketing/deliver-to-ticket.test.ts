import { describe, expect, it } from 'vitest'
import { DeliveryEnded, notYet } from '../../../../functions/contracts/delivery-ended.ts'
import { RequestFailed } from '../../../../functions/core/errors.ts'
import { RequestRefused } from '../../../../functions/kits/http/request-refused.ts'
import type { NoteLimits } from '../../../../functions/kits/ticketing/compose-note.ts'
import { deliverToTicket } from '../../../../functions/kits/ticketing/deliver-to-ticket.ts'
import type {
  Ticket,
  TicketAttempt,
  TicketSystem,
} from '../../../../functions/kits/ticketing/ticket-system.ts'
import type { PresentationOptions } from '../../../../functions/presentation/present-event.ts'
import type { RoutedEvent } from '../../../../schemas/contact-event.ts'
import { deliveryContext } from '../../../contracts/delivery-context.ts'
import { routedEvent, routedMail } from '../../../contracts/routed-event.ts'

type Attempt = TicketAttempt<PresentationOptions>

const limits: NoteLimits = { formats: ['text'], maxLength: 20_000, files: { maxBytes: 1_000_000 } }
const work = (overrides: Partial<RoutedEvent['work']>) => ({ ...routedEvent().work, ...overrides })
const events = {
  open: routedEvent(),
  asks: routedEvent({ work: work({ effect: 'append', reopen: true }) }),
  tells: routedEvent({ work: work({ effect: 'append' }) }),
  answer: routedEvent({ work: work({ effect: 'answer' }) }),
  withdraw: routedEvent({ work: work({ effect: 'withdraw' }) }),
}

/** A system of these tickets, which keeps what it was asked to do. */
function systemOf(tickets: readonly Ticket[], overrides: Partial<TicketSystem> = {}) {
  const did: string[] = []
  const system: TicketSystem = {
    url: (ticket, message = '') => `https://desk.test/${ticket}#${message}`,
    read: async (id) => tickets.find((ticket) => ticket.id === id),
    find: async () => tickets.find(({ state }) => state === 'open') ?? tickets[0],
    async open(note, follows = '-') {
      did.push(`open after ${follows}, ${note.files.length} files`)
      return { ticket: 'new' }
    },
    async append(ticket, note, change = undefined) {
      did.push(`append to ${ticket.id}, ${change}, ${note.files.length} files`)
      return { ticket: ticket.id, message: 'm1' }
    },
    resume: async (ticket) => ticket && { ticket: ticket.id },
    ...overrides,
  }
  return { system, did }
}

async function attemptAt(event: RoutedEvent, known?: string): Promise<Attempt> {
  const settings = { language: 'de' as const, timeZone: 'Europe/Berlin' }
  const remote = known === undefined ? {} : { remote: { ticket: known } }
  const context = await deliveryContext(event, settings, remote)
  return { event, context, degraded: new Set(), progress: {} }
}

const [open, closed, final] = (['open', 'closed', 'final'] as const).map((state) => ({ id: state, state }))
const all = [open, closed, final].filter((ticket) => ticket !== undefined)

describe('deliverToTicket', () => {
  it.each([
    ['a new contact', events.open, undefined, [], ['open after -, 0 files']],
    [
      'a new contact whose key has a ticket',
      events.open,
      undefined,
      all,
      ['append to open, reopen, 0 files'],
    ],
    ['a customer who asks', events.asks, 'closed', all, ['append to closed, reopen, 0 files']],
    ['a customer who asks in a final ticket', events.asks, 'final', [final], ['open after final, 0 files']],
    [
      'a customer who asks in a final ticket beside an open one',
      events.asks,
      'final',
      all,
      ['append to open, reopen, 0 files'],
    ],
    ['a customer who asks in a ticket that is gone', events.asks, 'none', [], ['open after -, 0 files']],
    ['a word beside', events.tells, 'closed', all, ['append to closed, undefined, 0 files']],
    ['a word beside a final ticket', events.tells, 'final', all, ['append to final, undefined, 0 files']],
    ['a word that has no ticket', events.tells, undefined, all, []],
    ['the company’s answer', events.answer, 'open', all, ['append to open, answered, 0 files']],
    ['a withdrawal', events.withdraw, 'open', all, ['append to open, withdrawn, 0 files']],
  ])('makes of %s', async (_, event, known, tickets, expected) => {
    const { system, did } = systemOf(tickets as Ticket[])
    expect(await deliverToTicket(await attemptAt(event, known), system, limits)).toMatchObject({
      status: 'delivered',
    })
    expect(did).toEqual(expected)
  })

  it.each([
    ['gone', 'none', undefined, ['ticket_gone'], undefined],
    ['gone when it is written to', 'open', 'gone', ['ticket_gone'], undefined],
    ['closed when it is written to', 'open', 'closed', ['ticket_closed'], 'open'],
  ] as const)(
    'tells of what asks for nothing that its ticket is %s',
    async (_, known, result, codes, ticket) => {
      const { system } = systemOf(all, { ...(result && { append: async () => result }) })
      const outcome = await deliverToTicket(await attemptAt(events.answer, known), system, limits)
      expect(outcome).toMatchObject({ status: 'delivered', degraded: codes })
      expect(outcome.status === 'delivered' && outcome.remote?.ticket).toBe(ticket)
    },
  )

  it.each([
    ['closed', 'open after open, 0 files'],
    ['gone', 'open after -, 0 files'],
  ] as const)(
    'opens another ticket for a customer whose own is %s when it is written to',
    async (result, opened) => {
      const { system, did } = systemOf(all, { append: async () => result })
      await deliverToTicket(await attemptAt(events.asks, 'open'), system, limits)
      expect(did).toEqual([opened])
    },
  )

  it('writes nothing again into the ticket that the event has opened', async () => {
    const { system, did } = systemOf([{ id: '7', state: 'open', openedBy: events.open.id }])
    expect(await deliverToTicket(await attemptAt(events.open), system, limits)).toEqual({
      status: 'delivered',
      remote: { ticket: '7', url: 'https://desk.test/7#' },
      deduplicated: true,
    })
    expect(did).toEqual([])
  })

  it.each([
    ['in its own ticket', 'open', { ticket: 'open', message: 'm1' }, 'open', ['append to open+, withdrawn']],
    ['in the ticket before', 'open', { ticket: 'old', message: 'm1' }, 'old', ['append to open+, withdrawn']],
    ['whose ticket nobody told', 'open', { message: 'm1' }, 'open', ['append to open+, withdrawn']],
    ['in a ticket that takes no note', 'final', { message: 'm1' }, 'final', []],
  ])('blacks out what is deleted before it is told: %s', async (_, known, original, home, told) => {
    const { system, did } = systemOf(all, {
      async redact(ticket, { ticket: from, message }) {
        did.push(`black out ${message} in ${from}`)
        return { ...ticket, id: `${ticket.id}+` }
      },
      async append(ticket, _note, change) {
        if (ticket.state === 'final') return 'closed'
        did.push(`append to ${ticket.id}, ${change}`)
        return { ticket: ticket.id }
      },
    })
    const attempt = await attemptAt({ ...events.withdraw, kind: 'message.deleted' }, known)
    const deletion = { ...attempt, context: { ...attempt.context, original } }
    expect(await deliverToTicket(deletion, system, limits)).toMatchObject({ status: 'delivered' })
    expect(did).toEqual([`black out m1 in ${home}`, ...told])
  })

  it.each([
    ['an edit', { ...events.tells, kind: 'message.edited' as const }, { message: 'm1' }],
    ['a deletion of what was never brought', { ...events.withdraw, kind: 'message.deleted' as const }, {}],
  ])('blacks out nothing at %s', async (_, event, original) => {
    const { system, did } = systemOf(all, { redact: () => Promise.reject(new Error('blacked out')) })
    const attempt = await attemptAt(event, 'open')
    await deliverToTicket({ ...attempt, context: { ...attempt.context, original } }, system, limits)
    expect(did).toHaveLength(1)
  })

  it('says once what note and system both found', async () => {
    const attempt = await attemptAt(events.open)
    const longest = { ...limits, formats: ['text'] as const, maxLength: 600 }
    attempt.degraded.add('text_shortened')
    const text = 'word '.repeat(1_000)
    const event = { ...events.open, message: { ...events.open.message!, text } }
    expect(await deliverToTicket({ ...attempt, event }, systemOf([]).system, longest)).toMatchObject({
      degraded: ['text_shortened'],
    })
  })

  it('sends files as links where they are too large for what stands before the system, once', async () => {
    const sent: number[] = []
    const tooLarge = new RequestRefused(413, { status: 'rejected', code: 'refused', reason: 'answered 413' })
    const { system } = systemOf([], {
      async open({ files }) {
        sent.push(files.length)
        if (files.length > 0) throw tooLarge
        return { ticket: 'new' }
      },
    })
    expect(
      await deliverToTicket(await attemptAt(routedMail({ work: events.open.work })), system, limits),
    ).toMatchObject({
      remote: { ticket: 'new' },
      degraded: ['attachment_linked'],
    })
    expect(sent).toEqual([1, 0])
    const without = systemOf([], { open: () => Promise.reject(tooLarge) })
    expect(await deliverToTicket(await attemptAt(events.open), without.system, limits)).toMatchObject({
      code: 'refused',
    })
  })

  it('hands on what a step has done when the attempt has to come again', async () => {
    const attempt = await attemptAt(events.open)
    const { system } = systemOf([], {
      async open() {
        attempt.progress['file0'] = 'token'
        throw notYet('answered 409')
      },
    })
    expect(await deliverToTicket(attempt, system, limits)).toMatchObject({
      status: 'retry',
      progress: { file0: 'token' },
    })
  })

  it('ends as the step that ended it says, and is uncertain where an answer was lost', async () => {
    const ended = new DeliveryEnded({ status: 'rejected', code: 'refused', reason: 'answered 400' })
    const lost = new RequestFailed('ECONNRESET', 'hung up', { uncertain: true })
    for (const [failure, outcome] of [
      [ended, ended.outcome],
      [lost, { status: 'retry', reason: 'no answer: ECONNRESET', uncertain: true }],
    ] as const) {
      const { system } = systemOf([], { find: () => Promise.reject(failure) })
      expect(await deliverToTicket(await attemptAt(events.open), system, limits)).toEqual(outcome)
    }
  })
})
