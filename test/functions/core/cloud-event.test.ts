import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toCloudEvent } from '../../../functions/core/cloud-event.ts'
import { contactEvent } from '../../../schemas/contact-event.ts'
import { routedEvent, routedMail } from '../../contracts/routed-event.ts'

describe('toCloudEvent', () => {
  it('wraps an event', () => {
    const event = routedEvent()
    expect(toCloudEvent(event)).toEqual({
      specversion: '1.0',
      type: 'de.netzdialog.contact.message.created.v1',
      source: '/facebook/4711',
      subject: 'facebook:4711_777/777_10',
      id: event.id,
      time: '2026-11-20T19:43:21Z',
      datacontenttype: 'application/json',
      dataschema: 'urn:netzdialog:contact-event:v1',
      data: event,
    })
  })

  it.each([routedEvent(), routedMail()])('is given valid events by its tests ($platform)', (event) => {
    expect(contactEvent.parse(event)).toEqual(event)
  })

  it.each([
    ['service@acme.test', '/email/service@acme.test'],
    ['service+social@acme.test', '/email/service+social@acme.test'],
    ['störung@acme.test', '/email/st%C3%B6rung@acme.test'],
    ['a/b?c#d%e', '/email/a%2Fb%3Fc%23d%25e'],
  ])('makes a URI reference of the account %s', (id, source) => {
    expect(toCloudEvent(routedMail({ account: { id } })).source).toBe(source)
  })

  it('encodes what is no printable ASCII in the conversation, and the percent sign', () => {
    const conversation = { id: 'email:Größe 🚚 100%\n<m@kunde.test>', match: 'none' as const }
    const { subject } = toCloudEvent(routedMail({ conversation }))
    expect(subject).toBe('email:Gr%C3%B6%C3%9Fe %F0%9F%9A%9A 100%25%0A<m@kunde.test>')
  })

  it('gives back account and conversation to whoever decodes it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 3 }), (id) => {
        const { source, subject } = toCloudEvent(
          routedMail({ account: { id }, conversation: { id, match: 'none' } }),
        )
        expect(source).toMatch(/^\/email\/[\w\-.~!$&'()*+,;=:@%]+$/)
        expect(subject).toMatch(/^[\x20-\x7e]+$/)
        expect([source.slice('/email/'.length), subject].map(decodeURIComponent)).toEqual([id, id])
      }),
    )
  })

  it('survives half a character', () => {
    const conversation = { id: 'email:\ud83d', match: 'none' as const }
    expect(toCloudEvent(routedMail({ conversation })).subject).toBe('email:%EF%BF%BD')
  })
})
