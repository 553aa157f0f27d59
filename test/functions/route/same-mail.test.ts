import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { mailSettings } from '../../../functions/kits/mail/mail-settings.ts'
import { mailToContact } from '../../../functions/kits/mail/mail-to-contact.ts'
import type { ContactEvent } from '../../../schemas/contact-event.ts'
import { legibleRows } from '../../support/legible-rows.ts'
import { mailHeaders } from '../../support/mail-headers.ts'
import { effects, routeStory, type Setting } from '../../support/route-story.ts'

const settings = z.object(mailSettings).parse({ accounts: ['acme.test'] })

/** A mail as a gateway hands it over for some of the company's mailboxes. */
function mail(fields: Record<string, string>, to: string[], text = 'Hilfe', dmarc?: 'pass'): ContactEvent {
  const headers = mailHeaders({
    From: 'anne@kunde.test',
    To: 'service@acme.test',
    Cc: 'vertrieb@acme.test',
    Subject: 'Frage',
    Date: 'Mon, 05 Oct 2026 09:12:33 +0200',
    'Message-ID': '<m1@kunde.test>',
    ...fields,
  })
  const { events } = mailToContact(
    { headers, text, attachments: [] },
    { to, method: 'test', ...(dmarc && { authentication: { dmarc } }) },
    { settings, receivedAt: '2026-10-05T07:12:40.000Z' },
  )
  return events[0]!
}

const [service, sales] = [['service@acme.test'], ['vertrieb@acme.test']]
const apart: Setting = {
  destinations: [{ name: 'crm' }, { name: 'sales' }],
  routing: {
    rules: [
      { when: { account: ['vertrieb@acme.test'] }, to: ['sales'] },
      { when: { account: ['service@acme.test'] }, to: ['crm'] },
    ],
  },
}

async function story(setting: Setting, ...events: ContactEvent[]) {
  const { route, received, parked, rows } = routeStory(setting)
  await route(...events)
  const of = (name: string) => effects(received(name))
  return { route, received, parked, rows, of }
}

describe('one mail to two of the company’s mailboxes', () => {
  it.each([
    ['in one request', [mail({}, [...service, ...sales])]],
    ['in two requests', [mail({}, service), mail({}, sales)]],
    ['in two requests, the other first', [mail({}, sales), mail({}, service)]],
    ['once whole and once for one of them', [mail({}, [...sales, ...service]), mail({}, sales)]],
    ['with a hidden one', [mail({ Cc: '' }, service), mail({ Cc: '' }, sales)]],
  ])('is one contact, %s', async (_, events) => {
    const { of, parked } = await story({}, ...events)
    expect(of('crm')).toEqual(['open'])
    expect(parked()).toEqual([])
  })

  it.each([
    ['in one request', [mail({}, [...service, ...sales])]],
    ['in two requests', [mail({}, service), mail({}, sales)]],
    ['in two requests, the other first', [mail({}, sales), mail({}, service)]],
  ])('goes where the rules of both send it, once each, %s', async (_, events) => {
    const { of, parked } = await story(apart, ...events)
    expect([of('crm'), of('sales')]).toEqual([['open'], ['open']])
    expect(parked()).toEqual([])
  })

  it('is delivered again where route was stopped before it was queued', async () => {
    const copy = mail({}, sales)
    for (const when of ['before', 'after'] as const)
      for (let at = 0, died = true; died; at += 1) {
        const { route, process, received } = routeStory(apart)
        await route(mail({}, service))
        process.plan({ at, when })
        await route(copy).catch(() => undefined)
        died = process.died()
        process.plan()
        await route(copy)
        expect(new Set(received('sales').map(({ id }) => id))).toEqual(new Set([copy.id]))
        expect(received('crm')).toHaveLength(1)
      }
  })

  it('lets nobody in by a copy with other recipients', async () => {
    const { route, received } = routeStory()
    await route(mail({}, service), mail({ To: 'service@acme.test, eve@fremd.test' }, sales))
    await route(
      mail(
        { From: 'eve@fremd.test', 'Message-ID': '<e1@fremd.test>', 'In-Reply-To': '<m1@kunde.test>' },
        service,
      ),
    )
    const ids = received().map(({ conversation }) => conversation.id)
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(2)
  })
})

