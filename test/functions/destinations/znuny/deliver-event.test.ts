import { beforeEach, describe, expect, it } from 'vitest'
import type { DeliveryContext } from '../../../../functions/contracts/destination.ts'
import { znuny } from '../../../../functions/destinations/znuny/index.ts'
import { settings as schema, type ZnunySettings } from '../../../../functions/destinations/znuny/settings.ts'
import type { RoutedEvent } from '../../../../schemas/contact-event.ts'
import { deliveryContext } from '../../../contracts/delivery-context.ts'
import { routedEvent, routedMail } from '../../../contracts/routed-event.ts'
import { useScriptedServer } from '../../../contracts/scripted-server.ts'
import { fakePassword, fakeZnuny } from '../../../support/fake-znuny.ts'

const server = useScriptedServer()
let fake: ReturnType<typeof fakeZnuny>
beforeEach(() => {
  fake = fakeZnuny()
  server.answer = fake.answer
})

const settings = (overrides: Record<string, unknown> = {}) =>
  schema.parse({
    url: `${server.origin}/otrs/nph-genericinterface.pl/Webservice/Netzdialog`,
    userLogin: 'netzdialog',
    password: fakePassword,
    queue: 'Raw',
    fallbackCustomer: 'social-media',
    customerTemplate: 'contact+{platform}-{id}@social.acme.test',
    ...overrides,
  })

async function deliver(
  event: RoutedEvent = routedEvent(),
  {
    settings: own = {},
    ...context
  }: Partial<Omit<DeliveryContext<ZnunySettings>, 'settings'>> & { settings?: object } = {},
) {
  return znuny.open(await deliveryContext(event, settings({ ...own }), context)).deliver(event)
}

let count = 0
function another(work: Partial<RoutedEvent['work']>, overrides: Partial<RoutedEvent> = {}): RoutedEvent {
  count += 1
  const id = `evt_${String(count).padStart(32, '0')}`
  return routedEvent({ id, ...overrides, work: { ...routedEvent().work, ...work } })
}
const customerWrites = () => another({ effect: 'append', reopen: true })
const known = (index = 0) => ({ remote: { ticket: fake.tickets[index]?.id ?? '' } })
const [first, second] = [() => fake.tickets[0]!, () => fake.tickets[1]!]

