import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Envelope } from '../../../../../functions/kits/mail/mail.ts'
import { mailSettings } from '../../../../../functions/kits/mail/mail-settings.ts'
import { mailToContact } from '../../../../../functions/kits/mail/mail-to-contact.ts'
import { mailHeaders } from '../../../../support/mail-headers.ts'

const settings = z.object(mailSettings).parse({ accounts: ['acme.test'] })
const context = { settings, receivedAt: '2026-11-20T19:43:22.105Z' }

/** What a mail of Anne's is taken for; `undefined` for a person. */
function automated(fields: Record<string, string>, text = 'Bitte helfen Sie.', from?: string) {
  const headers = mailHeaders({
    From: 'Anne Beispiel <anne@kunde.test>',
    To: 'service@acme.test',
    'Message-ID': '<an1@kunde.test>',
    ...fields,
  })
  const envelope: Envelope = {
    to: ['service@acme.test'],
    method: 'test',
    ...(from !== undefined && { from }),
  }
  const [event] = mailToContact({ headers, text, attachments: [] }, envelope, context).events
  expect(event?.kind).toBe('message.created')
  return event?.message?.automated
}

describe('a mail about notes of absence is a person’s', () => {
  it.each([
    'Abwesenheitsnotiz lässt sich nicht einschalten',
    'Out of Office Assistent geht nicht mehr',
    'Automatische Antwort abschalten?',
    'Auto-Reply Ihrer Hotline falsch',
    'Abwesend am 12.10., bitte Termin verschieben',
    'Ich bin nicht im Büro, wenn der Techniker kommt',
    'Ich bin derzeit nicht im Haus - Lieferung?',
    'Abwesenheitsnotiz: wie schaltet man sie ein?',
    'Abwesenheitsnotiz',
    'AW: Automatische Antwort: Ihre Anfrage',
    'Re: Out of office: your order',
    'Frau Grün ist im Urlaub',
    'Réponse automatique : comment la désactiver ?',
    'Automatisch antwoord werkt niet',
    'Risposta automatica sbagliata',
    'Respuesta automática equivocada',
    'Urlaub',
    'Urlaub: Rechnung erst im Januar',
    'Vacation rental: no answer since Monday',
  ])('with the subject "%s"', (subject) => {
    expect(automated({ Subject: subject })).toBeUndefined()
  })

  it('that tells whose note is meant', () => {
    const text = 'Seit Montag bekomme ich: Ich bin nicht im Büro. Warum antwortet niemand?'
    expect(automated({ Subject: 'Abwesenheitsnotiz: Frau Muster' }, text)).toBeUndefined()
    expect(automated({ Subject: 'Frau Muster ist außer Haus' }, 'Sie ist nicht im Büro.')).toBeUndefined()
  })

  it('also as an answer in a talk', () => {
    const fields = { 'In-Reply-To': '<a1@acme.test>', Subject: 'AW: Abwesenheitsnotiz: Ihre Frage' }
    expect(automated(fields, 'Danke, ich bin wieder da.')).toBeUndefined()
    expect(automated({ ...fields, Subject: 'Urlaub' }, 'Ginge auch Montag?')).toBeUndefined()
  })
})

/** As Outlook and others send them, the headers lost on the way. */
const notes: Readonly<Record<string, readonly [subject: string, text: string]>> = {
  de: ['Automatische Antwort: Ihre Rechnung', 'Ich bin bis zum 12.10. nicht im Büro.'],
  en: ['Automatic reply: Your invoice', 'I am out of the office until October 12.'],
  fr: ['Réponse automatique : Votre facture', 'Je suis absente du bureau jusqu’au 12 octobre.'],
  nl: ['Automatisch antwoord: Uw factuur', 'Ik ben afwezig tot 12 oktober.'],
  it: ['Risposta automatica: La sua fattura', 'Sono fuori ufficio fino al 12 ottobre.'],
  es: ['Respuesta automática: Su factura', 'Estoy fuera de la oficina hasta el 12 de octubre.'],
  pt: ['Resposta automática: A sua fatura', 'Estou fora do escritório até 12 de outubro.'],
  pl: ['Automatyczna odpowiedź: Faktura', 'Jestem nieobecna do 12 października.'],
  sv: ['Automatiskt svar: Er faktura', 'Jag är inte på kontoret förrän den 12 oktober.'],
  da: ['Automatisk svar: Deres faktura', 'Jeg er på ferie til den 12. oktober.'],
  nb: ['Automatisk svar: Deres faktura', 'Jeg er ikke til stede før 12. oktober.'],
  fi: ['Automaattinen vastaus: Lasku', 'Olen lomalla 12.10. saakka.'],
  cs: ['Automatická odpověď: Faktura', 'Do 12. října jsem mimo kancelář.'],
  hu: ['Automatikus válasz: Számla', 'Október 12-ig szabadságon vagyok.'],
  tr: ['Otomatik yanıt: Fatura', '12 Ekim’e kadar yıllık izindeyim.'],
  ru: ['Автоматический ответ: Счёт', 'Я в отпуске до 12 октября.'],
}