describe('another mail with the Message-ID of one that came before', () => {
  const first = mail({}, service)
  const other = mail({ From: 'bernd@andere.test' }, service, 'Ganz andere Frage')

  it('is a message of its own, in a conversation and a ticket of its own', async () => {
    const { received, of } = await story({}, first, other)
    expect(of('crm')).toEqual(['open', 'open'])
    const [a, b] = received()
    expect(a?.message?.id).toBe('email:<m1@kunde.test>')
    expect(b?.message?.id).toBe(`email:<m1@kunde.test>#${other.message?.digest?.slice(0, 16)}`)
    expect(a?.conversation.id).not.toBe(b?.conversation.id)
    expect(a?.work.key).not.toBe(b?.work.key)
  })

  it('keeps its id when it is repeated or replayed', async () => {
    const { route, replay, received } = routeStory()
    await route(first, other, other)
    await replay(other, 1)
    expect(new Set(received().map(({ message }) => message?.id)).size).toBe(2)
  })

  it('does not bring a stranger into the conversation, by whichever mailbox it comes', async () => {
    for (const to of [service, sales]) {
      const stranger = mail({ From: 'eve@fremd.test' }, to, 'Meine neue Adresse: eve@fremd.test')
      const { received } = await story({}, first, stranger)
      expect(new Set(received().map(({ conversation }) => conversation.id)).size).toBe(2)
    }
  })

  it('does not bring a stranger in who copies all but the address', async () => {
    const { received } = await story({}, first, mail({ From: 'eve@fremd.test' }, sales))
    expect(new Set(received().map(({ conversation }) => conversation.id)).size).toBe(2)
  })

  it('is known from rows that have no digest yet, by its author', async () => {
    const { digest: _, ...message } = first.message!
    const { received } = await story({}, { ...first, message }, other)
    expect(received().map((event) => event.message?.id)).toEqual([
      'email:<m1@kunde.test>',
      expect.stringMatching(/^email:<m1@kunde\.test>#/),
    ])
  })

  it('leaves the way of replies to the first as it was', async () => {
    const reply = mail(
      { 'Message-ID': '<m2@kunde.test>', 'In-Reply-To': '<m1@kunde.test>', References: '<m1@kunde.test>' },
      service,
    )
    const { received } = await story({}, first, other, reply)
    expect(received()[2]?.conversation.id).toBe(received()[0]?.conversation.id)
  })
})

describe('a mail in the company’s name', () => {
  const forged = (dmarc?: 'pass') =>
    mail(
      {
        From: 'service@acme.test',
        To: 'anne@kunde.test',
        'Message-ID': '<a1@acme.test>',
        'In-Reply-To': '<m1@kunde.test>',
        References: '<m1@kunde.test>',
      },
      service,
      'Erledigt.',
      dmarc,
    )

  it('is an answer where it is proven', async () => {
    expect((await story({}, mail({}, service), forged('pass'))).of('crm')).toEqual(['open', 'answer'])
  })

  it('is none without proof, and stays outside the conversation', async () => {
    const { received, rows } = await story({}, mail({}, service), forged())
    const [first, second] = received()
    expect(second).toMatchObject({ direction: 'inbound', authenticity: { unprovenOwn: true } })
    expect(second?.work.effect).not.toBe('answer')
    expect(second?.conversation.id).not.toBe(first?.conversation.id)
    expect(JSON.stringify(legibleRows(rows))).not.toContain('answered')
  })

  it('does not get in as a colleague who had a copy', async () => {
    const asColleague = mail(
      { From: 'vertrieb@acme.test', 'Message-ID': '<a2@acme.test>', 'In-Reply-To': '<m1@kunde.test>' },
      service,
    )
    const { received } = await story({}, mail({}, service), asColleague)
    expect(received()[1]?.conversation.id).not.toBe(received()[0]?.conversation.id)
  })

  it('does not stop the clock where it is an automatic acknowledgement', async () => {
    const acknowledgement = forged('pass')
    const message = { ...acknowledgement.message!, automated: 'auto_reply' as const }
    const { of } = await story({}, mail({}, service), { ...acknowledgement, message })
    expect(of('crm')).toEqual(['open', 'append'])
  })
})

describe('a delivery report', () => {
  const report = (about: string): ContactEvent => {
    const { message: _, author: __, recipients: ___, ...event } = mail({}, service)
    return {
      ...event,
      id: `evt_${'d'.repeat(32)}`,
      kind: 'receipt.failed',
      target: { messageId: about },
      conversation: { ...event.conversation, id: 'email:of-the-report' },
      receipt: { recipient: 'anne@kunde.test' },
    }
  }
  const answer = mail(
    {
      From: 'service@acme.test',
      To: 'anne@kunde.test',
      'Message-ID': '<a1@acme.test>',
      'In-Reply-To': '<m1@kunde.test>',
    },
    service,
    'Gern.',
    'pass',
  )

  it.each([
    ['goes where the company’s mail went', 'email:<a1@acme.test>', true],
    ['does not go where it names a customer’s mail', 'email:<m1@kunde.test>', false],
  ])('%s', async (_, about, joins) => {
    const { route, received } = routeStory({ routing: { rules: [{ to: ['crm'], forward: 'all' }] } })
    await route(mail({}, service), answer, report(about))
    const [first, , last] = received()
    expect(last?.kind).toBe('receipt.failed')
    expect(last?.conversation.id === first?.conversation.id).toBe(joins)
  })
})