describe('a ticket', () => {
  it('is opened with its work key, its article carries the event id', async () => {
    const outcome = await deliver()
    expect(outcome).toEqual({
      status: 'delivered',
      remote: {
        ticket: '2',
        message: '100',
        url: `${server.origin}/otrs/index.pl?Action=AgentTicketZoom;TicketID=2`,
      },
      degraded: ['characters_replaced'],
    })
    expect(first()).toMatchObject({
      state: 'new',
      customer: 'contact+facebook-991@social.acme.test',
      fields: [{ Name: 'NetzdialogWorkKey', Value: routedEvent().work.key }],
      articles: [
        {
          From: '"Änne Grün [U+1F69A]" <contact+facebook-991@social.acme.test>',
          SenderType: 'customer',
          IsVisibleForCustomer: '1',
          NoAgentNotify: '0',
          AutoResponseType: 'auto remove',
          fields: [{ Name: 'NetzdialogEventId', Value: routedEvent().id }],
        },
      ],
    })
  })

  it('is found by its work key and not by one that differs in case', async () => {
    await deliver(another({ key: 'FACEBOOK:4711_777/777_10' }))
    await deliver()
    await deliver(another({}))
    expect(fake.tickets.map(({ articles }) => articles.length)).toEqual([1, 2])
  })

  it('is not taken from a search that finds everything', async () => {
    await deliver(another({ key: 'facebook:another' }))
    await deliver(routedEvent(), { settings: { keyField: 'Missing' } })
    expect(fake.tickets).toHaveLength(2)
    expect(first().articles).toHaveLength(1)
  })

  it('takes what follows, and a note without any work opens nothing', async () => {
    expect(await deliver(another({ effect: 'append', reopen: false }))).toEqual({ status: 'delivered' })
    expect(fake.requests).toEqual([])
    await deliver()
    await deliver(another({ effect: 'append', reopen: false }), known())
    expect(first().articles).toHaveLength(2)
    expect(first().articles[1]).toMatchObject({ NoAgentNotify: '1' })
  })

  it('stays new until somebody has answered', async () => {
    await deliver()
    await deliver(customerWrites(), known())
    expect(first().state).toBe('new')
    const company = { role: 'company' as const, name: 'Acme' }
    await deliver(another({ effect: 'answer' }, { direction: 'outbound', author: company }), known())
    expect(first()).toMatchObject({ state: 'open', articles: [{}, {}, { SenderType: 'agent' }] })
    expect(first().articles[2]).not.toHaveProperty('From')
  })

  it.each(['closed successful', 'pending reminder'])(
    'that is %s is opened by its customer',
    async (state) => {
      await deliver()
      Object.assign(first(), { state, stateType: state.startsWith('closed') ? 'closed' : state })
      await deliver(another({ effect: 'append', reopen: false }), known())
      expect(first().state).toBe(state)
      await deliver(customerWrites(), known())
      expect(first().state).toBe('open')
    },
  )

  it('that is closed gets a follow-up where closed is to be final', async () => {
    await deliver()
    Object.assign(first(), { state: 'closed successful', stateType: 'closed' })
    const followUp = { settings: { whenClosed: 'follow_up' } }
    expect(await deliver(customerWrites(), { ...followUp, ...known() })).toMatchObject({
      remote: { ticket: '3' },
    })
    expect(await deliver(customerWrites(), { ...followUp, ...known() })).toMatchObject({
      remote: { ticket: '3' },
    })
    expect(first().state).toBe('closed successful')
  })

  it.each(['merged', 'removed'])('that is %s is replaced once its customer writes', async (stateType) => {
    await deliver()
    Object.assign(first(), { state: stateType, stateType })
    expect(await deliver(another({ effect: 'append', reopen: false }), known())).toEqual({
      status: 'delivered',
      degraded: ['ticket_gone'],
    })
    expect(await deliver(customerWrites(), known())).toMatchObject({ remote: { ticket: '3' } })
    expect(await deliver(customerWrites(), known())).toMatchObject({ remote: { ticket: '3' } })
    expect(second().articles).toHaveLength(2)
  })

  it('that may be read and not written is not replaced', async () => {
    await deliver()
    first().writable = false
    expect(await deliver(customerWrites(), known())).toMatchObject({
      status: 'rejected',
      code: 'no_right_to_write',
    })
    expect(fake.tickets).toHaveLength(1)
  })

  it('is withdrawn, unless an agent has it', async () => {
    await deliver()
    first().lock = 'lock'
    const withdrawal = () => another({ effect: 'withdraw' }, { kind: 'message.deleted' })
    await deliver(withdrawal(), known())
    expect(first()).toMatchObject({
      state: 'new',
      articles: [{}, { SenderType: 'system', IsVisibleForCustomer: '0' }],
    })
    first().lock = 'unlock'
    await deliver(withdrawal(), known())
    expect(first().state).toBe('closed unsuccessful')
  })

  it('has other people’s words as notes that its customer does not see', async () => {
    await deliver()
    const helper = another({ effect: 'append', reopen: false }, { direction: 'community' })
    await deliver(helper, known())
    expect(first().articles[1]).toMatchObject({ SenderType: 'customer', IsVisibleForCustomer: '0' })
  })
})

describe('customers', () => {
  it('keep their own address', async () => {
    await deliver(routedMail({ work: { ...routedMail().work, effect: 'open' } }))
    expect(first()).toMatchObject({ customer: 'anne@kunde.test', articles: [{ files: ['foto.jpg'] }] })
  })

  it('get another where theirs is refused, at last the one that stands for all', async () => {
    fake.refuseAddresses((address) => address.includes('anne@kunde.test'))
    const mail = routedMail({ work: { ...routedMail().work, effect: 'open' } })
    expect(await deliver(mail)).toMatchObject({ status: 'delivered', degraded: ['customer_replaced'] })
    expect(first().customer).toMatch(/^contact\+email-.*@social\.acme\.test$/)
    fake.refuseAddresses((address) => address.includes('@'))
    await deliver(another({ key: 'facebook:other' }))
    expect(second()).toMatchObject({ customer: 'social-media' })
    expect(second().articles[0]).not.toHaveProperty('From')
  })

  it('are the operator’s to correct where none is accepted', async () => {
    fake.refuseAddresses(() => true)
    expect(await deliver()).toMatchObject({
      status: 'rejected',
      code: 'customer_refused',
      scope: 'destination',
    })
  })
})

