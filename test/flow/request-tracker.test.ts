import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { checkDeployment } from '../../bin/deployment-checks/check-deployment.ts'
import { type LocalRun, startLocalRun } from '../../bin/local/local-run.ts'
import { facebook } from '../../bin/local/senders/facebook.ts'
import { mime } from '../../bin/local/senders/mime.ts'
import { rt as adapter } from '../../functions/destinations/rt/index.ts'
import { deliveryContext, probeContext } from '../contracts/delivery-context.ts'
import { probeFindings } from '../contracts/probe-findings.ts'
import { routedEvent, routedMail } from '../contracts/routed-event.ts'
import { describeWith } from '../support/describe-with.ts'
import { comment, commentRemoved, directMessage, feedChange } from '../support/facebook-payloads.ts'
import { onThisMachine } from '../support/private-network.ts'
import { requestTracker } from '../support/programs.ts'
import { type RequestTracker, startRequestTracker } from '../support/request-tracker.ts'
import type { TrackedTicket } from '../support/request-tracker-tickets.ts'
import { startSwallowingProxy } from '../support/swallowing-proxy.ts'
import { freePort } from './mail-front-door.ts'

const page = '4711'
const time = 1_795_262_400
const anne = { id: '991', name: 'Änne Grün 🚚' }
const bjoern = { id: '992', name: 'Björn "B." <b@rot.test>, Eve' }
const acme = { id: page, name: 'Acme' }
const patience = { timeout: 50_000, interval: 200 }

