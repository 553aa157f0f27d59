import { describe, expect, it } from 'vitest'
import { presentEvent } from '../../../functions/presentation/present-event.ts'
import { automatedSorts, type RoutedEvent } from '../../../schemas/contact-event.ts'
import { facebookComment, mail, mentionOnX, messengerMessage } from './example-events.ts'

const german = (event: RoutedEvent) => presentEvent(event, { language: 'de', timeZone: 'UTC' }).notices
const english = (event: RoutedEvent) => presentEvent(event, { language: 'en', timeZone: 'UTC' }).notices
const work = (effect: RoutedEvent['work']['effect']) => ({ effect, key: 'k', reopen: false, reason: 'r' })
const customer = { role: 'customer', name: 'Änne' } as const

describe('notices', () => {
  it('are none where there is nothing to notice', () => {
    for (const event of [facebookComment(), messengerMessage(), mail()]) expect(german(event)).toEqual([])
  })

  it.each<[string, RoutedEvent, string, string]>([
    [
      'an edit',
      facebookComment({ kind: 'message.edited', author: customer }),
      'Bearbeitet vom Verfasser: es gilt der Wortlaut unten, nicht der frühere.',
      'Edited by its author: the words below hold, not the earlier ones.',
    ],
    [
      'a virus in a mail',
      mail({ authenticity: { method: 'amazon-s3', proven: true, virus: true } }),
      'Vorsicht: in dieser E-Mail wurde ein Virus gefunden. Anhänge nicht öffnen.',
      'Caution: a virus was found in this e-mail. Do not open its attachments.',
    ],
    [
      'spam',
      mail({ authenticity: { method: 'amazon-s3', proven: true, spam: true } }),
      'Der Mailserver hält diese E-Mail für Spam.',
      'The mail server takes this e-mail for spam.',
    ],
    [
      'a deletion by the company',
      facebookComment({ kind: 'message.deleted', message: { text: '' }, actor: { role: 'company' } }),
      'Gelöscht vom Unternehmen: den früheren Wortlaut bitte nicht mehr verwenden.',
      'Deleted by the company: do not use the earlier words any more.',
    ],
    [
      'a deletion by nobody knows whom',
      facebookComment({ kind: 'message.deleted', message: { text: '' } }),
      'Gelöscht: den früheren Wortlaut bitte nicht mehr verwenden.',
      'Deleted: do not use the earlier words any more.',
    ],
    [
      'hiding',
      facebookComment({ kind: 'message.hidden', actor: { role: 'company' } }),
      'Verborgen vom Unternehmen: andere sehen es nicht mehr.',
      'Hidden by the company: others do not see it any more.',
    ],
    [
      'the end of hiding',
      facebookComment({ kind: 'message.unhidden' }),
      'Wieder sichtbar gemacht.',
      'Made visible again.',
    ],
    [
      'changed attachments',
      facebookComment({ kind: 'message.attachments_changed' }),
      'Die Anhänge wurden geändert: es gelten die hier genannten.',
      'The attachments were changed: those named here hold.',
    ],
    [
      'help from another customer',
      facebookComment({ direction: 'community' }),
      'An einen anderen Kunden gerichtet, nicht an das Unternehmen: zur Kenntnis.',
      'Written to another customer, not to the company: for information.',
    ],
    [
      'the company’s own words',
      facebookComment({
        direction: 'outbound',
        author: { role: 'company', id: '4711' },
        work: work('answer'),
      }),
      'Vom Unternehmen geschrieben, nicht von einem Kunden: hier ist nichts zu beantworten.',
      'Written by the company, not by a customer: nothing to answer here.',
    ],
    [
      'a search hit',
      mentionOnX({ addressing: 'about' }),
      'Fund einer Suche: spricht über das Unternehmen, nicht mit ihm.',
      'Found by a search: talks of the company, not to it.',
    ],
    [
      'a thread of another app',
      messengerMessage({ standby: true }),
      'Zur Kenntnis: eine andere App führt dieses Gespräch.',
      'For information: another app leads this conversation.',
    ],
    [
      'the test button',
      facebookComment({ test: true }),
      'Probe: vom Testknopf der Plattform, kein echter Kunde.',
      'Test: from the platform’s test button, no real customer.',
    ],
    [
      'what comes late',
      facebookComment({ conversation: { id: 'a', match: 'platform', late: true } }),
      'Verspätet: in diesem Gespräch ist schon Neueres da.',
      'Late: there is newer already in this conversation.',
    ],
    [
      'a thread found by its subject',
      mail({ conversation: { id: 'a', match: 'subject', subject: 'Störung' } }),
      'Nur nach dem Betreff zugeordnet: gehört vielleicht zu einem anderen Gespräch.',
      'Assigned by its subject only: may belong to another conversation.',
    ],
    [
      'a quotation',
      facebookComment({ message: { quotes: 'twitter:1', quoted: 'Alles läuft.' } }),
      'Teilt oder zitiert einen anderen Beitrag.',
      'Shares or quotes another post.',
    ],
    [
      'a message without anything in it',
      facebookComment({ message: { text: ' ' } }),
      'Ohne Text.',
      'Without text.',
    ],
    [
      'an erasure',
      messengerMessage({ kind: 'contact.erasure_requested' }),
      'Die Person verlangt die Löschung ihrer Daten: binnen eines Monats zu beantworten (DSGVO, Artikel 12 und 17).',
      'The person demands the erasure of their data: to be answered within a month (GDPR, articles 12 and 17).',
    ],
    [
      'an end-to-end encrypted message',
      { ...mentionOnX({ message: { text: '', withheld: 'encrypted' }, addressing: 'direct' }) },
      'Durchgehend verschlüsselt: nur in der App von X zu lesen und zu beantworten.',
      'Encrypted from end to end: it can be read and answered only in the app of X.',
    ],
    [
      'what the platform keeps',
      messengerMessage({ message: { text: '', withheld: 'platform' } }),
      'Facebook gibt den Inhalt nicht weiter: bitte dort ansehen.',
      'Facebook does not hand the content on: look at it there.',
    ],
    [
      'what was deleted before it came in',
      facebookComment({ message: { text: '', withheld: 'deleted' } }),
      'Schon gelöscht, bevor es hier ankam: der Wortlaut wird nicht weitergegeben.',
      'Deleted before it came in: its words are not handed on.',
    ],
  ])('tell of %s', (_, event, de, en) => {
    expect(german(event)).toEqual([de])
    expect(english(event)).toEqual([en])
  })

  it('tell that there is nothing left to do after a deletion that nobody had answered', () => {
    const event = facebookComment({ kind: 'message.deleted', actor: customer, work: work('withdraw') })
    expect(german(event)).toEqual([
      'Gelöscht vom Verfasser: den früheren Wortlaut bitte nicht mehr verwenden.',
      'Niemand hatte geantwortet: hier ist nichts mehr zu tun.',
    ])
  })

  it('tell of every sort of automatic mail', () => {
    const sentences = automatedSorts.map((automated) => german(mail({ message: { automated } })))
    expect(sentences.every((each) => each.length === 1)).toBe(true)
    expect(new Set(sentences.flat()).size).toBe(automatedSorts.length)
  })

  it('tell by which tool the company wrote', () => {
    const own = { direction: 'outbound', author: { role: 'company', id: '4711' } } as const
    expect(german(messengerMessage({ ...own, actor: { role: 'app', id: '262' } }))).toContain(
      'Geschrieben mit: App 262.',
    )
  })
})

