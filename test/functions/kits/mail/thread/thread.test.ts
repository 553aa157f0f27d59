import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Mail } from '../../../../../functions/kits/mail/mail.ts'
import { mailSettings } from '../../../../../functions/kits/mail/mail-settings.ts'
import { mailToContact } from '../../../../../functions/kits/mail/mail-to-contact.ts'
import { readReferences } from '../../../../../functions/kits/mail/thread/message-id.ts'
import { mailHeaders } from '../../../../support/mail-headers.ts'

const settings = z.object(mailSettings).parse({ accounts: ['acme.example'] })

function conversationOf(fields: Record<string, string>, to = ['service@acme.example']) {
  const headers = mailHeaders({ To: 'service@acme.example', ...fields })
  const mail: Mail = { headers, text: 'Hallo', attachments: [] }
  const { events } = mailToContact(
    mail,
    // The company's own mails are proven to be.
    { to, method: 'test', ...(fields['From']?.includes('acme') && { authentication: { dmarc: 'pass' } }) },
    { settings, receivedAt: '2026-11-20T19:43:22.105Z' },
  )
  return events[0]!.conversation
}

const anne = 'Anne <anne@kunde.example>'
const start = { From: anne, 'Message-ID': '<m1@kunde.example>', Subject: 'Störung' }

describe('conversation of a mail', () => {
  it('is the same for the first mail, the company’s copy of its answer and the next mail', () => {
    const first = conversationOf(start)
    const answer = conversationOf({
      From: 'service@acme.example',
      To: anne,
      'Message-ID': '<a1@acme.example>',
      References: '<m1@kunde.example>',
    })
    const next = conversationOf({
      From: 'ANNE@kunde.example',
      'Message-ID': '<m2@kunde.example>',
      'In-Reply-To': '<a1@acme.example>',
      References: '<m1@kunde.example> <a1@acme.example>',
    })
    expect(new Set([first.id, answer.id, next.id]).size).toBe(1)
    expect([first.match, answer.match, next.match]).toEqual(['none', 'header', 'header'])
    expect(next.parentMessageId).toBe('email:<a1@acme.example>')
    // One order group: acceptance is grouped by the root.
    expect(new Set([first, answer, next].map(({ rootMessageId }) => rootMessageId)).size).toBe(1)
  })

  it('is never shared by different senders who answer one newsletter, whoever sent it', () => {
    for (const newsletter of ['<47@acme.example>', '<47@versand.example>']) {
      const ids = ['anne@kunde.example', 'bernd@kunde.example', 'carl@andere.example'].map(
        (from) => conversationOf({ From: from, 'In-Reply-To': newsletter, References: newsletter }).id,
      )
      expect(new Set(ids).size).toBe(3)
    }
  })

  it('is not found out by a subject that names somebody else’s ticket', () => {
    const theirs = conversationOf({ From: anne, Subject: 'Re: Ticket#4711' }).id
    expect(conversationOf({ From: 'eve@fremd.example', Subject: 'Re: Ticket#4711' }).id).not.toBe(theirs)
  })

  it('is named by a token, whoever has it', () => {
    const { id } = conversationOf(start)
    const token = id.replace('email:', '')
    const joined = conversationOf({ From: 'carl@andere.example', Subject: 'ganz anders' }, [
      `service+${token}@acme.example`,
    ])
    expect(joined).toMatchObject({ id, match: 'token' })
  })

  it('takes the token of the company’s own mail from its Reply-To', () => {
    const { id } = conversationOf(start)
    const own = conversationOf({
      From: 'service@acme.example',
      To: anne,
      'Reply-To': `service+${id.replace('email:', '')}@acme.example`,
    })
    expect(own).toMatchObject({ id, match: 'token' })
  })

  it('takes no other plus part for a token', () => {
    expect(conversationOf(start, ['service+sommer@acme.example']).match).toBe('none')
  })

  it('follows the Thread-Index where a reply has nothing else', () => {
    const root = Buffer.alloc(22, 1)
    const index = (replies: number) => Buffer.concat([root, Buffer.alloc(5 * replies, 2)]).toString('base64')
    const one = conversationOf({ From: anne, 'Thread-Index': index(1), 'Message-ID': '<x@k.example>' })
    const two = conversationOf({ From: anne, 'Thread-Index': index(2), 'Message-ID': '<y@k.example>' })
    expect(one.match).toBe('header')
    expect(two.id).toBe(one.id)
    expect(conversationOf({ ...start, 'Thread-Index': index(0) }).match).toBe('none')
  })

  it('follows the subject of a reply last of all, and says so', () => {
    const one = conversationOf({ From: anne, Subject: 'Re: Störung', 'Message-ID': '<x@k.example>' })
    const two = conversationOf({ From: anne, Subject: 'AW: RE:  störung', 'Message-ID': '<y@k.example>' })
    expect(one.match).toBe('subject')
    expect(two.id).toBe(one.id)
    expect(conversationOf({ From: anne, Subject: 'Störung', 'Message-ID': '<z@k.example>' }).id).not.toBe(
      one.id,
    )
  })
})

describe('references', () => {
  const read = (fields: Record<string, string>) => readReferences(mailHeaders(fields))

  it.each([
    [
      'folded, with commas and text',
      { References: '<a@x>,\t<b@x> text <c@x>' },
      ['<a@x>', '<b@x>', '<c@x>'],
      '<c@x>',
    ],
    ['cut off at both ends', { References: 'ut@x> <b@x> <c@' }, ['<b@x>'], '<b@x>'],
    ['naming the mail itself', { 'Message-ID': '<a@x>', References: '<a@x> <b@x>' }, ['<b@x>'], '<b@x>'],
    [
      'several ids in In-Reply-To',
      { 'In-Reply-To': '<b@x> <c@x>', References: '<a@x> <c@x>' },
      ['<a@x>', '<c@x>'],
      '<c@x>',
    ],
    [
      'an In-Reply-To that Outlook rewrote',
      { 'In-Reply-To': '<new@outlook>', References: '<a@x>' },
      ['<a@x>'],
      '<new@outlook>',
    ],
    ['old-style In-Reply-To', { 'In-Reply-To': 'Your message of "Mon" <a@x>' }, ['<a@x>'], '<a@x>'],
  ])('%s', (_what, fields, ids, parent) => {
    expect(read(fields)).toEqual({ ids, parent })
  })

  it('are none where there are none', () => {
    expect(read({ References: 'nothing', 'In-Reply-To': '' })).toEqual({ ids: [] })
  })
})
