import { beforeEach, expect, it } from 'vitest'
import { znuny } from '../../../../functions/destinations/znuny/index.ts'
import { settings } from '../../../../functions/destinations/znuny/settings.ts'
import { probeContext } from '../../../contracts/delivery-context.ts'
import { probeFindings } from '../../../contracts/probe-findings.ts'
import { closedOrigin, useScriptedServer } from '../../../contracts/scripted-server.ts'
import { fakePassword, fakeZnuny } from '../../../support/fake-znuny.ts'

const server = useScriptedServer()
let fake: ReturnType<typeof fakeZnuny>
beforeEach(() => {
  fake = fakeZnuny()
  server.answer = fake.answer
})

async function probe(overrides: Record<string, unknown> = {}, origin = server.origin) {
  const given = settings.parse({
    url: `${origin}/otrs/nph-genericinterface.pl/Webservice/Netzdialog`,
    userLogin: 'netzdialog',
    password: fakePassword,
    queue: 'Raw',
    fallbackCustomer: 'social-media',
    ...overrides,
  })
  return probeFindings(znuny, probeContext(given))
}

const wrong = (about: string, sentence: RegExp) => ({
  check: about,
  ok: false,
  message: expect.stringMatching(sentence),
})

it.each(['session', 'each_request'])(
  'finds everything in order and leaves nothing behind (%s)',
  async (login) => {
    const found = await probe({ login, customerTemplate: 'contact+{id}@social.acme.test' })
    expect(found.filter(({ ok }) => !ok)).toEqual([])
    expect(found.map(({ check }) => check)).toEqual([
      'address',
      'credentials',
      'look-up',
      'answer',
      'answer',
      'rights',
      'answer',
    ])
    expect(fake.tickets).toEqual([])
  },
)

it('says what becomes of emoji', async () => {
  const sentences = async (characters: string) => (await probe({ characters })).map(({ message }) => message)
  expect(await sentences('bmp')).toContainEqual(expect.stringMatching(/set characters to unicode/))
  expect(await sentences('unicode')).toContainEqual(expect.stringMatching(/or they are lost/))
})

it('finds a wrong password, and asks nothing more', async () => {
  expect(await probe({ password: 'wrong' })).toEqual([wrong('credentials', /check userLogin and password/)])
})

it('finds a look-up that does not filter', async () => {
  server.answer = (request) =>
    request.path.endsWith('/Search') && request.body.length > 0
      ? { status: 200, body: '{"TicketID":["7","6"]}' }
      : fake.answer(request)
  expect(await probe()).toContainEqual(wrong('look-up', /create the dynamic field NetzdialogWorkKey/))
})

it.each([
  ['a queue that is not there', { queue: 'Nope' }, wrong('answer', /check queue/)],
  ['a refused template', { customerTemplate: '{id}@example.com' }, wrong('answer', /mail exchanger/)],
  [
    'a refused fallback customer',
    { fallbackCustomer: 'x@example.com' },
    wrong('answer', /check fallbackCustomer/),
  ],
  [
    'a route that leads nowhere',
    { routes: { update: { method: 'POST', path: '/TicketUpdate' } } },
    wrong('address', /import the web service/),
  ],
  [
    'a route to another operation',
    { routes: { update: { method: 'POST', path: '/Ticket/Search' } } },
    wrong('answer', /map it to TicketUpdate/),
  ],
])('finds %s', async (_, overrides, finding) => {
  expect(await probe(overrides)).toContainEqual(finding)
})

it('finds a creation that refuses nothing', async () => {
  server.answer = (request) =>
    request.path.endsWith('/Ticket') ? { status: 200, body: '{"TicketID":"1"}' } : fake.answer(request)
  expect(await probe()).toContainEqual(wrong('answer', /remove "Netzdialog probe"/))
})

it('finds a web service that dies without an answer', async () => {
  server.answer = () => 'reset after the body is read'
  expect(await probe()).toEqual([wrong('address', /name of the web service.*REST::Client/)])
  server.answer = () => ({ status: 500, body: '<html></html>' })
  expect(await probe()).toEqual([wrong('address', /name of the web service.*REST::Client/)])
})

it('finds a host where nothing listens', async () => {
  expect(await probe({}, await closedOrigin())).toEqual([wrong('address', /takes no connections/)])
})
