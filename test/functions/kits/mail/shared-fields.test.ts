import { expect, it } from 'vitest'
import { readSharedFields } from '../../../../functions/kits/mail/shared-fields.ts'
import { mailHeaders } from '../../../support/mail-headers.ts'

const receivedAt = '2026-10-05T08:00:00.000Z'

it.each([
  ['Mon, 5 Oct 2026 09:12:33 +0200', '2026-10-05T07:12:33.000Z', 'sender'],
  ['Tue, 6 Oct 2026 07:00:00 +0000', '2026-10-06T07:00:00.000Z', 'sender'],
  ['Thu, 1 Jan 2026 00:00:00 +0000', '2026-01-01T00:00:00.000Z', 'sender'],
  ['Tue, 6 Oct 2026 09:00:00 +0000', receivedAt, 'received'],
  ['Wed, 1 Oct 2025 00:00:00 +0000', receivedAt, 'received'],
  ['Sat, 1 Jan 2000 00:00:00 +0000', receivedAt, 'received'],
])('a Date of %s is taken as %s, from the %s', (date, occurredAt, occurredAtSource) => {
  const context = {
    receivedAt,
    settings: { accounts: [], authservIds: [], submissionCopies: [], replyToken: 'x' },
  }
  const mail = { headers: mailHeaders({ Date: date }), attachments: [] }
  expect(readSharedFields(mail, { to: [], method: 'test' }, context, {})).toMatchObject({
    occurredAt,
    occurredAtSource,
  })
})