describeWith(requestTracker, 'a real Request Tracker', () => {
  let tracker: RequestTracker
  let proxy: Awaited<ReturnType<typeof startSwallowingProxy>>
  let netzdialog: LocalRun

  const plain = { queue: 'General', requestorTemplate: 'contact+{platform}-{id}@social.acme.test' }
  const settings = (overrides: Record<string, unknown> = {}) =>
    adapter.settings.parse({
      ...plain,
      url: tracker.url,
      credentials: { token: tracker.token },
      ...overrides,
    })

  beforeAll(async () => {
    tracker = await startRequestTracker()
    proxy = await startSwallowingProxy(tracker.url)
    netzdialog = await startLocalRun({
      environment: { PORT: String(await freePort()) },
      deployment: await checkDeployment({
        platforms: { facebook: {}, mime: {} },
        destinations: [
          {
            name: 'rt',
            adapter: 'rt',
            settings: { ...plain, url: 'https://rt.acme.example' },
            local: { ...plain, url: proxy.url, credentials: { token: tracker.token } },
            ...onThisMachine,
          },
        ],
        routing: { rules: [{ to: ['rt'] }] },
      }),
      report: () => {},
    })
  }, 240_000)

  afterAll(async () => {
    await netzdialog?.stop()
    await proxy?.stop()
    await tracker?.stop()
  })

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

  const live = ({ status }: TrackedTicket) => status !== 'deleted'

  /** The one ticket that is not deleted and of which this is true, once it has so many messages. */
  function ticketWith(count: number, isIt: (ticket: TrackedTicket) => boolean): Promise<TrackedTicket> {
    return vi.waitFor(() => {
      const found = tracker.tickets().filter((ticket) => live(ticket) && isIt(ticket))
      expect(found.map(({ messages }) => messages.length)).toEqual([count])
      const events = found[0]?.messages.map(({ event }) => event)
      expect(new Set(events).size).toBe(count)
      expect(events).not.toContain(undefined)
      return found[0] as TrackedTicket
    }, patience)
  }

  const keyed = (key: string) => (ticket: TrackedTicket) => ticket.key === key
  const saying = (words: string) => (ticket: TrackedTicket) =>
    Boolean(ticket.messages[0]?.text.includes(words))

  it('makes one ticket of a comment thread, in order, and of every message a comment', async () => {
    const at = (comment: string, later: number) => ({ post: '200', comment, parent: '1', time: time + later })
    await post('facebook', comment(page, { post: '200', comment: '1', time }, anne, 'Bild schwarz 🚚👩‍👩‍👧'))
    await post('facebook', comment(page, at('2', 1), bjoern, 'Neu <b>starten</b>!'))
    await post('facebook', comment(page, at('3', 2), acme, 'Wir helfen gern.'))
    await post('facebook', comment(page, at('4', 3), anne, 'Danke, läuft!'))
    const ticket = await ticketWith(4, keyed('facebook:4711_200/200_1'))
    expect(ticket).toMatchObject({
      subject: expect.stringContaining('Änne Grün 🚚: Bild schwarz 🚚👩‍👩‍👧'),
      status: 'open',
      requestors: ['Änne Grün <contact+facebook-991@social.acme.test>'],
    })
    expect(ticket.messages.map(({ type }) => type)).toEqual(['Create', 'Comment', 'Comment', 'Comment'])
    const words = [/Bild schwarz 🚚👩‍👩‍👧/, /Neu &#60;b&#62;starten/, /Wir helfen gern/, /Danke, läuft!/]
    for (const [index, { text }] of ticket.messages.entries()) expect(text).toMatch(words[index] as RegExp)
    expect(ticket.told).toMatch(/^2026-11-2/)
  })

  it('gives a ticket of their own to each of six people who write to the company under one post', async () => {
    for (const [index, name] of ['Ada', 'Ben', 'Cem', 'Dana', 'Eva', 'Finn'].entries()) {
      const at = { post: '210', comment: `${index + 1}`, time: time + index }
      await post('facebook', comment(page, at, { id: `80${index}`, name }, 'Störung'))
    }
    await vi.waitFor(() => {
      const opened = tracker.tickets().filter(({ key }) => key?.startsWith('facebook:4711_210/'))
      expect(opened.map(({ messages }) => messages.length)).toEqual([1, 1, 1, 1, 1, 1])
      expect(new Set(opened.flatMap(({ requestors }) => requestors)).size).toBe(6)
    }, patience)
  })

  it('tells of edits and deletions, and rejects what its customer has deleted and nobody has taken', async () => {
    const key = 'facebook:4711_220/220_1'
    const at = { post: '220', comment: '1', time }
    await post('facebook', comment(page, at, { id: '992', name: 'Björn' }, 'Alt'))
    await ticketWith(1, keyed(key))
    await post(
      'facebook',
      feedChange(page, time + 1, {
        item: 'comment',
        verb: 'edited',
        post_id: `${page}_220`,
        comment_id: '220_1',
        parent_id: `${page}_220`,
        from: { id: '992', name: 'Björn' },
        message: 'Neuer Wortlaut',
        created_time: time + 1,
      }),
    )
    expect((await ticketWith(2, keyed(key))).messages[1]?.text).toMatch(/Bearbeitet.*Neuer Wortlaut/s)
    await post('facebook', commentRemoved(page, { ...at, parent: '1', time: time + 2 }))
    const ticket = await ticketWith(3, keyed(key))
    expect(ticket.status).toBe('rejected')
    expect(ticket.messages[2]?.text).toContain('Gelöscht')
  })

  it('reopens a resolved ticket when its customer writes again, and opens a new one for a deleted one', async () => {
    await post('facebook', directMessage(page, '901', 'm_rt1', 'Hallo, ist da wer?', time * 1000))
    const { id, key = '' } = await ticketWith(1, saying('Hallo, ist da wer?'))
    await tracker.ask('PUT', `ticket/${id}`, { Status: 'resolved' })
    await post('facebook', directMessage(page, '901', 'm_rt2', 'Noch da?', time * 1000 + 1000))
    expect(await ticketWith(2, keyed(key))).toMatchObject({ id, status: 'open' })

    expect(await tracker.ask('DELETE', `ticket/${id}`)).toMatchObject({ status: 204 })
    await post('facebook', directMessage(page, '901', 'm_rt3', 'Jemand da?', time * 1000 + 2000))
    const again = await ticketWith(1, keyed(key))
    expect(again.id).not.toBe(id)
    await post('facebook', directMessage(page, '901', 'm_rt4', 'Gut.', time * 1000 + 3000))
    expect((await ticketWith(2, keyed(key))).id).toBe(again.id)
    expect(tracker.tickets().find((ticket) => ticket.id === id)?.messages).toHaveLength(2)
  })

  it('takes a mail thread with an attachment and 300 kB of text', async () => {
    await post('mime', mail('<m1@kunde.test>', '', 'Fehlerbild anbei 🚚', photo))
    // The requestor comes with a request of its own, behind the one that opens the ticket.
    const opened = await vi.waitFor(
      async () => {
        const ticket = await ticketWith(1, saying('Fehlerbild anbei 🚚'))
        expect(ticket.requestors).toEqual(['Änne Grün <anne@kunde.test>'])
        return ticket
      },
      { timeout: 30_000, interval: 100 },
    )
    expect(opened).toMatchObject({ subject: 'Störung' })
    expect(opened.messages[0]?.files).toEqual([['Bud _.png', Buffer.from(photo, 'base64').length]])
    const long = `${'Zeile mit Umlauten äöü. '.repeat(13_000)}Ende.`
    await post('mime', mail('<m2@kunde.test>', 'In-Reply-To: <m1@kunde.test>\r\n', long))
    const [, answered] = (await ticketWith(2, saying('Fehlerbild anbei 🚚'))).messages
    expect(Buffer.byteLength(answered?.text ?? '')).toBeLessThan(25 * 1024)
    expect(answered?.text).toContain('gekürzt, der ganze Text steht in der Datei')
    const [[name, size] = ['', 0]] = answered?.files ?? []
    expect(name).toBe('Nachricht.txt')
    expect(size).toBeGreaterThan(Buffer.byteLength(long))
  })

  it('writes each message once although the answers to them were lost', async () => {
    const before = proxy.swallowed()
    const key = 'facebook:4711_230/230_1'
    const at = (comment: string, later: number) => ({ post: '230', comment, parent: '1', time: time + later })
    proxy.swallowNext((method, path) => method === 'POST' && path.endsWith('/ticket'))
    await post('facebook', comment(page, { post: '230', comment: '1', time }, anne, 'Erste'))
    await ticketWith(1, keyed(key))
    await vi.waitFor(() => expect(proxy.swallowed() - before).toBe(1), patience)
    proxy.swallowNext((method, path) => method === 'POST' && path.endsWith('/comment'))
    await post('facebook', comment(page, at('2', 1), anne, 'Zweite'))
    await post('facebook', comment(page, at('3', 2), anne, 'Dritte'))
    const ticket = await ticketWith(3, keyed(key))
    expect(proxy.swallowed() - before).toBe(2)
    expect(ticket.messages.map(({ text }) => /Erste|Zweite|Dritte/.exec(text)?.[0])).toEqual([
      'Erste',
      'Zweite',
      'Dritte',
    ])
  })

  it('gives a mail’s ticket its requestor although the answer to its creation was lost', async () => {
    proxy.swallowNext((method, path) => method === 'POST' && path.endsWith('/ticket'))
    await post('mime', mail('<lost@kunde.test>', '', 'Antwort verloren'))
    const { id } = await ticketWith(1, saying('Antwort verloren'))
    await vi.waitFor(
      () =>
        expect(tracker.tickets().find((ticket) => ticket.id === id)?.requestors).toEqual([
          'Änne Grün <anne@kunde.test>',
        ]),
      patience,
    )
  })

  it('sends no mail to anybody, with the scrips that it comes with', async () => {
    // Not even when an agent resolved a ticket above, whose requestor has an address by the template.
    expect((await tracker.mails()).map(({ to, subject }) => `${to}: ${subject}`)).toEqual([])
    await tracker.ask('POST', 'ticket', {
      Queue: 'General',
      Subject: 'Von Hand',
      Content: 'x',
      ContentType: 'text/plain',
      Requestor: 'eve@kunde.test',
    })
    expect((await tracker.mails()).map(({ to }) => to)).toEqual(['eve@kunde.test'])
  })

  describe('without a memory of ours', () => {
    const attempt = async (event = routedEvent(), more: Record<string, unknown> = {}) => {
      const context = await deliveryContext(event, settings(), { now: () => new Date(), ...more })
      return { outcome: await adapter.open(context).deliver(event), context }
    }
    const numbered = (number: number, key: string, overrides = {}) =>
      routedEvent({
        id: `evt_${String(number).padStart(32, '0')}`,
        work: { ...routedEvent().work, key },
        ...overrides,
      })

    it('finds its ticket by the work key, and each message by its event, whatever the key looks like', async () => {
      for (const [index, key] of ["facebook:m_Ab'C\\", "facebook:m_aB'C\\", 'email:ü 🚚'].entries()) {
        const first = numbered(100 + 2 * index, key)
        const { outcome, context } = await attempt(first)
        const remote = 'remote' in outcome ? outcome.remote : undefined
        expect(await adapter.open(context).findExisting?.(first)).toEqual(remote)
        const second = await attempt(numbered(101 + 2 * index, key))
        expect(second.outcome).toMatchObject({
          remote: { ticket: remote?.ticket, message: expect.anything() },
        })
        expect(await adapter.open(second.context).findExisting?.(first)).toMatchObject({
          message: expect.anything(),
        })
      }
      const keys = tracker.tickets().filter(({ key }) => key?.startsWith('sha256:'))
      expect(keys.map(({ messages }) => messages.length)).toEqual([2, 2, 2])
    })

    it('does not write again what opened the ticket', async () => {
      const event = numbered(120, 'facebook:4711_300/300_1')
      await attempt(event)
      expect((await attempt(event)).outcome).toMatchObject({ status: 'delivered', deduplicated: true })
      await ticketWith(1, keyed(event.work.key))
    })

    it('follows a merged ticket, and opens a new one where the old one is out of reach', async () => {
      const key = 'facebook:4711_310/310_1'
      const [one, two] = [
        (await attempt(numbered(130, key))).outcome,
        (await attempt(numbered(131, 'x:y'))).outcome,
      ]
      const ticket = 'remote' in one ? (one.remote?.ticket ?? '') : ''
      const target = 'remote' in two ? (two.remote?.ticket ?? '') : ''
      await tracker.ask('PUT', `ticket/${ticket}`, { MergeInto: target })
      const merged = await attempt(numbered(132, key), { remote: { ticket } })
      expect(merged.outcome).toMatchObject({ status: 'delivered', remote: { ticket: target } })
      await tracker.ask('POST', 'queue', { Name: 'Technik' })
      await tracker.ask('PUT', `ticket/${target}`, { Queue: 'Technik' })
      const moved = await attempt(numbered(133, key), { remote: { ticket } })
      expect(moved.outcome).toMatchObject({ status: 'delivered', remote: { ticket: expect.anything() } })
      expect(moved.outcome).not.toMatchObject({ remote: { ticket: target } })
    })

    it('opens a follow-up, linked to it, for a ticket that stays closed', async () => {
      const key = 'facebook:4711_320/320_1'
      const { outcome } = await attempt(numbered(140, key))
      const ticket = 'remote' in outcome ? (outcome.remote?.ticket ?? '') : ''
      await tracker.ask('PUT', `ticket/${ticket}`, { Status: 'resolved' })
      const followed = await attempt(numbered(141, key), {
        remote: { ticket },
        settings: settings({ statuses: { reopened: 'no such status' } }),
      })
      const next = 'remote' in followed.outcome ? (followed.outcome.remote?.ticket ?? '') : ''
      expect(next).not.toBe(ticket)
      const links = JSON.stringify((await tracker.ask('GET', `ticket/${next}`)).body)
      expect(links).toMatch(new RegExp(`"refers-to"[^}]*"${ticket}"|"${ticket}"[^}]*"refers-to"`))
      const third = await attempt(numbered(142, key))
      expect(third.outcome).toMatchObject({ remote: { ticket: next } })
    })

    it('opens nothing for what opens nothing', async () => {
      const before = tracker.tickets().length
      for (const effect of ['append', 'answer', 'withdraw', 'none'] as const) {
        const event = routedMail({ work: { ...routedMail().work, key: 'email:none', effect, reopen: false } })
        expect((await attempt(event)).outcome).toEqual({ status: 'delivered' })
      }
      expect(tracker.tickets().length).toBe(before)
    })

    it('stops at a wrong token, and at a queue that is not there', async () => {
      const wrong = await attempt(routedEvent(), { settings: settings({ credentials: { token: '1-1-aa' } }) })
      expect(wrong.outcome).toMatchObject({ code: 'credentials_refused', scope: 'destination' })
      const event = numbered(150, 'facebook:4711_330/330_1')
      const nowhere = await attempt(event, { settings: settings({ queue: 'Nirgends' }) })
      expect(nowhere.outcome).toMatchObject({ code: 'queue_refused', scope: 'destination' })
    })

    it('takes name and password instead of a token', async () => {
      const event = numbered(160, 'facebook:4711_340/340_1')
      const byName = await attempt(event, { settings: settings({ credentials: tracker.root }) })
      expect(byName.outcome).toMatchObject({ status: 'delivered' })
    })
  })

  describe('its probe', () => {
    const probe = async (overrides: Record<string, unknown> = {}) =>
      probeFindings(adapter, probeContext(settings(overrides), { now: () => new Date() }))
    const wrong = async (overrides: Record<string, unknown> = {}) =>
      (await probe(overrides)).filter(({ ok }) => !ok).map(({ message }) => message)

    it('finds everything in order, and leaves nothing behind', async () => {
      const before = tracker.tickets()
      expect(await wrong()).toEqual([])
      expect(tracker.tickets()).toEqual(before)
    })

    it.each([
      ['a wrong token', { credentials: { token: '1-1-aa' } }, /token of an enabled user/],
      ['an unknown queue', { queue: 'Nirgends' }, /shows no queue "Nirgends"/],
      ['fields that are not there', { fields: { key: 'A', event: 'B' } }, /missing: A \(of tickets\), B/],
    ])('finds %s', async (_, overrides, sentence) => {
      expect(await wrong(overrides)).toContainEqual(expect.stringMatching(sentence))
    })

    it.each([
      ['SeeQueue', undefined, /SeeQueue/],
      ['CreateTicket', undefined, /CreateTicket/],
      ['CommentOnTicket', undefined, /CommentOnTicket/],
      ['ModifyTicket', undefined, /ModifyTicket/],
      ['SeeCustomField', 'NetzdialogEvent', /missing: NetzdialogEvent/],
    ])('finds that the right %s is missing', async (right, field, sentence) => {
      const object = field
        ? `my $object = RT::CustomField->new(RT->SystemUser); $object->LoadByName(Name => '${field}');`
        : 'my $object = $queue;'
      const change = (verb: 'Grant' | 'Revoke') =>
        tracker.administer(
          `${object} print +($user->PrincipalObj->${verb}Right(Right => '${right}', Object => $object))[1];`,
        )
      expect(await change('Revoke')).toMatch(/Revoked/)
      // RT’s workers keep rights for a while.
      await vi.waitFor(
        async () => expect(await wrong()).toContainEqual(expect.stringMatching(sentence)),
        patience,
      )
      expect(await change('Grant')).toMatch(/Granted/)
      await vi.waitFor(async () => expect(await wrong()).toEqual([]), patience)
    })
  })

  /** The smallest there is. */
  const photo =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

  const mail = (id: string, headers: string, text: string, image?: string) =>
    [
      'From: =?utf-8?Q?=C3=84nne_Gr=C3=BCn?= <anne@kunde.test>',
      'To: service@acme.example',
      'Subject: =?utf-8?Q?St=C3=B6rung?=',
      `Message-ID: ${id}`,
      'Date: Fri, 20 Nov 2026 10:00:00 +0100',
      `${headers}MIME-Version: 1.0`,
      'Content-Type: multipart/mixed; boundary=grenze',
      '',
      '--grenze',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      text,
      ...(image
        ? [
            '--grenze',
            'Content-Type: image/png',
            'Content-Transfer-Encoding: base64',
            "Content-Disposition: attachment; filename*=utf-8''B%C3%BCd%20%F0%9F%9A%9A.png",
            '',
            image,
          ]
        : []),
      '--grenze--',
      '',
    ].join('\r\n')
})