describe('a note of absence', () => {
  it.each(Object.entries(notes))('in %s is known without a header that says so', (_, [subject, text]) => {
    expect(automated({ Subject: subject }, text)).toBe('auto_reply')
  })

  it.each(Object.entries(notes))('in %s is known by the subject that it answers', (_, [subject]) => {
    const [note] = subject.split(':')
    expect(automated({ Subject: `${note}: Re: Frage zur Rechnung` }, 'x')).toBe('auto_reply')
  })

  it.each(Object.entries(notes))('in %s is known by its headers and its subject', (_, [subject]) => {
    expect(automated({ Subject: subject, 'In-Reply-To': '<a1@acme.test>' }, 'x')).toBe('auto_reply')
    expect(automated({ Subject: subject }, 'x', '')).toBe('auto_reply')
    const outlook = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' }
    expect(automated({ Subject: subject, ...outlook }, 'x')).toBe('auto_reply')
  })

  it.each([
    ['Anne Beispiel ist außer Haus.', 'Ich bin bis Montag nicht im Haus.'],
    ['AUTO: Anne Beispiel is out of the office (returning 12.10.2026)', 'I am out of the office. "Re: x?"'],
    ['[Automatyczna odpowiedź] Faktura', 'Jestem na urlopie.'],
    ['Re: Invoice (Automatic Response)', 'I am away until Monday.'],
    ['[EXTERN] Abwesenheitsnotiz', 'Vielen Dank für Ihre Nachricht. Ich bin im Urlaub.'],
  ])('is known by the subject "%s" and its words', (subject, text) => {
    expect(automated({ Subject: subject }, text)).toBe('auto_reply')
  })

  it('is known where people begin a subject so, if headers and words say the same', () => {
    const answer = { Subject: 'Abwesend: Frage', 'In-Reply-To': '<a1@acme.test>' }
    expect(automated(answer, 'Ich bin im Urlaub.')).toBe('auto_reply')
    expect(automated(answer, 'Bitte verschieben.')).toBeUndefined()
    expect(automated({ Subject: 'Abwesend: Frage' }, 'Ich bin im Urlaub.')).toBeUndefined()
  })
})

const unsubscribe = { 'List-Unsubscribe': '<https://kunde.test/u>' }

