import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { checkDeployment } from '../../bin/deployment-checks/check-deployment.ts'
import { type LocalRun, startLocalRun } from '../../bin/local/local-run.ts'
import { facebook } from '../../bin/local/senders/facebook.ts'
import { mime } from '../../bin/local/senders/mime.ts'
import { znuny as adapter } from '../../functions/destinations/znuny/index.ts'
import { settings as settingsSchema } from '../../functions/destinations/znuny/settings.ts'
import { deliveryContext, probeContext } from '../contracts/delivery-context.ts'
import { probeFindings } from '../contracts/probe-findings.ts'
import { routedEvent } from '../contracts/routed-event.ts'
import { describeWith } from '../support/describe-with.ts'
import { comment, commentRemoved, directMessage, feedChange } from '../support/facebook-payloads.ts'
import { onThisMachine } from '../support/private-network.ts'
import { znuny as znunyProgram } from '../support/programs.ts'
import { startSwallowingProxy } from '../support/swallowing-proxy.ts'
import { startZnuny, type Znuny, type ZnunyTicket } from '../support/znuny.ts'
import { freePort } from './mail-front-door.ts'

const page = '4711'
const time = 1_795_262_400
const anne = { id: '991', name: 'Änne Grün 🚚' }
const bjoern = { id: '992', name: 'Björn "B." <Rot>' }