describe('a long text', () => {
  it('is shortened, with the whole of it as a file', async () => {
    const text = `${'Wort '.repeat(20_000)}Ende`
    const outcome = await deliver(routedEvent({ message: { id: 'facebook:777_10', text, attachments: [] } }))
    expect(outcome).toMatchObject({ degraded: expect.arrayContaining(['text_shortened']) })
    const [article] = first().articles
    expect(String(article?.['Body']).length).toBeLessThanOrEqual(16_000)
    expect(article).toMatchObject({
      Body: expect.stringMatching(/\[gekürzt, der ganze Text steht in der Datei\]$/),
      files: ['Nachricht.txt'],
    })
  })
})

describe('files that the web server finds too large', () => {
  it('go as links', async () => {
    const answer = fake.answer
    server.answer = (request) => (request.body.length > 20_000 ? { status: 413 } : answer(request))
    expect(await deliver(routedMail())).toMatchObject({
      status: 'delivered',
      degraded: expect.arrayContaining(['attachment_linked']),
    })
    expect(fake.tickets.map(({ articles }) => articles.map(({ files }) => files))).toEqual([[[]]])
  })
})

describe('the login', () => {
  it('is made once, and once more when the session has ended', async () => {
    const tokens = (await deliveryContext(routedEvent(), {})).tokens
    await deliver(routedEvent(), { tokens })
    await deliver(another({}), { tokens })
    fake.forgetSessions()
    expect(await deliver(another({}), { tokens })).toMatchObject({ status: 'delivered' })
    expect(fake.requests.filter(({ operation }) => operation === 'SessionCreate')).toHaveLength(2)
    expect(fake.requests.filter(({ body }) => 'Password' in body)).toHaveLength(2)
  })

  it('that gets no good response leaves no doubt that nothing was written', async () => {
    server.answer = () => ({ status: 502 })
    const { status, ...outcome } = await deliver()
    expect({ status, uncertain: 'uncertain' in outcome }).toEqual({ status: 'retry', uncertain: false })
  })

  it('goes with every request where the web service has no sessions', async () => {
    expect(await deliver(routedEvent(), { settings: { login: 'each_request' } })).toMatchObject({
      status: 'delivered',
    })
    expect(fake.requests.map(({ operation }) => operation)).toEqual(['TicketSearch', 'TicketCreate'])
  })

  it.each(['session', 'each_request'])('that is wrong stops the destination (%s)', async (login) => {
    expect(await deliver(routedEvent(), { settings: { login, password: 'wrong' } })).toEqual({
      status: 'rejected',
      code: 'credentials_refused',
      reason: expect.stringContaining('check userLogin and password'),
      scope: 'destination',
    })
  })
})

describe('what was sent before', () => {
  const find = async (event: RoutedEvent, remote?: { ticket: string }) =>
    znuny.open(await deliveryContext(event, settings(), { ...(remote && { remote }) })).findExisting?.(event)

  it('is found by the event id, in the known ticket or in one of the work key', async () => {
    const event = customerWrites()
    expect(await find(event)).toBeUndefined()
    await deliver()
    expect(await find(event, { ticket: '2' })).toBeUndefined()
    await deliver(event)
    await deliver(customerWrites())
    const found = { ticket: '2', message: '101', url: expect.stringContaining('TicketID=2') }
    expect(await find(event)).toEqual(found)
    expect(await find(event, { ticket: '999' })).toEqual(found)
  })

  it('is not a ticket whose article is missing', async () => {
    await deliver()
    first().articles.length = 0
    expect(await find(routedEvent())).toBeUndefined()
  })

  it.each([1, 30, 150])('is found behind %s articles, as a replay asks for it', async (count) => {
    await deliver()
    for (let number = 0; number < count; number += 1) await deliver(customerWrites())
    expect(await find(routedEvent())).toMatchObject({ ticket: '2', message: '100' })
    expect(await find(customerWrites())).toBeUndefined()
  })

  it('is found although the answer about its neighbours is cut', async () => {
    await deliver()
    for (let number = 0; number < 8; number += 1)
      first().articles.unshift({ id: '1', files: [], fields: [], Body: 'ä'.repeat(16_000) })
    expect(await find(routedEvent())).toMatchObject({ ticket: '2' })
  })
})

