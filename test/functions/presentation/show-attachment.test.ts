import { describe, expect, it } from 'vitest'
import { showAttachment } from '../../../functions/presentation/show-attachment.ts'
import type { Attachment } from '../../../schemas/contact-event.ts'
import { facebookComment, mentionOnX } from './example-events.ts'

const show = (attachment: Attachment, told?: Parameters<typeof showAttachment>[3]) =>
  showAttachment(attachment, facebookComment(), 'de', told)

describe('showAttachment', () => {
  it('says that what lies with the platform may expire', () => {
    expect(
      show(
        { type: 'image', state: 'remote', url: 'https://cdn.test/a.jpg' },
        { url: 'https://cdn.test/a.jpg' },
      ),
    ).toEqual({
      name: 'Bild',
      url: 'https://cdn.test/a.jpg',
      note: 'liegt bei Facebook, die Adresse kann ablaufen',
    })
  })

  it('shows a location with its map', () => {
    const location = { latitude: 48.137154, longitude: 11.576124 }
    expect(show({ type: 'location', state: 'inline', location })).toEqual({
      name: 'Standort 48.13715, 11.57612',
      url: 'https://www.openstreetmap.org/?mlat=48.137154&mlon=11.576124#map=16/48.137154/11.576124',
    })
    expect(show({ type: 'location', state: 'inline', title: 'Marienplatz' })).toEqual({
      name: 'Standort: Marienplatz',
    })
  })

  it('shows the words of a card', () => {
    const details = {
      templateType: 'generic',
      text: 'Ihre Auswahl',
      products: [{ title: 'Router' }, { id: '7' }, null],
    }
    expect(show({ type: 'template', state: 'inline', details })).toEqual({
      name: 'Karte mit Knöpfen',
      note: 'Ihre Auswahl, Router',
    })
  })

  it('shows what is in a cart, how many and for how much', () => {
    const products = [
      { title: 'Kleid', quantity: 2, unitPrice: 19.5, currency: 'EUR' },
      { retailerId: 'r7', quantity: '1' },
      { quantity: 3 },
    ]
    expect(show({ type: 'order', state: 'inline', details: { products } })).toEqual({
      name: 'Warenkorb',
      note: '2 × Kleid (19.5 EUR), 1 × r7',
    })
  })

  it('says why something is not there, in the reader’s language', () => {
    const reason = 'the platform does not hand this kind of message over'
    expect(show({ type: 'unsupported', state: 'unavailable', reason }).note).toBe(
      'diese Art Nachricht gibt die Plattform nicht weiter: im Original ansehen',
    )
    expect(showAttachment({ type: 'poll', state: 'unavailable' }, mentionOnX(), 'en')).toEqual({
      name: 'poll',
      note: 'not handed over by X: look at the original',
    })
    expect(show({ type: 'application/zip', state: 'rejected', name: 'a.zip', reason: 'over 20 MB' })).toEqual(
      {
        name: 'a.zip',
        note: 'nicht angenommen: over 20 MB',
      },
    )
  })

  it('says that it is on its way', () => {
    expect(show({ type: 'image', state: 'pending' }).note).toBe('wird von Facebook geholt')
    expect(
      showAttachment({ type: 'image', state: 'pending' }, mentionOnX(), 'en', { url: 'https://x.test/1' }),
    ).toEqual({
      name: 'picture',
      url: 'https://x.test/1',
      note: 'is being fetched from X',
    })
    const scanned = {
      type: 'image/png',
      state: 'pending' as const,
      key: 'attachments/a/private/scan/b/c.png',
    }
    expect(show(scanned).note).toBe('wird auf Schadsoftware geprüft')
    expect(showAttachment(scanned, mentionOnX(), 'en').note).toBe('is being scanned for malware')
  })

  it('says where to open what was left out', () => {
    const stored: Attachment = {
      type: 'video/mp4',
      state: 'stored',
      key: 'attachments/a/film.mp4',
      name: 'film.mp4',
    }
    expect(show(stored, { url: 'https://a.test/l', omission: 'tooLarge' }).note).toBe(
      'zu groß für dieses System: hier öffnen',
    )
    expect(show(stored, { omission: 'tooMany' }).note).toBe('zu viele für dieses System')
    expect(show(stored, { omission: 'gone' }).note).toBe('nicht mehr vorhanden')
  })
})
