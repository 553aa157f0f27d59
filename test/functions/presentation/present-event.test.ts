import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Presentation, presentEvent } from '../../../functions/presentation/present-event.ts'
import { presentationText } from '../../../functions/presentation/presentation-text.ts'
import { kinds, type RoutedEvent, surfaces } from '../../../schemas/contact-event.ts'
import { bounce, facebookComment, mail, mentionOnX, messengerMessage } from './example-events.ts'

const timeZone = 'Europe/Berlin'
const german = (event: RoutedEvent) => presentEvent(event, { language: 'de', timeZone })
const english = (event: RoutedEvent) => presentEvent(event, { language: 'en', timeZone })
const fact = ({ facts }: Presentation, label: string) =>
  facts.filter((each) => each.label === label).map(({ value }) => value)

describe('what a person sees of', () => {
  it('a public comment', () => {
    expect(german(facebookComment()).subject).toBe(
      'Facebook-Kommentar (öffentlich) von Änne Grün 🚚: Mein Fernseher ist schwarz, gleich beginnt das Finale!',
    )
    expect(presentationText(german(facebookComment()))).toMatchInlineSnapshot(`
      "Öffentlicher Kommentar auf Facebook von Änne Grün 🚚

      Von: Änne Grün 🚚
      Konto: Acme TV
      Zeit: Fr., 20.11.2026, 20:43 MEZ
      Original: https://www.facebook.com/4711_777
      Antworten: nur öffentlich

      === Nachricht ===

      Mein Fernseher ist schwarz, gleich beginnt das Finale!"
    `)
    expect(presentationText(english(facebookComment()))).toMatchInlineSnapshot(`
      "Public comment on Facebook by Änne Grün 🚚

      From: Änne Grün 🚚
      Account: Acme TV
      Time: Fri, 20 Nov 2026, 20:43 CET
      Original: https://www.facebook.com/4711_777
      Reply: in public only

      === Message ===

      Mein Fernseher ist schwarz, gleich beginnt das Finale!"
    `)
  })

  it('a direct message', () => {
    expect(german(messengerMessage()).subject).toBe(
      'Facebook-Direktnachricht (privat) von Person 991: Hilft mir jemand?',
    )
    expect(presentationText(german(messengerMessage()))).toMatchInlineSnapshot(`
      "Private Direktnachricht auf Facebook von Person 991

      Von: Person 991
      Konto: Acme TV
      Zeit: Fr., 20.11.2026, 20:43 MEZ
      Antworten: privat, höchstens 2.000 Zeichen
      Antworten bis: Sa., 21.11.2026, 20:43 MEZ (übliches Antwortfenster)
      Antworten bis: Fr., 27.11.2026, 20:43 MEZ (danach nur noch von Hand, mit dem Kennzeichen HUMAN_AGENT)

      === Nachricht ===

      Hilft mir jemand?"
    `)
    expect(presentationText(english(messengerMessage()))).toMatchInlineSnapshot(`
      "Private direct message on Facebook from person 991

      From: person 991
      Account: Acme TV
      Time: Fri, 20 Nov 2026, 20:43 CET
      Reply: in private, at most 2,000 characters
      Reply until: Sat, 21 Nov 2026, 20:43 CET (the usual window for answers)
      Reply until: Fri, 27 Nov 2026, 20:43 CET (after that only by hand, with the tag HUMAN_AGENT)

      === Message ===

      Hilft mir jemand?"
    `)
  })

  it('a post on X that names the company', () => {
    expect(presentationText(german(mentionOnX()))).toMatchInlineSnapshot(`
      "Öffentlicher Beitrag auf X von Bert

      ! Das Unternehmen wird erwähnt, nicht angesprochen.

      Von: Bert
      Benutzername: @bert
      Profil: verifiziert, 12.345 Follower
      Konto: Acme hilft · @acme_hilft
      Zeit: Fr., 20.11.2026, 20:43 MEZ
      Original: https://x.com/bert/status/77
      Antworten: nur öffentlich, höchstens 280 Zeichen
      Sprache: Deutsch

      === Nachricht ===

      @acme_hilft der Stream steht schon wieder."
    `)
    expect(presentationText(english(mentionOnX()))).toMatchInlineSnapshot(`
      "Public post on X by Bert

      ! The company is mentioned, not addressed.

      From: Bert
      User name: @bert
      Profile: verified, 12,345 followers
      Account: Acme hilft · @acme_hilft
      Time: Fri, 20 Nov 2026, 20:43 CET
      Original: https://x.com/bert/status/77
      Reply: in public only, at most 280 characters
      Language: German

      === Message ===

      @acme_hilft der Stream steht schon wieder."
    `)
  })

  it('a mail', () => {
    expect(german(mail()).subject).toBe('Re: Störung seit Montag')
    expect(presentationText(german(mail()))).toMatchInlineSnapshot(`
      "E-Mail von Änne Grün

      Von: Änne Grün
      E-Mail: anne@kunde.test
      An: service@acme.test
      Kopie an: chef@kunde.test
      Betreff: Re: Störung seit Montag
      Zeit: Fr., 20.11.2026, 20:43 MEZ

      === Nachricht ===

      Immer noch schwarz.

      === Signatur ===

      Änne Grün
      Tel. 030 1234567

      === Früherer Text ===

      Am 19.11. schrieb Acme:
      > Bitte neu starten."
    `)
    expect(presentationText(english(mail()))).toMatchInlineSnapshot(`
      "E-mail from Änne Grün

      From: Änne Grün
      E-mail: anne@kunde.test
      To: service@acme.test
      Copy to: chef@kunde.test
      Subject: Re: Störung seit Montag
      Time: Fri, 20 Nov 2026, 20:43 CET

      === Message ===

      Immer noch schwarz.

      === Signature ===

      Änne Grün
      Tel. 030 1234567

      === Earlier text ===

      Am 19.11. schrieb Acme:
      > Bitte neu starten."
    `)
  })

  it('a mail that came back', () => {
    expect(german(bounce()).subject).toBe('Nicht zustellbar: E-Mail an anne@kunde.test: Ihre Störung')
    expect(presentationText(german(bounce()))).toMatchInlineSnapshot(`
      "Nicht zustellbar: E-Mail an anne@kunde.test

      ! Diese Nachricht hat den Empfänger nicht erreicht.

      Konto: service@acme.test
      Betreff: Ihre Störung
      Zeit: Fr., 20.11.2026, 20:43 MEZ
      Empfänger: anne@kunde.test
      Grund: Adresse unbekannt oder falsch (5.1.1)
      Meldung des Mailservers: smtp; 550 5.1.1 <anne@kunde.test>: User unknown"
    `)
    expect(presentationText(english(bounce()))).toMatchInlineSnapshot(`
      "Not deliverable: e-mail to anne@kunde.test

      ! This message has not reached its recipient.

      Account: service@acme.test
      Subject: Ihre Störung
      Time: Fri, 20 Nov 2026, 20:43 CET
      Recipient: anne@kunde.test
      Reason: address unknown or wrong (5.1.1)
      Mail server’s message: smtp; 550 5.1.1 <anne@kunde.test>: User unknown"
    `)
  })

  it('a review', () => {
    const review = facebookComment({
      surface: 'review',
      message: { rating: { value: 5, scale: 5, recommended: true } },
    })
    expect(german(review).headline).toBe(
      'Öffentliche Bewertung auf Facebook von Änne Grün 🚚 (5 von 5 Sternen, empfiehlt das Unternehmen)',
    )
    expect(english(review).headline).toBe(
      'Public review on Facebook by Änne Grün 🚚 (5 of 5 stars, recommends the company)',
    )
    expect(fact(german(review), 'Bewertung')).toEqual(['5 von 5 Sternen, empfiehlt das Unternehmen'])
    expect(
      fact(german(facebookComment({ message: { rating: { recommended: false } } })), 'Bewertung'),
    ).toEqual(['empfiehlt das Unternehmen nicht'])
  })
})