describe('a header', () => {
  it.each<[string, Record<string, string>]>([
    ['Precedence: bulk', { Precedence: 'bulk' }],
    ['Precedence: junk', { Precedence: 'junk' }],
    ['List-Unsubscribe, as tools for newsletters set it on one mail', unsubscribe],
    ['List-Unsubscribe of a mail by Amazon SES', { ...unsubscribe, 'Feedback-ID': '1.eu.x:AmazonSES' }],
    ['X-Auto-Response-Suppress', { 'X-Auto-Response-Suppress': 'All' }],
    ['X-Auto-Response-Suppress, narrow', { 'X-Auto-Response-Suppress': 'OOF, AutoReply' }],
    ['Auto-Submitted: no', { 'Auto-Submitted': 'no' }],
    ['Auto-Submitted: no with a parameter', { 'Auto-Submitted': 'no; owner-email="x@y.test"' }],
    ['Auto-Submitted: no with a comment', { 'Auto-Submitted': 'no (a person)' }],
    ['X-Autoreply: no', { 'X-Autoreply': 'no' }],
  ])('%s alone makes no program of a person', (_, fields) => {
    expect(automated({ Subject: 'Frage zur Rechnung', ...fields })).toBeUndefined()
  })

  it.each<[string, Record<string, string>, string]>([
    ['auto-replied', { 'Auto-Submitted': 'auto-replied; owner-email="x@y.test"' }, 'auto_reply'],
    ['auto-generated', { 'Auto-Submitted': 'auto-generated (rejected)' }, 'system'],
    ['X-Autoreply', { 'X-Autoreply': 'yes' }, 'auto_reply'],
    ['Precedence: auto_reply', { Precedence: 'auto_reply' }, 'auto_reply'],
    ['List-Id', { 'List-Id': '<a.liste.test>' }, 'list'],
    ['two signs of mail to many', { ...unsubscribe, Precedence: 'bulk' }, 'bulk'],
    ['a count of the campaign', { ...unsubscribe, 'Feedback-ID': '1:2:3' }, 'bulk'],
    ['an address that nobody reads', { ...unsubscribe, From: 'no-reply@laden.test' }, 'bulk'],
    ['a program that wants no answer', { Precedence: 'bulk', 'X-Auto-Response-Suppress': 'All' }, 'system'],
  ])('that is certain, or two together, tell: %s', (_, fields, sort) => {
    expect(automated({ Subject: 'Frage zur Rechnung', ...fields })).toBe(sort)
  })

  it('of mail to many does not count on an answer', () => {
    const fields = { ...unsubscribe, 'Feedback-ID': '1:2:3', 'In-Reply-To': '<a1@acme.test>' }
    expect(automated({ Subject: 'AW: Rechnung', ...fields })).toBeUndefined()
  })
})

describe('what a program sends for a person elsewhere', () => {
  const hannes = { 'Reply-To': 'Hannes <hannes@kunde.test>', 'Auto-Submitted': 'auto-generated' }

  it.each([
    'wordpress@hoster.test',
    'forms@service.test',
    'www-data@web01.hoster.test',
    'dse@documents.test',
    'no_reply@form.test',
    'shop.no-reply-forms@form.test',
    'ne-pas-repondre@formulaire.test',
    'nie_odpowiadaj@form.test',
  ])('from %s is that person’s, who waits', (from) => {
    expect(automated({ ...hannes, From: from })).toBeUndefined()
    expect(
      automated({
        'Reply-To': hannes['Reply-To'],
        From: from,
        Precedence: 'bulk',
        'X-Auto-Response-Suppress': 'All',
      }),
    ).toBeUndefined()
  })

  it.each([
    ['answers', { 'In-Reply-To': '<a1@acme.test>' }],
    ['can be unsubscribed', { 'List-Unsubscribe': '<https://x.test>' }],
    ['is answered under its own roof', { 'Reply-To': 'service@shop.hoster.test' }],
    ['is answered by nobody', { 'Reply-To': 'no_reply@kunde.test' }],
  ])('is a program’s where it %s', (_, fields) => {
    expect(automated({ ...hannes, From: 'shop@hoster.test', ...fields })).toBe('system')
  })
})

describe('an address that nobody reads', () => {
  it.each([
    'no_reply',
    'no.reply',
    'NoReply',
    'no-reply-forms',
    'shop.noreply',
    'do_not_reply',
    'donotreply-eu',
    'nicht_antworten',
    'ne-pas-repondre',
    'nepasrepondre',
    'no-responder',
    'non-rispondere',
    'nao-responda',
    'nie-odpowiadaj',
    'neodpovidat',
    'niet-beantwoorden',
    'geenantwoord',
    'svara-inte',
    'ikke-svar',
  ])('is known as %s@', (name) => {
    expect(automated({ From: `${name}@shop.test` })).toBe('system')
  })

  it.each(['n.oreply', 'noreplyer', 'anno.reply', 'mono-replying', 'casino.responder', 'tony-no.repla'])(
    'is not %s@',
    (name) => {
      expect(automated({ From: `${name}@kunde.test` })).toBeUndefined()
    },
  )
})

it('knows a note that calls itself OOO, and who asks about one', () => {
  expect(automated({ Subject: 'OOO: Your invoice' }, 'I am out of office until 30 November.')).toBe(
    'auto_reply',
  )
  expect(automated({ Subject: 'OOO: how do I switch it off' }, 'Please help.')).toBeUndefined()
})