describeWith(znunyProgram, 'a real Znuny', () => {
  let znuny: Znuny
  let proxy: Awaited<ReturnType<typeof startSwallowingProxy>>
  let netzdialog: LocalRun

  beforeAll(async () => {
    znuny = await startZnuny()
    proxy = await startSwallowingProxy(znuny.url)
    netzdialog = await startLocalRun({
      environment: { PORT: String(await freePort()) },
      deployment: await checkDeployment({
        platforms: { facebook: {}, mime: {} },
        destinations: [
          {
            name: 'tickets',
            adapter: 'znuny',
            settings: {
              ...plain(),
              url: 'https://tickets.acme.example/znuny/nph-genericinterface.pl/Webservice/Netzdialog',
            },
            local: { ...plain(), url: proxy.url, password: znuny.password },
            ...onThisMachine,
          },
        ],
        routing: { rules: [{ to: ['tickets'] }] },
      }),
      report: () => {},
    })
  }, 240_000)

  afterAll(async () => {
    await netzdialog?.stop()
    await proxy?.stop()
    await znuny?.stop()
  })

  /** What may stand in the deployment file. */
  const plain = () => ({
    userLogin: znuny.userLogin,
    queue: 'Raw',
    fallbackCustomer: znuny.customer,
    customerTemplate: 'contact+{platform}-{id}@social.acme.test',
    characters: 'unicode',
  })
  const settings = (overrides: Record<string, unknown> = {}) =>
    settingsSchema.parse({ ...plain(), url: znuny.url, password: znuny.password, ...overrides })

  async function post(platform: 'facebook' | 'mime', payload: object | string): Promise<void> {
    const sender = platform === 'facebook' ? facebook : mime
    const bytes = new TextEncoder().encode(typeof payload === 'string' ? payload : JSON.stringify(payload))
    const { method, headers, body } = sender.sign(bytes, sender.localSecrets, new Date())
    const answer = await fetch(`${netzdialog.url}/webhooks/${platform}`, {
      method,
      headers,
      body: Buffer.from(body),
    })
    expect(answer.status).toBe(200)
  }

  const ticketsOf = async (key: string) => (await znuny.tickets()).filter((ticket) => ticket.key === key)

  /** The one ticket of a work key, once it has so many articles. */
  async function ticketWith(key: string, count: number): Promise<ZnunyTicket> {
    return vi.waitFor(
      async () => {
        const [ticket, ...others] = await ticketsOf(key)
        expect(others).toEqual([])
        expect(ticket?.articles).toHaveLength(count)
        return ticket as ZnunyTicket
      },
      { timeout: 40_000, interval: 300 },
    )
  }

  it('makes one ticket of a comment with its replies, and knows customers, helpers and the company apart', async () => {
    const key = 'facebook:4711_200/200_1'
    await post('facebook', comment(page, { post: '200', comment: '1', time }, anne, 'Bild schwarz 🚚👩‍👩‍👧'))
    expect(await ticketWith(key, 1)).toMatchObject({
      queue: 'Raw',
      state: 'new',
      customer: 'contact+facebook-991@social.acme.test',
      title: expect.stringContaining('Änne Grün 🚚'),
      articles: [
        {
          from: '"Änne Grün 🚚" <contact+facebook-991@social.acme.test>',
          body: expect.stringContaining('Bild schwarz 🚚👩‍👩‍👧'),
          sender: 'customer',
          visible: true,
          event: expect.stringMatching(/^evt_/),
        },
      ],
    })
    await post(
      'facebook',
      comment(page, { post: '200', comment: '2', parent: '1', time: time + 1 }, bjoern, 'Neu starten!'),
    )
    await post(
      'facebook',
      comment(
        page,
        { post: '200', comment: '3', parent: '1', time: time + 2 },
        { id: page, name: 'Acme' },
        'Wir helfen gern.',
      ),
    )
    await post(
      'facebook',
      comment(page, { post: '200', comment: '4', parent: '1', time: time + 3 }, anne, 'Danke, läuft!'),
    )
    const ticket = await ticketWith(key, 4)
    expect(ticket.state).toBe('open')
    expect(ticket.articles.map(({ sender, visible }) => [sender, visible])).toEqual([
      ['customer', true],
      ['customer', false],
      ['agent', true],
      ['customer', true],
    ])
    expect(ticket.articles.map(({ from }) => from)).toEqual([
      expect.stringContaining('Änne'),
      expect.stringContaining('Björn'),
      'Netz Dialog',
      expect.stringContaining('Änne'),
    ])
  })

  it('gives a ticket of their own to each of six people who write to the company under one post', async () => {
    for (const [index, name] of ['Ada', 'Ben', 'Cem', 'Dana', 'Eva', 'Finn'].entries())
      await post(
        'facebook',
        comment(
          page,
          { post: '210', comment: `${index + 1}`, time: time + index },
          { id: `80${index}`, name },
          'Störung',
        ),
      )
    await vi.waitFor(
      async () => {
        const opened = (await znuny.tickets()).filter(({ key }) => key?.startsWith('facebook:4711_210/'))
        expect(opened.map(({ articles }) => articles.length)).toEqual([1, 1, 1, 1, 1, 1])
        expect(new Set(opened.map(({ customer }) => customer)).size).toBe(6)
      },
      { timeout: 40_000, interval: 300 },
    )
  })

  it('writes edits and deletions as notes that no customer sees, and closes what nobody needs any more', async () => {
    const key = 'facebook:4711_220/220_1'
    const at = { post: '220', comment: '1', time }
    await post('facebook', comment(page, at, { id: '992', name: 'Björn' }, 'Alt'))
    await ticketWith(key, 1)
    await post(
      'facebook',
      feedChange(page, time + 1, {
        item: 'comment',
        verb: 'edited',
        post_id: `${page}_220`,
        comment_id: '220_1',
        parent_id: `${page}_220`,
        from: { id: '992', name: 'Björn' },
        message: 'Neu',
        created_time: time + 1,
      }),
    )
    expect((await ticketWith(key, 2)).articles[1]).toMatchObject({
      sender: 'system',
      visible: false,
      body: expect.stringContaining('Neu'),
    })
    await post('facebook', commentRemoved(page, { ...at, parent: '1', time: time + 2 }))
    const ticket = await ticketWith(key, 3)
    expect(ticket.state).toBe('closed unsuccessful')
    expect(ticket.articles[2]).toMatchObject({ sender: 'system', visible: false })
  })

  it('reopens a closed ticket when its customer writes again, and opens a new one for one that was deleted', async () => {
    await post('facebook', directMessage(page, '901', 'm_z1', 'Hallo?', time * 1000))
    const [{ key, id } = { key: '', id: '' }] = await vi.waitFor(
      async () => {
        const found = (await znuny.tickets()).filter(({ articles }) => articles[0]?.body.includes('Hallo?'))
        expect(found).toHaveLength(1)
        return found
      },
      { timeout: 40_000, interval: 300 },
    )
    await znuny.administer(
      `get('Ticket')->TicketStateSet(TicketID => ${id}, State => 'closed successful', UserID => 1);`,
    )
    await post('facebook', directMessage(page, '901', 'm_z2', 'Noch da?', time * 1000 + 1000))
    expect(await ticketWith(key ?? '', 2)).toMatchObject({ id, state: 'open' })

    await znuny.administer(`get('Ticket')->TicketDelete(TicketID => ${id}, UserID => 1);`)
    await post('facebook', directMessage(page, '901', 'm_z3', 'Jemand da?', time * 1000 + 2000))
    const again = await ticketWith(key ?? '', 1)
    expect(again.id).not.toBe(id)
    await post('facebook', directMessage(page, '901', 'm_z4', 'Gut.', time * 1000 + 3000))
    expect((await ticketWith(key ?? '', 2)).id).toBe(again.id)
  })

  it('takes a mail thread with an attachment and 300 kB of text', async () => {
    await post('mime', mail('m1@kunde.test', '', 'Fehlerbild anbei', png))
    const opened = await mailWithFile('Fehlerbild anbei', 1)
    expect(opened).toMatchObject({ title: 'Störung', customer: 'anne@kunde.test' })
    expect(opened.articles[0]).toMatchObject({
      from: '"Änne Grün" <anne@kunde.test>',
      files: ['bild.png'],
    })
    const long = 'Zeile mit Umlauten äöü. '.repeat(13_000)
    await post('mime', mail('m2@kunde.test', 'In-Reply-To: <m1@kunde.test>\r\n', long))
    const answered = await mailWithFile('Fehlerbild anbei', 2)
    expect(answered.articles[1]?.body.length).toBeLessThanOrEqual(16_000)
    expect(answered.articles[1]).toMatchObject({
      body: expect.stringMatching(/\[gekürzt, der ganze Text steht in der Datei\]$/),
      files: ['Nachricht.txt'],
    })
  })

  it('takes the mail of a customer whose address it refuses', async () => {
    const refused = mail('m3@kunde.example', '', 'Von einer Beispielsdomäne').replace(
      'anne@kunde.test',
      'anne@example.com',
    )
    await post('mime', refused)
    const ticket = await mailTicket('Von einer Beispielsdomäne', 1)
    expect(ticket.customer).toMatch(/^contact\+email-.*@social\.acme\.test$/)
    expect(ticket.articles[0]?.body).toContain('anne@example.com')
  })

  const mailTicket = (text: string, count: number) =>
    vi.waitFor(
      async () => {
        const found = (await znuny.tickets()).filter(({ articles }) => articles[0]?.body.includes(text))
        expect(found.map(({ articles }) => articles.length)).toEqual([count])
        return found[0] as ZnunyTicket
      },
      { timeout: 40_000, interval: 300 },
    )

  /** Znuny stores the files of an article after its words. */
  const mailWithFile = (text: string, count: number) =>
    vi.waitFor(
      async () => {
        const found = await mailTicket(text, count)
        expect(found.articles.at(-1)?.files).toHaveLength(1)
        return found
      },
      { timeout: 40_000, interval: 300 },
    )

  it('writes each message once although the answer to it was lost', async () => {
    const before = proxy.swallowed()
    const key = 'facebook:4711_230/230_1'
    proxy.swallowNext((method, path) => method === 'POST' && path === '/Ticket')
    await post('facebook', comment(page, { post: '230', comment: '1', time }, anne, 'Erste'))
    await ticketWith(key, 1)
    proxy.swallowNext((method) => method === 'PATCH')
    await post(
      'facebook',
      comment(page, { post: '230', comment: '2', parent: '1', time: time + 1 }, anne, 'Zweite'),
    )
    await post(
      'facebook',
      comment(page, { post: '230', comment: '3', parent: '1', time: time + 2 }, anne, 'Dritte'),
    )
    const ticket = await ticketWith(key, 3)
    expect(proxy.swallowed() - before).toBe(2)
    expect(ticket.articles.map(({ body }) => /Erste|Zweite|Dritte/.exec(body)?.[0])).toEqual([
      'Erste',
      'Zweite',
      'Dritte',
    ])
  })

  it('finds its ticket by the work key when nobody else remembers it', async () => {
    const event = routedEvent({ work: { ...routedEvent().work, key: 'facebook:4711_240/240_1' } })
    const context = await deliveryContext(event, settings())
    const first = await adapter.open(context).deliver(event)
    expect(first).toMatchObject({ status: 'delivered', remote: { ticket: expect.any(String) } })
    expect(await adapter.open(context).findExisting?.(event)).toEqual(
      'remote' in first ? first.remote : undefined,
    )
    const later = { ...event, id: 'evt_00000000000000000000000000000002' }
    expect(await adapter.open(await deliveryContext(later, settings())).deliver(later)).toMatchObject({
      remote: { ticket: 'remote' in first ? first.remote?.ticket : '' },
    })
    await ticketWith(event.work.key, 2)
    for (let number = 10; number < 20; number += 1) {
      const more = { ...event, id: `evt_000000000000000000000000000000${number}` }
      await adapter.open(await deliveryContext(more, settings())).deliver(more)
    }
    expect(await adapter.open(await deliveryContext(event, settings())).findExisting?.(event)).toEqual(
      'remote' in first ? first.remote : undefined,
    )
    const other = { ...event, id: 'evt_00000000000000000000000000000003' }
    expect(await adapter.open(await deliveryContext(other, settings())).findExisting?.(other)).toBeUndefined()
  })

  it('opens a new ticket where the old one has been merged, or moved where the agent may not look', async () => {
    const event = routedEvent({ work: { ...routedEvent().work, key: 'facebook:4711_250/250_1' } })
    const send = async (number: number, remote?: { ticket: string }) => {
      const sent = { ...event, id: `evt_${String(number).padStart(32, '0')}` }
      const outcome = await adapter
        .open(await deliveryContext(sent, settings(), { ...(remote && { remote }) }))
        .deliver(sent)
      return ('remote' in outcome && outcome.remote?.ticket) || ''
    }
    const first = await send(51)
    const second = await send(52, { ticket: first })
    expect(second).toBe(first)
    await znuny.administer(
      `get('Ticket')->TicketMerge(MainTicketID => 1, MergeTicketID => ${first}, UserID => 1);`,
    )
    const third = await send(53, { ticket: first })
    expect(third).not.toBe(first)
    // Whoever owns a ticket may do everything with it, and at first that is whoever made it.
    await znuny.administer(
      `get('Ticket')->TicketQueueSet(TicketID => ${third}, Queue => 'Misc', UserID => 1);
       get('Ticket')->TicketOwnerSet(TicketID => ${third}, NewUserID => 1, UserID => 1);`,
    )
    expect(await send(54, { ticket: third })).not.toBe(third)
  })

  it('stops at a wrong password', async () => {
    const event = routedEvent()
    const outcome = await adapter
      .open(await deliveryContext(event, settings({ password: 'wrong' })))
      .deliver(event)
    expect(outcome).toMatchObject({ status: 'rejected', code: 'credentials_refused', scope: 'destination' })
  })

  it('logs in again when its session is gone', async () => {
    const event = routedEvent({ work: { ...routedEvent().work, key: 'facebook:4711_260/260_1' } })
    const context = await deliveryContext(event, settings())
    expect(await context.tokens.get('session', async () => ({ token: 'gone', expiresInSeconds: 60 }))).toBe(
      'gone',
    )
    expect(await adapter.open(context).deliver(event)).toMatchObject({ status: 'delivered' })
  })

  it('sends no mail to anybody, although the queue answers by itself', async () => {
    expect(await znuny.recipients()).toEqual([])
    await fetch(`${znuny.url}/Ticket`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        UserLogin: znuny.userLogin,
        Password: znuny.password,
        Ticket: {
          Title: 'T',
          Queue: 'Raw',
          State: 'new',
          Priority: '3 normal',
          CustomerUser: 'eve@kunde.test',
        },
        Article: {
          SenderType: 'customer',
          Subject: 'S',
          Body: 'B',
          ContentType: 'text/plain; charset=utf-8',
        },
      }),
    })
    expect(await znuny.recipients()).toEqual(['eve@kunde.test'])
  })

  describe('its probe', () => {
    const findings = async (overrides: Record<string, unknown> = {}) =>
      probeFindings(adapter, probeContext(settings(overrides), { now: () => new Date() }))
    it('finds everything in order, and leaves nothing behind', async () => {
      const before = (await znuny.tickets()).length
      const found = await findings()
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
      expect((await znuny.tickets()).length).toBe(before)
    })

    it.each([
      ['a wrong password', { password: 'wrong' }, 'credentials', /check userLogin and password/],
      ['another queue', { queue: 'Nope' }, 'answer', /check queue/],
      ['a queue without the right to create', { queue: 'Misc' }, 'rights', /create rights/],
      ['an unknown state', { withdrawnState: 'nope' }, 'answer', /withdrawnState: .*states/],
      ['an unknown priority', { priority: 'nope' }, 'answer', /check priority/],
      [
        'a missing dynamic field for tickets',
        { keyField: 'Nope' },
        'look-up',
        /create the dynamic field Nope/,
      ],
      ['a missing dynamic field for articles', { eventField: 'Nope' }, 'answer', /eventField/],
      [
        'an address template that is refused',
        { customerTemplate: '{id}@example.com' },
        'answer',
        /customerTemplate/,
      ],
      [
        'a fallback customer that is refused',
        { fallbackCustomer: 'x@example.com' },
        'answer',
        /fallbackCustomer/,
      ],
      [
        'a route that leads nowhere',
        { routes: { search: { method: 'POST', path: '/Nope' } } },
        'address',
        /import the web service/,
      ],
      [
        'a route to another operation',
        { routes: { get: { method: 'POST', path: '/Ticket/Search' } } },
        'address',
        /routes\.get/,
      ],
    ])('finds %s', async (_, overrides, about, sentence) => {
      expect(await findings(overrides)).toContainEqual({
        check: about,
        ok: false,
        message: expect.stringMatching(sentence),
      })
    })

    it('finds a web service of another name', async () => {
      const [finding, ...others] = await findings({ url: `${znuny.url}Elsewhere` })
      expect(others).toEqual([])
      expect(finding).toMatchObject({
        ok: false,
        message: expect.stringMatching(/name of the web service/),
      })
    })
  })
})

const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

function mail(id: string, headers: string, text: string, image?: string): string {
  const head =
    'From: =?utf-8?Q?=C3=84nne_Gr=C3=BCn?= <anne@kunde.test>\r\nTo: service@acme.example\r\n' +
    `Subject: =?utf-8?Q?St=C3=B6rung?=\r\nMessage-ID: <${id}>\r\n${headers}Date: Fri, 20 Nov 2026 10:00:00 +0100\r\n` +
    'MIME-Version: 1.0\r\n'
  const part = `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(text)}\r\n`
  if (image === undefined) return head + part
  return (
    `${head}Content-Type: multipart/mixed; boundary=grenze\r\n\r\n--grenze\r\n${part}\r\n--grenze\r\n` +
    'Content-Type: image/png\r\nContent-Disposition: attachment; filename=bild.png\r\n' +
    `Content-Transfer-Encoding: base64\r\n\r\n${image}\r\n--grenze--\r\n`
  )
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n')
}
