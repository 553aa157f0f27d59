import { describe, expect, it } from 'vitest'
import { mailLimits } from '../../../../../functions/kits/mail/limits.ts'
import { readStatus } from '../../../../../functions/kits/mail/report/read-status.ts'

const read = (fields: string, isLate = false) =>
  readStatus(
    Buffer.from(`Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; a@b.example\n${fields}`),
    isLate,
  )

describe('the status of a recipient', () => {
  it.each([
    ['Action: relayed\nStatus: 5.1.1', false, 'pending'],
    ['Action: failed\nStatus: 2.0.0', true, 'failed'],
    ['Action: unheard-of', true, 'failed'],
    ['Status: 2.1.5', false, 'delivered'],
    ['Status: 2.1.5', true, 'delivered'],
    ['Status: 4.4.1', true, 'pending'],
    ['Status: 4.4.1', false, 'failed'],
    ['Status: 5.1.1', true, 'failed'],
    ['Action:\nStatus: 2.1.5', false, 'delivered'],
    ['', true, 'pending'],
    ['', false, 'failed'],
  ])(
    'goes by the action, else by the code, else by what the report says in words: %j, late %s',
    (fields, isLate, outcome) => {
      expect(read(fields, isLate)).toMatchObject([{ recipient: 'a@b.example', outcome }])
    },
  )

  it('is read of as many recipients as a report may tell of, and of no more', () => {
    const report = (count: number) =>
      Buffer.from(`X: y${'\n\nFinal-Recipient: rfc822; a@b.example\nAction: failed'.repeat(count)}`)
    expect(readStatus(report(mailLimits.reportRecipients), false)).toHaveLength(mailLimits.reportRecipients)
    expect(() => readStatus(report(mailLimits.reportRecipients + 1), false)).toThrow(
      expect.objectContaining({ code: 'report_too_long' }),
    )
  })
})