describe('an answer', () => {
  it.each([
    [
      'TicketCreate: Ticket->QueueID or Ticket->Queue parameter is invalid!',
      'setting_refused',
      'check queue',
    ],
    [
      'TicketCreate: DynamicField->Name parameter is invalid!',
      'setting_refused',
      'create the dynamic fields',
    ],
    [
      'TicketCreate: Ticket->StateID or Ticket->State parameter is invalid!',
      'setting_refused',
      'check the states',
    ],
  ])('%s concerns all messages', async (ErrorMessage, code, remedy) => {
    const answer = fake.answer
    server.answer = (request) =>
      request.path.endsWith('/Ticket')
        ? {
            status: 200,
            body: JSON.stringify({ Error: { ErrorCode: 'TicketCreate.InvalidParameter', ErrorMessage } }),
          }
        : answer(request)
    const reason = expect.stringContaining(remedy)
    expect(await deliver()).toEqual({ status: 'rejected', code, reason, scope: 'destination' })
  })

  it.each([
    [
      'AccessDenied at a new ticket',
      { ErrorCode: 'TicketCreate.AccessDenied' },
      'no_right_to_create',
      'destination',
    ],
    ['an error that is not known', { ErrorCode: 'Änne <x>', ErrorMessage: 'Änne' }, 'refused', undefined],
  ])('with %s is final', async (_, error, code, scope) => {
    const answer = fake.answer
    server.answer = (request) =>
      request.path.endsWith('/Ticket')
        ? { status: 200, body: JSON.stringify({ Error: error }) }
        : answer(request)
    const outcome = await deliver()
    expect(outcome).toMatchObject({ status: 'rejected', code, ...(scope && { scope }) })
    expect(JSON.stringify(outcome)).not.toContain('Änne')
  })

  it.each([
    [
      "HTTP::REST Error while determine Operation for request URI '/Ticket'.",
      { code: 'no_such_route', scope: 'destination' },
    ],
    ['Error while decoding request content.', { code: 'not_decoded' }],
    ['<html><h1>Internal Server Error</h1></html>', { status: 'retry', uncertain: true }],
  ])('500 with %s', async (body, outcome) => {
    const answer = fake.answer
    server.answer = (request) => (request.path.endsWith('/Ticket') ? { status: 500, body } : answer(request))
    expect(await deliver()).toMatchObject(outcome)
  })

  it.each([
    [{ status: 200, body: '<html>Login</html>' }, 'wrong_endpoint'],
    [{ status: 404, body: '' }, 'wrong_endpoint'],
    [{ status: 302, headers: { location: 'https://login.example/' }, body: '' }, 'redirect'],
    [{ status: 200, body: '{"TicketID":"2"}' }, 'wrong_operation'],
  ])('%j is no Znuny’s', async (answer, code) => {
    server.answer = () => answer
    expect(await deliver()).toMatchObject({ status: 'rejected', code, scope: 'destination' })
  })

  it('that is cut says nothing of what was written', async () => {
    const answer = fake.answer
    server.answer = (request) => {
      const taken = answer(request)
      const Ticket = { Article: [{ Body: 'ä'.repeat(70_000) }] }
      return request.path.endsWith('/Ticket') ? { status: 200, body: JSON.stringify({ Ticket }) } : taken
    }
    expect(await deliver()).toMatchObject({ status: 'retry', uncertain: true })
    expect(fake.tickets).toHaveLength(1)
  })
})
