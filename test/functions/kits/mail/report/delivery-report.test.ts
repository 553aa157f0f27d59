import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Mail } from '../../../../../functions/kits/mail/mail.ts'
import { mailSettings } from '../../../../../functions/kits/mail/mail-settings.ts'
import { mailToContact } from '../../../../../functions/kits/mail/mail-to-contact.ts'
import { mailHeaders } from '../../../../support/mail-headers.ts'

const settings = z.object(mailSettings).parse({ accounts: ['acme.example'] })
const context = { settings, receivedAt: '2026-11-20T19:43:22.105Z' }

function read(
  status: string,
  headers: Record<string, string> = {},
  original = 'Message-ID: <a1@acme.example>\n',
) {
  const mail: Mail = {
    headers: mailHeaders({ From: 'mailer-daemon@mx.example', ...headers }),
    text: 'Nicht zugestellt.',
    attachments: [
      ...(status === '' ? [] : [{ type: 'message/delivery-status', bytes: Buffer.from(status) }]),
      ...(original === '' ? [] : [{ type: 'message/rfc822', bytes: Buffer.from(original) }]),
    ],
  }
  return mailToContact(mail, { from: '', to: ['service@acme.example'], method: 'test' }, context)
}

describe('delivery reports', () => {
  it('become one receipt for each recipient that failed, and never a message', () => {
    const { events } = read(
      'Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\n\n' +
        'Final-Recipient: rfc822; c@d.example\nAction: failed\nStatus: 5.2.2\n',
    )
    expect(events.map(({ kind, receipt }) => [kind, receipt?.recipient, receipt?.code])).toEqual([
      ['receipt.failed', 'a@b.example', '5.1.1'],
      ['receipt.failed', 'c@d.example', '5.2.2'],
    ])
    expect(
      events.every(({ message, target }) => !message && target?.messageId === 'email:<a1@acme.example>'),
    ).toBe(true)
    expect(new Set(events.map(({ id }) => id)).size).toBe(2)
  })

  it('belong to the conversation with the recipient', () => {
    const { events } = read('\n\nFinal-Recipient: rfc822; anne@kunde.example\nAction: failed\n')
    const answer: Mail = {
      headers: mailHeaders({ From: 'anne@kunde.example', 'In-Reply-To': '<a1@acme.example>' }),
      attachments: [],
    }
    const [reply] = mailToContact(answer, { to: ['service@acme.example'], method: 'test' }, context).events
    expect(events[0]?.conversation.id).toBe(reply?.conversation.id)
  })

  it('belong to the conversation that the returned mail’s Reply-To names', () => {
    const token = '0123456789abcdef0123456789abcdef'
    const original = `Message-ID: <a1@acme.example>\nReply-To: service+${token}@acme.example\n`
    const { events } = read('\n\nFinal-Recipient: rfc822; a@b.example\nAction: failed\n', {}, original)
    expect(events[0]?.conversation).toMatchObject({ id: `email:${token}`, match: 'token' })
    const forged = original.replace(`${token}@acme.example`, `${token}@fremd.example`)
    const { events: others } = read('\n\nFinal-Recipient: rfc822; a@b.example\nAction: failed\n', {}, forged)
    expect(others[0]?.conversation.match).toBe('header')
  })

  it('tell of a delivery, and leave a delay open', () => {
    const { events, ignored } = read(
      'X: y\n\nFinal-Recipient: rfc822;a@b.example\nAction: delivered\n\nFinal-Recipient: rfc822;c@d.example\nAction: delayed\n',
    )
    expect(events.map(({ kind }) => kind)).toEqual(['receipt.delivered'])
    expect(ignored).toHaveLength(1)
  })

  it('are believed without a status part only of a mail system', () => {
    const failed = { 'X-Failed-Recipients': 'a@b.example, c@d.example', 'In-Reply-To': '<a1@acme.example>' }
    const { events } = read('', failed, '')
    expect(events.map(({ kind }) => kind)).toEqual(['receipt.failed', 'receipt.failed'])
    expect(events[0]?.target?.messageId).toBe('email:<a1@acme.example>')
    const mail: Mail = {
      headers: mailHeaders({ From: 'eve@fremd.example', ...failed }),
      text: 'Ein Anliegen',
      attachments: [],
    }
    const forged = mailToContact(
      mail,
      { from: 'eve@fremd.example', to: ['service@acme.example'], method: 'test' },
      context,
    )
    expect(forged.events.map(({ kind }) => kind)).toEqual(['message.created'])
  })

  it.each([
    ['a customer writes it', 'Unzustellbar: mein Paket', 'anne@kunde.example', ''],
    ['it has a sender to answer', 'failure notice', 'mailer-daemon@mx.example', 'bounces@mx.example'],
  ])('are not made of prose where %s', (_why, subject, address, from) => {
    const mail: Mail = {
      headers: mailHeaders({ From: address, Subject: subject }),
      text: 'Hi.\n\n--- Below this line is a copy of the message.\n\nMessage-ID: <a1@acme.example>\nTo: a@b.example\n',
      attachments: [],
    }
    const { events } = mailToContact(mail, { from, to: ['service@acme.example'], method: 'test' }, context)
    expect(events.map(({ kind }) => kind)).toEqual(['message.created'])
  })

  it('take no code from an address in prose', () => {
    const mail: Mail = {
      headers: mailHeaders({ From: 'mailer-daemon@mx.example', 'X-Failed-Recipients': 'a@b.example' }),
      text: '550 rejected by 1.2.3.4, again by 5.1.1.9',
      attachments: [],
    }
    const { events } = mailToContact(
      mail,
      { from: '', to: ['service@acme.example'], method: 'test' },
      context,
    )
    expect(events[0]?.receipt?.recipient).toBe('a@b.example')
    expect(events[0]?.receipt).not.toHaveProperty('code')
  })

  it('without any recipient stay a message, marked as a bounce', () => {
    const { events } = read('Reporting-MTA: dns; x\n')
    expect(events.map(({ kind, message }) => [kind, message?.automated])).toEqual([
      ['message.created', 'bounce'],
    ])
  })

  it('are not made of a customer’s mail that has such a part attached', () => {
    const mail: Mail = {
      headers: mailHeaders({ From: 'anne@kunde.example' }),
      text: 'Was heißt das?',
      attachments: [
        {
          type: 'message/delivery-status',
          bytes: Buffer.from('X: y\n\nFinal-Recipient: rfc822;a@b.example\nAction: failed\n'),
        },
      ],
    }
    const delivery = { from: 'anne@kunde.example', to: ['service@acme.example'], method: 'test' }
    const [event] = mailToContact(mail, delivery, context).events
    expect(event).toMatchObject({ kind: 'message.created', message: { text: 'Was heißt das?' } })
  })

  it('and mails that name no recipient at all are quarantined', () => {
    const mail: Mail = {
      headers: mailHeaders({ From: 'anne@kunde.example' }),
      text: 'Hallo',
      attachments: [],
    }
    const { events, quarantined } = mailToContact(mail, { to: [], method: 'test' }, context)
    expect(events).toEqual([])
    expect(quarantined).toHaveLength(1)
  })
})
