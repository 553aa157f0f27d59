import { describe, expect, it } from 'vitest'
import { DeliveryEnded } from '../../../../functions/contracts/delivery-ended.ts'
import { RequestFailed } from '../../../../functions/core/errors.ts'
import { rt } from '../../../../functions/destinations/rt/index.ts'
import { settings } from '../../../../functions/destinations/rt/settings.ts'
import type { RoutedEvent } from '../../../../schemas/contact-event.ts'
import { deliveryContext } from '../../../contracts/delivery-context.ts'
import { routedEvent, routedMail } from '../../../contracts/routed-event.ts'
import { type Answer, type ReceivedRequest, useScriptedServer } from '../../../contracts/scripted-server.ts'

const server = useScriptedServer()
const ticket = { id: 7, Status: 'open', Queue: { id: '3' }, Owner: { id: 'Nobody' } }
const appended = { ...routedEvent().work, effect: 'append' as const }

const json = (status: number, body: unknown, headers = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
})

/** The first that begins a request, `GET /ticket/7`, answers it; the rest is as usual. */
function script(answers: Record<string, Answer | ((request: ReceivedRequest) => Answer)>): void {
  const usual: typeof answers = {
    'GET /tickets': json(200, { items: [] }),
    'GET /transactions': json(200, { items: [] }),
    'GET /ticket/': json(200, ticket),
    'POST /ticket/7/comment': json(201, ['Comments added', 'Custom fields updated'], {
      location: '/REST/2.0/transaction/54',
    }),
    'POST /ticket': json(201, { id: '8' }),
    'PUT /ticket/': json(200, []),
  }
  server.answer = (request) => {
    const asked = `${request.method} ${request.path.replace('/REST/2.0', '')}`
    const found = Object.entries({ ...answers, ...usual, ...answers }).find(([start]) =>
      asked.startsWith(start),
    )?.[1]
    return typeof found === 'function' ? found(request) : (found ?? { status: 404 })
  }
}

const context = async (event: RoutedEvent, remote?: string) =>
  deliveryContext(
    event,
    settings.parse({ url: server.origin, queue: 'General', credentials: { token: '1-14-ab' } }),
    { ...(remote && { remote: { ticket: remote } }) },
  )

async function attempt(event: RoutedEvent, remote?: string) {
  return rt.open(await context(event, remote)).deliver(event)
}

const asked = () => server.requests.map(({ method, path }) => `${method} ${path.replace('/REST/2.0', '')}`)
const bodies = () =>
  server.requests.filter(({ body }) => body.length > 0).map(({ body }) => JSON.parse(String(body)))

