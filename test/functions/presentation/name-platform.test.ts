import { describe, expect, it } from 'vitest'
import { namePlatform } from '../../../functions/presentation/name-platform.ts'
import { presentEvent } from '../../../functions/presentation/present-event.ts'
import { routedEvent } from '../../contracts/routed-event.ts'

const inGerman = { language: 'de', timeZone: 'Europe/Berlin' } as const

describe('what people call a platform', () => {
  it.each([
    ['is what its adapter says', { platform: 'forum', platformLabel: 'HiFi-Forum' }, 'HiFi-Forum'],
    ['is made of its slug where an event has no label', { platform: 'forum-of-hifi' }, 'Forum of hifi'],
    ['is X for an event of Twitter from before there were labels', { platform: 'twitter' }, 'X'],
    [
      'is mail for a mail, in the words of the reader',
      { platform: 'email', platformLabel: 'Postmark' },
      'Post',
    ],
    ['is one line, whatever it holds', { platform: 'forum', platformLabel: 'A\n\u202eB' }, 'A B'],
  ])('%s', (_, event, name) => {
    expect(namePlatform(event, 'Post')).toBe(name)
  })

  it('stands in headline and subject of a ticket', () => {
    const event = routedEvent({ platform: 'telegram-channels', platformLabel: 'Telegram' })
    const { headline, subject } = presentEvent(event, inGerman)
    expect(headline).toContain('auf Telegram')
    expect(subject).toMatch(/^Telegram-/)
  })
})