describe('the sender of a mail', () => {
  type Verdicts = Pick<RoutedEvent['authenticity'], 'spf' | 'dkim' | 'dmarc'>
  const doubts = (verdicts: Verdicts) =>
    english(mail({ authenticity: { method: 'standard-webhooks', proven: true, ...verdicts } }))

  it.each<Verdicts>([
    { dmarc: 'fail', spf: 'pass', dkim: 'pass' },
    { spf: 'fail' },
    { spf: 'softfail', dkim: 'none', dmarc: 'none' },
    { dkim: 'fail', spf: 'neutral' },
  ])('is doubted with %o', (verdicts) => {
    expect(doubts(verdicts)).toEqual([expect.stringMatching(/^Caution: the sender is not confirmed/)])
  })

  it.each<Verdicts>([
    { dmarc: 'pass', spf: 'fail', dkim: 'pass' },
    { spf: 'pass', dkim: 'fail' },
    { spf: 'softfail', dkim: 'pass' },
    { spf: 'none', dkim: 'none', dmarc: 'none' },
    { spf: 'temperror' },
    {},
  ])('is not doubted with %o', (verdicts) => {
    expect(doubts(verdicts)).toEqual([])
  })

  it('comes with the verdicts', () => {
    expect(doubts({ spf: 'softfail', dmarc: 'fail' })).toEqual([
      'Caution: the sender is not confirmed and may be forged (SPF softfail, DMARC fail).',
    ])
  })
})
