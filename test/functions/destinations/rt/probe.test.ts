import { describe, expect, it } from 'vitest'
import { rt } from '../../../../functions/destinations/rt/index.ts'
import { settings } from '../../../../functions/destinations/rt/settings.ts'
import { probeContext } from '../../../contracts/delivery-context.ts'
import { probeFindings } from '../../../contracts/probe-findings.ts'
import { type Answer, closedOrigin, useScriptedServer } from '../../../contracts/scripted-server.ts'

const server = useScriptedServer()

const json = (body: unknown): Answer => ({ status: 200, body: JSON.stringify(body) })
const named = (...names: string[]) => names.map((name) => ({ name }))
const queue = {
  id: 3,
  Name: 'General',
  Disabled: '0',
  TicketCustomFields: named('NetzdialogKey', 'NetzdialogOpener'),
  TicketTransactionCustomFields: named('NetzdialogEvent'),
  _hyperlinks: [{ ref: 'self' }, { ref: 'create' }],
}
const ticket = {
  Created: '2026-11-20T10:00:00Z',
  LastUpdated: '2026-11-20T10:00:01Z',
  Creator: { id: 'netzdialog' },
  LastUpdatedBy: { id: 'netzdialog' },
  CustomFields: [
    { name: 'NetzdialogKey', values: ['facebook:1'] },
    { name: 'NetzdialogOpener', values: ['evt_1'] },
  ],
  _hyperlinks: [{ ref: 'comment' }, { ref: 'lifecycle' }],
}

/** A system in order, but for what is given; `found` is what searches for ids that nobody has find. */
function system({ ofQueue = {}, ofTicket = {}, tickets = true, comments = true, found = false }) {
  const items = (some: boolean) => json({ items: some ? [{ id: 7 }] : [] })
  server.answer = ({ path }) => {
    const asked = decodeURIComponent(path)
    if (asked.startsWith('/REST/2.0/queue/')) return json({ ...queue, ...ofQueue })
    if (asked.startsWith('/REST/2.0/ticket/')) return json({ ...ticket, ...ofTicket })
    if (asked.includes('probe:')) return items(found)
    return items(asked.startsWith('/REST/2.0/transactions') ? comments : tickets)
  }
}

async function findings(url = server.origin) {
  const given = settings.parse({ url, queue: 'General', credentials: { token: '1-14-ab' } })
  return probeFindings(rt, probeContext(given))
}
const wrong = async () => (await findings()).filter(({ ok }) => !ok)

describe('the probe of Request Tracker', () => {
  it('only ever reads', async () => {
    system({})
    expect(await wrong()).toEqual([])
    expect(new Set(server.requests.map(({ method }) => method))).toEqual(new Set(['GET']))
  })

  it('says what only a ticket will show', async () => {
    system({ tickets: false })
    expect(await wrong()).toEqual([])
    expect((await findings()).at(-1)?.message).toMatch(/shows at the first ticket: probe again.*ShowTicket/)
  })

  it.each([
    ['a disabled queue', { ofQueue: { Disabled: '1' } }, 'rights', /disabled/],
    ['a missing right to open tickets', { ofQueue: { _hyperlinks: [] } }, 'rights', /CreateTicket/],
    [
      'a missing right to comment',
      { ofTicket: { _hyperlinks: [{ ref: 'lifecycle' }] } },
      'rights',
      /CommentOnTicket/,
    ],
    [
      'a field of the wrong kind',
      {
        ofQueue: {
          TicketTransactionCustomFields: [],
          TicketCustomFields: named('NetzdialogKey', 'NetzdialogEvent'),
        },
      },
      'look-up',
      /NetzdialogOpener \(of tickets\), NetzdialogEvent \(of ticket transactions\)/,
    ],
    ['a look-up that finds everything', { found: true }, 'look-up', /do not go live/],
    ['fields that stay empty', { ofTicket: { CustomFields: [] } }, 'look-up', /ModifyCustomField/],
    [
      'comments that it may not see',
      { comments: false, ofTicket: { LastUpdated: '2026-11-20T11:00:00Z' } },
      'look-up',
      /ShowTicketComments/,
    ],
  ])('finds %s', async (_, state, about, sentence) => {
    system(state)
    expect(await wrong()).toEqual([{ check: about, ok: false, message: expect.stringMatching(sentence) }])
  })

  it.each([
    [200, 'address', /REST 2\.0 is not there/],
    [302, 'address', /another address/],
    [401, 'credentials', /token/],
    [403, 'rights', /SeeQueue/],
    [404, 'address', /url/],
    [429, 'answer', /try again/],
    [502, 'answer', /RT’s log/],
  ])('says what %s means', async (status, about, sentence) => {
    server.answer = () => ({ status, body: '<html>' })
    expect(await findings()).toEqual([{ check: about, ok: false, message: expect.stringMatching(sentence) }])
  })

  it('says when nobody is there, and when a search goes wrong', async () => {
    expect(await findings(await closedOrigin())).toMatchObject([{ check: 'address', ok: false }])
    server.answer = ({ path }) => (path.includes('/queue/') ? json(queue) : { status: 500 })
    expect(await wrong()).toMatchObject([{ check: 'answer', ok: false }])
  })
})
