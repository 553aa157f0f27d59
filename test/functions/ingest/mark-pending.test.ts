import { describe, expect, it } from 'vitest'
import { markPending } from '../../../functions/ingest/mark-pending.ts'
import type { Attachment } from '../../../schemas/contact-event.ts'
import { customer, directMessage } from '../../support/contact-events.ts'

const facebook = { name: 'facebook', attachmentHosts: ['.fbcdn.net'] }
const bearing = (...attachments: Attachment[]) =>
  directMessage('m1', customer('anne'), { message: { id: 'facebook:m1', attachments } })
const atHome: Attachment = { type: 'image', state: 'remote', url: 'https://scontent.xx.fbcdn.net/1.jpg' }
const named: Attachment = { type: 'photo', state: 'pending', details: { fileId: '7' } }

describe('files that lie with the platform', () => {
  it('are pending where they are fetched and lie at one of its hosts', () => {
    const others: Attachment[] = [
      { type: 'fallback', state: 'remote', url: 'https://shop.example/1' },
      { type: 'fallback', state: 'remote', url: 'http://scontent.xx.fbcdn.net/1.jpg' },
      { type: 'fallback', state: 'remote', url: 'no address' },
      { type: 'location', state: 'inline', location: { latitude: 1, longitude: 2 } },
    ]
    expect(markPending(bearing(atHome, ...others, named), facebook, true).message?.attachments).toEqual([
      { ...atHome, state: 'pending' },
      ...others,
      named,
    ])
  })

  it('stay as they are where nothing is fetched, or no host is named', () => {
    const event = bearing(atHome)
    expect(markPending(event, facebook, false)).toBe(event)
    expect(markPending(event, { name: 'facebook' }, true)).toBe(event)
  })

  it('are not here where only an id names them and nothing is fetched', () => {
    expect(markPending(bearing(named), facebook, false).message?.attachments[0]).toMatchObject({
      state: 'unavailable',
      reason: 'files of this platform are not fetched',
    })
  })

  it('are not fetched of what a gateway brings of another platform', () => {
    const event = { ...bearing(atHome), platform: 'email' }
    expect(markPending(event, facebook, true)).toBe(event)
  })

  it('are none in what has no message', () => {
    const { message: _, ...event } = bearing(atHome)
    expect(markPending(event, facebook, true)).toBe(event)
  })
})
