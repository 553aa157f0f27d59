import { describe, expect, it } from 'vitest'
import { mime as sender } from '../../../bin/local/senders/mime.ts'
import { mime } from '../../../functions/platforms/mime/index.ts'
import type { ContactEvent } from '../../../schemas/contact-event.ts'
import { expectResult, readSigned } from '../../contracts/webhook-request.ts'
import { effects, routeStory } from '../../support/route-story.ts'

const token = '0123456789abcdef0123456789abcdef'
const wiring = {
  adapter: mime,
  sender,
  settings: { accounts: ['acme.test'], submissionCopies: ['copies@journal.test'] },
}

async function read(...lines: readonly string[]): Promise<ContactEvent> {
  const { events } = expectResult(await readSigned(wiring, Buffer.from(lines.join('\r\n'))))
  expect(events).toHaveLength(1)
  return events[0]!
}

const question = (...fields: readonly string[]) =>
  read(
    'From: Anne <anne@kunde.test>',
    'To: service@acme.test',
    'Subject: Frage',
    'Date: Mon, 05 Oct 2026 09:00:00 +0200',
    'Message-ID: <m1@kunde.test>',
    ...fields,
    '',
    'Wann kommt die Lieferung?',
  )

const answerLines = (...fields: readonly string[]) => [
  'From: service@acme.test',
  'To: anne@kunde.test',
  'Subject: Re: Frage',
  'Date: Mon, 05 Oct 2026 10:00:00 +0200',
  'Message-ID: <a1@acme.test>',
  ...fields,
]

/** The company's own mail, as its mail server copies it. */
const answer = async (...fields: readonly string[]) => {
  const copy = await read(...answerLines(...fields), '', 'Morgen.')
  const proven = { ...copy.authenticity, proven: true }
  return {
    ...copy,
    direction: 'outbound' as const,
    author: { role: 'company' as const, id: 'service@acme.test', email: 'service@acme.test' },
    authenticity: proven,
  }
}

const bounce = (action: string, original: readonly string[], id = 'b1') =>
  read(
    'Return-Path: <>',
    'From: MAILER-DAEMON@mx.kunde.test',
    'To: service@acme.test',
    'Subject: Undelivered Mail Returned to Sender',
    'Date: Mon, 05 Oct 2026 10:00:05 +0200',
    `Message-ID: <${id}@mx.kunde.test>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.kunde.test',
    '',
    `Final-Recipient: rfc822; anne@kunde.test\r\nAction: ${action}\r\nStatus: 5.1.1`,
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    ...original,
    '',
    '--b--',
  )

const replying = 'In-Reply-To: <m1@kunde.test>'

describe('a mail of the company’s that comes back', () => {
  it('wakes the ticket of what it answers, and tells whom it did not reach', async () => {
    const { route, received } = routeStory()
    await route(await question(), await answer(replying), await bounce('failed', answerLines(replying)))
    expect(effects(received())).toEqual(['open', 'answer', 'append+'])
    const [first, , last] = received()
    expect(last).toMatchObject({
      kind: 'receipt.failed',
      work: { key: first?.work.key, reason: 'mail of the company that did not arrive' },
      receipt: { recipient: 'anne@kunde.test', permanent: true },
    })
  })

  it('wakes it once, however often the report comes', async () => {
    const { route, received } = routeStory()
    const back = await bounce('failed', answerLines(replying))
    await route(await question(), await answer(replying), back, back)
    expect(effects(received())).toEqual(['open', 'answer', 'append+'])
  })

  it('wakes it where the answer itself was never seen here, by what it answers', async () => {
    const { route, received } = routeStory()
    await route(await question(), await bounce('failed', answerLines(`References: <m1@kunde.test>`)))
    expect(effects(received())).toEqual(['open', 'append+'])
  })

  it('wakes it by the token of its conversation', async () => {
    const { route, received } = routeStory()
    const first = await question(`X-Original-To: service+${token}@acme.test`)
    const back = await bounce('failed', answerLines(`Reply-To: service+${token}@acme.test`))
    expect(first.conversation.match).toBe('token')
    await route(first, back)
    expect(effects(received())).toEqual(['open', 'append+'])
  })

  it('opens a ticket where none is: whoever wrote first has to know', async () => {
    const { route, received, rows } = routeStory()
    const fields = ['Subject: Ihr Vertrag']
    await route(await answer(...fields), await bounce('failed', answerLines(...fields)))
    expect(effects(received())).toEqual(['answer', 'open'])
    // The second report of the same mail, and an answer of the customer's, find that ticket.
    await route(await bounce('failed', answerLines(...fields), 'b2'))
    expect(effects(received())).toEqual(['answer', 'open', 'append+'])
    expect([...rows.keys()].filter((key) => key.startsWith('work#'))).toHaveLength(1)
  })

  it('means nothing where it arrived after all', async () => {
    const { route, received } = routeStory()
    await route(await question(), await answer(replying), await bounce('delivered', answerLines(replying)))
    expect(effects(received())).toEqual(['open', 'answer'])
  })
})

describe('a report of a mail that did not arrive asks nothing of anybody', () => {
  it('where nobody knows the mail', async () => {
    const { route, received } = routeStory()
    await route(await question(), await bounce('failed', answerLines('References: <other@kunde.test>')))
    expect(effects(received())).toEqual(['open'])
  })

  it('where it names a customer’s mail for the company’s', async () => {
    const { route, received } = routeStory()
    const stolen = [
      'From: service@acme.test',
      'To: anne@kunde.test',
      'Subject: x',
      'Message-ID: <m1@kunde.test>',
    ]
    await route(await question(), await bounce('failed', stolen))
    expect(effects(received())).toEqual(['open'])
  })

  it('where the mail went to many: a thousand come back from a newsletter', async () => {
    const { route, received } = routeStory()
    const newsletter = await answer()
    const message = { ...newsletter.message!, automated: 'list' as const }
    await route({ ...newsletter, message }, await bounce('failed', answerLines()))
    expect(received().filter(({ kind }) => kind === 'receipt.failed')).toEqual([])
  })
})