describe('deliver', () => {
  it('opens a ticket with both ids, and with the author as a requestor afterwards', async () => {
    script({})
    const event = routedMail()
    expect(await attempt(event)).toEqual({
      status: 'delivered',
      remote: { ticket: '8', url: `${server.origin}/Ticket/Display.html?id=8` },
    })
    expect(bodies()).toMatchObject([
      {
        Queue: 'General',
        Subject: 'Re: Störung',
        CustomFields: { NetzdialogKey: event.work.key, NetzdialogOpener: event.id },
      },
      { Requestor: '"Änne" <anne@kunde.test>' },
    ])
    expect(bodies()[0]).not.toHaveProperty('Requestor')
  })

  it('appends a comment and nothing that RT would mail', async () => {
    script({})
    const event = routedEvent({ work: appended })
    expect(await attempt(event, '7')).toEqual({
      status: 'delivered',
      remote: { ticket: '7', message: '54', url: `${server.origin}/Ticket/Display.html?id=7#txn-54` },
    })
    expect(asked()).toEqual(['GET /ticket/7', 'POST /ticket/7/comment'])
    expect(bodies()[0]).toMatchObject({ TxnCustomFields: { NetzdialogEvent: event.id } })
  })

  it('tells where RT has kept a comment without its id', async () => {
    script({
      'POST /ticket/7/comment': json(201, ['Comments added', 'Unable to load transaction custom field']),
    })
    expect(await attempt(routedEvent({ work: appended }), '7')).toMatchObject({
      status: 'delivered',
      degraded: ['event_not_marked'],
    })
  })

  it('asks whether a status of another lifecycle is a closed one', async () => {
    script({
      'GET /ticket/7': json(200, { ...ticket, Status: 'erledigt' }),
      'GET /tickets': (request) =>
        json(200, { items: request.path.includes('__Inactive__') ? [{ id: 7 }] : [] }),
    })
    await attempt(routedEvent({ work: { ...appended, reopen: true } }), '7')
    expect(bodies()[0]).toEqual({ Status: 'open' })
  })

  it('prefers an open ticket of the key to a newer closed one', async () => {
    const items = [
      { id: 9, Status: 'resolved' },
      { id: 7, Status: 'open' },
    ]
    script({ 'GET /tickets': json(200, { items }) })
    expect(await attempt(routedEvent())).toMatchObject({ remote: { ticket: '7' } })
  })

  it('notes the company’s answer where nobody has begun, and never turns back the time of the last one', async () => {
    const answer = routedEvent({ work: { ...appended, effect: 'answer' } })
    script({ 'GET /ticket/7': json(200, { ...ticket, Status: 'new', Told: '1970-01-01T00:00:00Z' }) })
    await attempt(answer, '7')
    expect(bodies()[0]).toEqual({ Status: 'open', Told: '2026-11-20T19:43:21Z' })
    script({ 'GET /ticket/7': json(200, { ...ticket, Told: '2026-11-21T00:00:00Z' }) })
    await attempt(answer, '7')
    expect(asked().slice(3)).toEqual(['GET /ticket/7', 'POST /ticket/7/comment'])
  })

  it.each([
    ['new and nobody’s', { Status: 'new' }, true],
    ['somebody’s', { Status: 'new', Owner: { id: 'otto' } }, false],
    ['begun', { Status: 'open' }, false],
  ])('withdraws a ticket that is %s: %s, %s', async (_, state, withdrawn) => {
    script({ 'GET /ticket/7': json(200, { ...ticket, ...state }) })
    await attempt(routedEvent({ work: { ...appended, effect: 'withdraw' } }), '7')
    expect(bodies().some(({ Status }) => Status === 'rejected')).toBe(withdrawn)
    expect(asked().at(-1)).toBe('POST /ticket/7/comment')
  })

  it('sends files as links where a web server finds them too large', async () => {
    script({
      'POST /ticket': (request) => (request.body.length > 50_000 ? { status: 413 } : json(201, { id: '8' })),
    })
    expect(await attempt(routedMail())).toMatchObject({
      status: 'delivered',
      degraded: ['attachment_linked'],
    })
    const posts = server.requests.filter(({ method }) => method === 'POST')
    expect(posts).toHaveLength(2)
  })

  it.each([
    ['deleted', json(200, { ...ticket, Status: 'deleted' })],
    ['shredded', json(404, { message: 'Not Found' })],
    ['out of reach', json(403, { message: 'Forbidden' })],
  ])('opens another ticket for one that is %s, where a customer writes', async (_, answer) => {
    script({ 'GET /ticket/7': answer })
    const outcome = await attempt(routedEvent({ work: { ...appended, reopen: true } }), '7')
    expect(outcome).toMatchObject({ status: 'delivered', remote: { ticket: '8' } })
    expect(await attempt(routedEvent({ work: appended }), '7')).toEqual({
      status: 'delivered',
      degraded: ['ticket_gone'],
    })
  })

  it('looks again where a ticket goes in between', async () => {
    script({ 'POST /ticket/7/comment': json(400, { message: 'Message could not be recorded' }) })
    const outcome = await attempt(routedEvent({ work: appended }), '7')
    expect(outcome).toMatchObject({ status: 'retry', scope: 'message' })
  })

  it.each([
    ['its own queue', '3', 'destination'],
    ['a queue that somebody moved the ticket to', '4', undefined],
  ])('blames the right to comment on %s on whom it concerns', async (_, id, scope) => {
    script({
      'POST /ticket/7/comment': json(400, { message: 'Permission Denied' }),
      'GET /queue/General': json(200, { id }),
    })
    const outcome = await attempt(routedEvent({ work: appended }), '7')
    expect(outcome).toMatchObject({ status: 'rejected', code: 'comment_refused' })
    expect('scope' in outcome ? outcome.scope : undefined).toBe(scope)
  })

  it('has a new ticket looked for before another one, where its requestor could not be set', async () => {
    script({ 'GET /ticket/7': json(200, { ...ticket, Status: 'resolved' }) })
    const event = routedMail()
    const { fetch, ...rest } = await context(event, '7')
    const opened = rt.open({
      ...rest,
      fetch: (url, init) =>
        url.endsWith('/ticket/8')
          ? Promise.reject(new RequestFailed('ECONNREFUSED', 'not there', { uncertain: false }))
          : fetch(url, init),
    })
    const outcome = await opened.deliver(event)
    expect(asked().at(-1)).toBe('POST /ticket')
    expect(outcome).toMatchObject({ status: 'retry', uncertain: true, scope: 'destination' })
  })

  it('does not call a ticket refused that was created, whatever else the answer says', async () => {
    script({ 'POST /ticket': json(201, { ticket: 8 }) })
    expect(await attempt(routedEvent())).toMatchObject({ status: 'retry', uncertain: true })
  })

  it.each([
    ['a login page', { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Login</html>' }],
    ['a 404 that is not RT’s', { status: 404, body: '<html>' }],
  ])('takes %s for a wrong address and not for a ticket that is gone', async (_, answer) => {
    server.answer = () => answer
    for (const remote of [undefined, '7'])
      expect(await attempt(routedEvent(), remote)).toMatchObject({
        code: 'wrong_endpoint',
        scope: 'destination',
      })
  })

  it('parks nothing while RT sends everything on to a log-in', async () => {
    server.answer = () => ({ status: 302, headers: { location: 'https://login.example/' } })
    expect(await attempt(routedEvent())).toMatchObject({ code: 'redirect', scope: 'destination' })
  })
})

describe('findExisting', () => {
  it('gives a ticket its requestor that was created without', async () => {
    script({ 'GET /tickets': json(200, { items: [{ id: 7 }] }) })
    const event = routedMail()
    expect(await rt.open(await context(event)).findExisting?.(event)).toMatchObject({ ticket: '7' })
    expect(asked().at(-1)).toBe('PUT /ticket/7')
  })

  it.each([500, 401, 400])('does not take %s for an answer', async (status) => {
    server.answer = () => ({ status })
    const event = routedMail()
    const opened = rt.open(await context(event))
    await expect(opened.findExisting?.(event)).rejects.toBeInstanceOf(DeliveryEnded)
  })
})
