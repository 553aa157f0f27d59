import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Envelope, MailAttachment } from '../../../../../functions/kits/mail/mail.ts'
import { mailSettings } from '../../../../../functions/kits/mail/mail-settings.ts'
import { mailToContact } from '../../../../../functions/kits/mail/mail-to-contact.ts'
import { mailHeaders } from '../../../../support/mail-headers.ts'

const settings = z.object(mailSettings).parse({ accounts: ['acme.test'] })
const context = { settings, receivedAt: '2026-11-20T19:43:22.105Z' }

interface Given {
  readonly fields?: Record<string, string>
  readonly text: string
  readonly attachments?: readonly MailAttachment[]
  /** Sender of the envelope. */
  readonly sender?: string
}

function read({ fields, text, attachments = [], sender }: Given) {
  const headers = mailHeaders({
    From: 'Anne Beispiel <anne@kunde.test>',
    To: 'service@acme.test',
    'Message-ID': '<an1@kunde.test>',
    ...fields,
  })
  const envelope: Envelope = {
    to: ['service@acme.test'],
    method: 'test',
    ...(sender !== undefined && { from: sender }),
  }
  return mailToContact({ headers, text, attachments }, envelope, context)
}

const bounce = `This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  service@acme.test
    550 5.1.1 User unknown

------ This is a copy of the message, including all the headers. ------

From: anne@kunde.test
To: service@acme.test
Subject: Frage
Message-ID: <x1@kunde.test>
`
const status: MailAttachment = {
  type: 'message/delivery-status',
  bytes: Buffer.from('X: y\n\nFinal-Recipient: rfc822;service@acme.test\nAction: failed\nStatus: 5.1.1\n'),
}

describe('a person who writes about a bounce is a person', () => {
  const senders = [['told', 'anne@kunde.test'] as const, ['not told', undefined] as const]

  describe.each(senders)('the envelope being %s,', (_, sender) => {
    it.each<[string, Given]>([
      [
        'who asks why',
        { fields: { Subject: 'Mail delivery failed – why?' }, text: `Was heißt das?\n\n${bounce}` },
      ],
      ['who forwards it', { fields: { Subject: 'Fwd: Undelivered Mail Returned to Sender' }, text: bounce }],
      [
        'who sends it on as it is',
        { fields: { Subject: 'Undelivered Mail Returned to Sender' }, text: bounce },
      ],
      ['whose parcel it is', { fields: { Subject: 'Unzustellbar: mein Paket' }, text: 'Wo ist es?' }],
      [
        'who attaches the report',
        { fields: { Subject: 'Unzustellbar' }, text: 'Siehe Anhang.', attachments: [status] },
      ],
      [
        'who attaches the whole mail',
        {
          fields: { Subject: 'Returned mail' },
          text: 'Ihre Adresse geht nicht.',
          attachments: [{ type: 'message/rfc822', bytes: Buffer.from(bounce) }],
        },
      ],
    ])('%s', (_, given) => {
      const { events } = read({ ...given, ...(sender !== undefined && { sender }) })
      expect(events.map(({ kind }) => kind)).toEqual(['message.created'])
      expect(events[0]?.message).not.toHaveProperty('automated')
    })
  })

  it.each([
    ['in words', 'Guten Tag, unsere Mails an service@acme.test kommen zurück. Woran liegt das?'],
    ['without a question mark', 'Guten Tag, wir bitten um Rückruf.'],
  ])('also as a postmaster, %s', (_, text) => {
    const fields = { From: 'postmaster@kunde.test', Subject: 'Mail delivery failed' }
    const { events } = read({ fields, text })
    expect(events[0]?.message).not.toHaveProperty('automated')
    expect(events[0]?.kind).toBe('message.created')
  })

  it('and an automatic reply that names another address is no report about that one', () => {
    const text = 'Your mail could not be delivered to me, I have left. Please write to bob@kunde.test.'
    const fields = { Subject: 'Re: Rechnung', 'Auto-Submitted': 'auto-replied' }
    const { events } = read({ fields, text, sender: '' })
    expect(events.map(({ kind, message }) => [kind, message?.automated])).toEqual([
      ['message.created', 'auto_reply'],
    ])
  })
})

describe('a mail that is late', () => {
  const late = {
    From: 'Mail Delivery System <mailer-daemon@mx.acme.test>',
    Subject: 'Warning: message delayed',
  }
  const text = `A message that you sent has not yet been delivered to one or more of its recipients.\n\n  anne@kunde.test\n    450 4.2.2 mailbox full\n`

  it.each(['', undefined])('has not failed (envelope %j)', (sender) => {
    const { events, ignored } = read({ fields: late, text, ...(sender !== undefined && { sender }) })
    expect(events).toEqual([])
    expect(ignored).toHaveLength(1)
  })

  it('has failed where the mail system has given up', () => {
    const over = `${text}\nDelivery was delayed and has failed permanently: giving up.\n`
    const { events } = read({ fields: late, text: over, sender: '' })
    expect(events.map(({ kind, receipt }) => [kind, receipt?.code, receipt?.permanent])).toEqual([
      ['receipt.failed', '4.2.2', false],
    ])
  })
})
