import { describe, expect, it } from 'vitest'
import { withhold } from '../../../functions/core/withhold.ts'
import { contactEvent } from '../../../schemas/contact-event.ts'
import { routedEvent, routedMail } from '../../contracts/routed-event.ts'

describe('withhold', () => {
  it('takes every word and attachment out and leaves a valid event', () => {
    const mail = routedMail()
    const withheld = withhold(
      { ...mail, message: { ...mail.message!, quotes: 'email:<q>', rating: { value: 1 } } },
      'deleted',
    )
    expect(withheld.message).toEqual({ id: mail.message?.id, attachments: [], withheld: 'deleted' })
    expect(JSON.stringify(withheld)).not.toMatch(/schwarz|Stecker|foto|Störung/)
    expect(contactEvent.safeParse(withheld).success).toBe(true)
  })

  it('keeps what rules match on, so that it goes where the message would have gone', () => {
    const event = routedEvent({
      message: {
        id: 'facebook:1',
        url: 'https://x.test/1',
        text: 'weg',
        language: 'de',
        automated: 'app',
        attachments: [],
      },
    })
    expect(withhold(event, 'edited').message).toEqual({
      id: 'facebook:1',
      url: 'https://x.test/1',
      language: 'de',
      automated: 'app',
      attachments: [],
      withheld: 'edited',
    })
  })

  it('leaves an event without a message alone', () => {
    const { message: _, ...event } = routedEvent()
    expect(withhold(event, 'deleted')).toBe(event)
  })
})
