import { describe, expect, it } from 'vitest'
import { presentEvent } from '../../../functions/presentation/present-event.ts'
import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { bounce, facebookComment, mail, mentionOnX, messengerMessage } from './example-events.ts'

const factsOf = (event: RoutedEvent, language: 'de' | 'en' = 'de') =>
  presentEvent(event, { language, timeZone: 'UTC' }).facts
const values = (event: RoutedEvent, label: string, language?: 'de' | 'en') =>
  factsOf(event, language)
    .filter((each) => each.label === label)
    .map(({ value }) => value)

describe('facts', () => {
  it('link to the person and to the original', () => {
    expect(factsOf(mentionOnX()).filter(({ href }) => href)).toEqual([
      { label: 'Von', value: 'Bert', href: 'https://x.com/bert' },
      { label: 'Original', value: 'https://x.com/bert/status/77', href: 'https://x.com/bert/status/77' },
    ])
  })

  it('name a person by the handle where there is no name', () => {
    const event = mentionOnX({ author: { role: 'customer', id: '55', handle: '@bert', followers: 1 } })
    expect(values(event, 'Von')).toEqual(['@bert'])
    expect(values(event, 'Benutzername')).toEqual([])
    expect(values(event, 'Profile', 'en')).toEqual(['1 follower'])
  })

  it('tell what the person chose', () => {
    const action = { type: 'postback', title: 'Störung melden', payload: 'OUTAGE' } as const
    expect(values(messengerMessage({ message: { action } }), 'Gewählt')).toEqual(['Knopf: Störung melden'])
    const untitled = messengerMessage({ message: { action: { type: 'quick_reply', payload: 'YES' } } })
    expect(values(untitled, 'Chosen', 'en')).toEqual(['quick reply: YES'])
  })

  it('tell by which advertisement or link a person came', () => {
    const started = (referral: RoutedEvent['referral']) =>
      messengerMessage({ kind: 'conversation.started', referral })
    const advertisement = started({ source: 'ADS', type: 'OPEN_THREAD', adId: '6045', title: 'Glasfaser' })
    expect(values(advertisement, 'Kam über')).toEqual(['Anzeige · Glasfaser'])
    const link = started({ source: 'SHORTLINK', ref: 'flyer', url: 'https://acme.test/flyer' })
    expect(factsOf(link, 'en')).toContainEqual({
      label: 'Came by',
      value: 'flyer',
      href: 'https://acme.test/flyer',
    })
    const product = started({ productId: '123' })
    expect(values(product, 'Kam über')).toEqual(['Produkt 123'])
    expect(values(started({ source: 'ADS', adId: '6', productId: '123' }), 'Kam über')).toEqual([
      'Anzeige · Produkt 123',
    ])
    expect(values(started({ source: 'SHORTLINK', type: 'OPEN_THREAD' }), 'Kam über')).toEqual(['OPEN_THREAD'])
  })

  it('show the address of a link even where its title names another', () => {
    const links = [{ url: 'https://evil.test/', title: 'https://bank.test/' }]
    expect(factsOf(facebookComment({ message: { links } }))).toContainEqual({
      label: 'Link',
      value: 'https://evil.test/ (https://bank.test/)',
      href: 'https://evil.test/',
    })
  })

  it('say nothing of answering what cannot be answered', () => {
    const events = [
      facebookComment({ kind: 'message.deleted' }),
      facebookComment({ direction: 'outbound' }),
      messengerMessage({ message: { withheld: 'encrypted' } }),
      mail(),
    ]
    for (const event of events) expect(values(event, 'Antworten')).toEqual([])
  })

  it('name a window that is not known here as the platform does', () => {
    const reply = { public: false, windows: [{ until: '2026-11-21T19:00:00Z', means: 'new window' }] }
    expect(values(messengerMessage({ reply }), 'Antworten bis')).toEqual([
      'Sa., 21.11.2026, 19:00 UTC (new window)',
    ])
  })

  it('tell who else has a mail, up to ten, and nobody of a blind copy', () => {
    const recipients = Array.from({ length: 12 }, (_, index) => ({
      email: `p${index}@a.test`,
      kind: 'cc' as const,
    }))
    const event = mail({
      recipients: [...recipients, { email: 'x@a.test', kind: 'bcc' }, { email: 'two@a.test', kind: 'to' }],
    })
    expect(values(event, 'An')).toEqual(['service@acme.test, two@a.test'])
    expect(values(event, 'Kopie an')[0]).toMatch(/^p0@a\.test, .*p9@a\.test, … \(12\)$/)
  })

  it('tell to whom the company’s own mail went', () => {
    const event = mail({
      direction: 'outbound',
      author: { role: 'company', id: 'service@acme.test', email: 'service@acme.test' },
      recipients: [{ email: 'anne@kunde.test', kind: 'to' }],
    })
    expect(values(event, 'Konto')).toEqual(['service@acme.test'])
    expect(values(event, 'An')).toEqual(['anne@kunde.test'])
  })

  it.each([
    [true, 'hilft nicht: erst muss sich etwas ändern'],
    [false, 'kann später gelingen'],
  ])('tell whether a mail that came back would come back again (%s)', (permanent, said) => {
    const receipt = { recipient: 'anne@kunde.test', code: '5.2.2', permanent }
    expect(values(bounce({ receipt }), 'Noch einmal senden')).toEqual([said])
    expect(values(bounce(), 'Noch einmal senden')).toEqual([])
  })

  it('tell up to when everything was read', () => {
    const { message: _, ...rest } = messengerMessage({
      kind: 'receipt.read',
      target: { until: '2026-11-20T19:00:00Z' },
      receipt: { recipient: '991' },
    })
    expect(values(rest, 'Alles bis')).toEqual(['Fr., 20.11.2026, 19:00 UTC'])
    expect(values(rest, 'Empfänger')).toEqual([])
  })

  it('tell which app has the thread, and never a token', () => {
    const owner = { previous: '1', current: '2', metadata: 'secret words' }
    const { message: _, ...rest } = messengerMessage({
      kind: 'conversation.owner_changed',
      owner,
      consent: { topic: 'Angebote', details: { token: 'EAAB-secret' } },
    })
    expect(values(rest, 'Jetzt zuständige App')).toEqual(['2'])
    expect(values(rest, 'Bisher zuständige App')).toEqual(['1'])
    expect(JSON.stringify(factsOf(rest))).not.toMatch(/secret/)
  })

  it('name a language in the reader’s, and leave one alone that nobody knows', () => {
    expect(values(mentionOnX({ message: { language: 'pt-BR' } }), 'Language', 'en')).toEqual([
      'Brazilian Portuguese',
    ])
    expect(values(mentionOnX({ message: { language: 'not a language' } }), 'Sprache')).toEqual([
      'not a language',
    ])
  })
})