describe('a headline', () => {
  it.each<[RoutedEvent['kind'], string, string]>([
    ['message.created', 'Öffentlicher Kommentar auf Facebook von A', 'Public comment on Facebook by A'],
    [
      'message.edited',
      'Bearbeitet: öffentlicher Kommentar auf Facebook von A',
      'Edited: public comment on Facebook by A',
    ],
    [
      'message.deleted',
      'Gelöscht: öffentlicher Kommentar auf Facebook von A',
      'Deleted: public comment on Facebook by A',
    ],
    [
      'message.hidden',
      'Verborgen: öffentlicher Kommentar auf Facebook von A',
      'Hidden: public comment on Facebook by A',
    ],
    [
      'message.unhidden',
      'Wieder sichtbar: öffentlicher Kommentar auf Facebook von A',
      'Visible again: public comment on Facebook by A',
    ],
    [
      'message.attachments_changed',
      'Anhänge geändert: öffentlicher Kommentar auf Facebook von A',
      'Attachments changed: public comment on Facebook by A',
    ],
    ['conversation.started', 'Gespräch begonnen von A (Facebook)', 'Conversation started by A (Facebook)'],
    ['contact.identity_changed', 'Kennung geändert von A (Facebook)', 'Identity changed by A (Facebook)'],
    ['contact.consent_changed', 'Einwilligung geändert von A (Facebook)', 'Consent changed by A (Facebook)'],
    [
      'contact.erasure_requested',
      'Bitte um Löschung der Daten von A (Facebook)',
      'Erasure of data requested by A (Facebook)',
    ],
    [
      'receipt.read',
      'Gelesen von A: öffentlicher Kommentar auf Facebook',
      'Read by A: public comment on Facebook',
    ],
  ])('of %s', (kind, de, en) => {
    const event = facebookComment({ kind, author: { role: 'customer', name: 'A' } })
    expect(german(event).headline).toBe(de)
    expect(english(event).headline).toBe(en)
  })

  it('has words for every kind on every surface, whoever did it', () => {
    for (const kind of kinds)
      for (const surface of surfaces)
        for (const direction of ['inbound', 'outbound', 'community'] as const) {
          const { author: _, message: _message, ...bare } = facebookComment({ kind, surface, direction })
          for (const shown of [german(bare), english(bare)]) {
            expect(shown.headline).toMatch(/^\p{Lu}\S/u)
            expect(`${shown.headline} ${shown.subject}`).not.toMatch(/undefined|null|\[object/)
          }
        }
  })

  it('tells whose reaction it is, and which', () => {
    const { message: _, ...rest } = facebookComment({
      kind: 'reaction.added',
      actor: { role: 'customer', name: 'Cem' },
      reaction: { type: 'love' },
    })
    expect(german(rest).headline).toBe('Reaktion „Love“ von Cem: öffentlicher Kommentar auf Facebook')
    const repost = {
      ...rest,
      platform: 'twitter' as const,
      surface: 'post' as const,
      reaction: { type: 'repost' },
    }
    expect(english(repost).headline).toBe('Reaction “repost” by Cem: public post on X')
    const emoji = { ...rest, kind: 'reaction.removed' as const, reaction: { type: 'other', emoji: '🥳' } }
    expect(english(emoji).headline).toBe('Reaction “🥳” taken back by Cem: public comment on Facebook')
  })

  it('tells whether a consent was given or withdrawn', () => {
    const consent = (granted: boolean) =>
      messengerMessage({ kind: 'contact.consent_changed', consent: { granted, topic: 'Störungsmeldungen' } })
    expect(german(consent(true)).headline).toBe('Einwilligung erteilt von Person 991 (Facebook)')
    expect(english(consent(false)).headline).toBe('Consent withdrawn by person 991 (Facebook)')
    expect(fact(german(consent(true)), 'Thema')).toEqual(['Störungsmeldungen'])
  })

  it('tells the company’s own words, and those of customers among each other', () => {
    const own = facebookComment({ direction: 'outbound', author: { role: 'company', id: '4711' } })
    expect(german(own).headline).toBe('Vom Unternehmen: öffentlicher Kommentar auf Facebook von Acme TV')
    expect(german(facebookComment({ direction: 'community' })).headline).toBe(
      'Unter Kunden: öffentlicher Kommentar auf Facebook von Änne Grün 🚚',
    )
  })

  it('names nobody where nobody is known', () => {
    const { author: _, ...rest } = facebookComment()
    expect(german(rest).headline).toBe('Öffentlicher Kommentar auf Facebook')
    expect(fact(german(rest), 'Von')).toEqual([])
  })
})

describe('a subject', () => {
  it('is that of the mail, without what could break out of a header', () => {
    const { conversation } = mail()
    const forged = mail({ conversation: { ...conversation, subject: 'Hallo\r\nBcc: x@y.test\u202e\u0007' } })
    expect(german(forged).subject).toBe('Hallo Bcc: x@y.test')
  })

  it('says what it is where a mail has none', () => {
    const nameless = mail({ conversation: { id: 'email:1', match: 'none' } })
    expect(english(nameless).subject).toBe('E-mail from Änne Grün: Immer noch schwarz.')
  })

  it('leaves room for the words behind the longest of names', () => {
    const subject = german(facebookComment({ author: { role: 'customer', name: 'A'.repeat(500) } })).subject
    expect(subject).toContain('…: Mein Fernseher ist schwarz')
  })

  it('is one line of at most 120 characters, whatever comes', () => {
    const outside = fc.string({ unit: 'binary', maxLength: 300 })
    fc.assert(
      fc.property(outside, outside, outside, (name, text, subject) => {
        const told = { author: { role: 'customer' as const, name }, message: { text } }
        const { conversation } = mail()
        for (const event of [
          facebookComment(told),
          mail({ ...told, conversation: { ...conversation, subject } }),
        ])
          for (const line of [german(event).subject, german(event).headline]) {
            expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
            expect(line.isWellFormed()).toBe(true)
            expect(line.trim()).not.toBe('')
          }
        expect(german(facebookComment(told)).subject.length).toBeLessThanOrEqual(120)
        expect(
          german(mail({ conversation: { ...conversation, subject } })).subject.length,
        ).toBeLessThanOrEqual(120)
      }),
    )
  })
})

describe('times', () => {
  it('are shown in the zone that was asked for, with its name', () => {
    const inZone = (zone: string) => presentEvent(facebookComment(), { language: 'en', timeZone: zone })
    expect(fact(inZone('Asia/Tokyo'), 'Time')).toEqual(['Sat, 21 Nov 2026, 04:43 GMT+9'])
    expect(fact(inZone('UTC'), 'Time')).toEqual(['Fri, 20 Nov 2026, 19:43 UTC'])
    const summer = facebookComment({ occurredAt: '2026-07-01T10:00:00Z', receivedAt: '2026-07-01T10:00:01Z' })
    expect(fact(german(summer), 'Zeit')).toEqual(['Mi., 01.07.2026, 12:00 MESZ'])
  })

  it('say whose clock they are of where it is not the platform’s', () => {
    expect(fact(german(facebookComment({ occurredAtSource: 'received' })), 'Zeit')).toEqual([
      'Fr., 20.11.2026, 20:43 MEZ (Zeitpunkt des Eingangs)',
    ])
    expect(fact(english(facebookComment({ occurredAtSource: 'notification' })), 'Time')).toEqual([
      'Fri, 20 Nov 2026, 20:43 CET (when it was reported)',
    ])
  })

  it('tell when it came in where that was much later', () => {
    const late = facebookComment({ receivedAt: '2026-11-21T08:00:00Z' })
    expect(fact(german(late), 'Eingegangen')).toEqual(['Sa., 21.11.2026, 09:00 MEZ'])
    expect(fact(german(facebookComment()), 'Eingegangen')).toEqual([])
  })
})
