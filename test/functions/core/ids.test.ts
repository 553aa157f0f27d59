import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acceptanceGroup, conversationGroup, eventId, sha256 } from '../../../functions/core/ids.ts'
import type { ContactEvent } from '../../../schemas/contact-event.ts'

const unit = fc.nat(0xffff).map((code) => String.fromCharCode(code))

describe('sha256', () => {
  it('is lower-case hex, the same for text and its UTF-8 bytes', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(sha256(new TextEncoder().encode('Grüße 🚚'))).toBe(sha256('Grüße 🚚'))
  })
})

describe('eventId', () => {
  it('never changes: an id once given out must come again for the same thing', () => {
    expect(eventId('facebook', '4711', 'message.created', '777_10')).toBe(
      'evt_43181248ac427e3feaff5c3d20b4f59a',
    )
  })

  it('tells a missing part from an empty one, and one part from two', () => {
    const ids = [
      eventId('a', undefined),
      eventId('a', ''),
      eventId('a'),
      eventId('a,'),
      eventId('', 'a'),
      eventId('a', 'null'),
    ]
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('differs wherever a part differs', () => {
    const parts = fc.array(fc.option(fc.string({ unit }), { nil: undefined }), { maxLength: 4 })
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        expect(eventId(...one)).toMatch(/^evt_[0-9a-f]{32}$/)
        expect(eventId(...one) === eventId(...other)).toBe(JSON.stringify(one) === JSON.stringify(other))
      }),
    )
  })
})

describe('order groups', () => {
  const under = (conversation: Partial<ContactEvent['conversation']>) =>
    ({ conversation: { id: 'facebook:4711_777/777_10', match: 'platform', ...conversation } }) as ContactEvent

  it('accepts all that hangs under one post in one order', () => {
    const root = { rootMessageId: 'facebook:4711_777' }
    expect(acceptanceGroup(under({ id: 'facebook:4711_777/777_10', ...root }))).toBe(
      acceptanceGroup(under({ id: 'facebook:4711_777/777_99', ...root })),
    )
  })

  it('accepts a direct-message thread by itself', () => {
    expect(acceptanceGroup(under({ id: 'facebook:4711/1' }))).not.toBe(
      acceptanceGroup(under({ id: 'facebook:4711/2' })),
    )
  })

  it('delivers each conversation by itself', () => {
    const root = { rootMessageId: 'facebook:4711_777' }
    expect(conversationGroup(under(root))).not.toBe(
      conversationGroup(under({ ...root, id: 'facebook:4711_777/777_99' })),
    )
  })

  it('fits into what SQS takes, however long and strange the ids', () => {
    fc.assert(
      fc.property(fc.string({ unit, minLength: 3, maxLength: 2000 }), (id) => {
        expect(acceptanceGroup(under({ id }))).toMatch(/^[0-9a-f]{64}$/)
        expect(conversationGroup(under({ id }))).toMatch(/^[0-9a-f]{64}$/)
      }),
    )
  })
})
