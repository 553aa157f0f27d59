import { describe, expect, it } from 'vitest'
import { customerOf, publicSpeaker, unknownCustomer } from '../../../../functions/kits/chat/speaker.ts'
import { routedEvent, routedMail } from '../../../contracts/routed-event.ts'

const page = { role: 'company' as const, id: '4711' }

describe('whom a message is from', () => {
  it('is one of a page where ids are the page’s', () => {
    expect(customerOf(routedEvent())).toEqual({
      id: 'facebook:4711/991',
      type: 'opaque',
      name: 'Änne Grün 🚚',
    })
    const other = { role: 'customer' as const, id: '991', scope: 'facebook:4712' }
    expect(customerOf(routedEvent({ author: other }))?.id).toBe('facebook:4712/991')
  })

  it('is an address for mails, however it is written', () => {
    const author = { role: 'customer' as const, email: 'Anne@Kunde.TEST' }
    expect(customerOf(routedMail({ author }))).toEqual({ id: 'anne@kunde.test', type: 'email' })
  })

  it('is whom a mail of the company’s did not reach', () => {
    const { author: _, message: __, ...event } = routedMail({ actor: { role: 'platform' } })
    const receipt = { recipient: 'anne@kunde.test' }
    const speaker = { id: 'anne@kunde.test', type: 'email' }
    expect(customerOf({ ...event, kind: 'receipt.failed', receipt })).toEqual(speaker)
    expect(customerOf({ ...event, kind: 'receipt.delivered', receipt })).toBeUndefined()
  })

  it('is printable and short whatever an id is made of', () => {
    for (const id of ['ä', 'a b', 'a\nb', 'x'.repeat(300)])
      expect(customerOf(routedEvent({ author: { role: 'customer', id } }))?.id).toMatch(
        /^sha256:[0-9a-f]{64}$/,
      )
  })

  it('is never the company in private', () => {
    expect(customerOf(routedEvent({ direction: 'outbound', author: page }))).toBeUndefined()
    expect(customerOf(routedEvent({ author: page }))).toBeUndefined()
  })

  it('is somebody of this ticket alone where nobody is named', () => {
    const { author: _, ...event } = routedEvent()
    expect(customerOf(event)).toBeUndefined()
    expect(unknownCustomer(event)).toEqual({ id: 'unknown/facebook:4711_777/777_10', type: 'opaque' })
  })

  it('is the account in public for what the company says and does', () => {
    const account = { id: '4711', name: 'ACME' }
    const own = { id: 'facebook/4711', type: 'opaque', name: 'ACME' }
    expect(publicSpeaker(routedEvent({ account, direction: 'outbound', author: page }))).toEqual(own)
    expect(publicSpeaker(routedEvent({ account, kind: 'message.hidden', actor: page }))).toEqual(own)
    expect(publicSpeaker(routedEvent({ account })).id).toBe('facebook:4711/991')
    const { author: _, ...nobody } = routedEvent()
    expect(publicSpeaker(nobody)).toEqual({ id: 'facebook', type: 'opaque' })
  })
})
