import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mailSettings } from '../../../../functions/kits/mail/mail-settings.ts'
import { mailToContact } from '../../../../functions/kits/mail/mail-to-contact.ts'
import { readMime } from '../../../../functions/kits/mail/mime/read-mime.ts'

const folder = process.env['NETZDIALOG_CASES']
const receivedAt = '2026-10-05T08:00:00.000Z'

function read(file: string) {
  const settings = {
    accounts: ['acme.test'],
    authservIds: [],
    submissionCopies: [],
    replyToken: mailSettings.replyToken.parse(undefined),
  }
  const raw = readFileSync(join(folder ?? '', 'mail', `${file}.eml`))
  const [event] = mailToContact(readMime(raw), { to: [], method: 'test' }, { settings, receivedAt }).events
  return event
}

/** They lie outside the project: set NETZDIALOG_CASES to their folder. */
describe.skipIf(folder === undefined)('the collected cases of letters, people and time', () => {
  it('09: a name with a comma that nobody quoted keeps its address', () => {
    expect(read('09-from-with-unquoted-comma')?.author).toMatchObject({
      name: 'Muster, Anne',
      email: 'anne@kunde.test',
    })
  })

  it('10: an image in the HTML itself is an attachment that the HTML shows', () => {
    const message = read('10-image-as-data-uri')?.message
    expect(message?.attachments).toMatchObject([{ type: 'image/png', state: 'stored' }])
    expect(message?.html).toContain(`cid:${message?.attachments[0]?.contentId}`)
  })

  it.each(['16-body-with-a-file-name', '16-body-with-a-file-name-single'])(
    '%s: the text is the text',
    (file) => {
      expect(read(file)?.message).toMatchObject({ text: 'Der Text.', attachments: [] })
    },
  )

  it('18: UTF-8 under ISO-8859-2 is UTF-8 in body and subject', () => {
    const event = read('18-utf-8-under-iso-8859-2')
    expect(event?.message?.text).toBe('Dzień dobry, wyciąg z konta')
    expect(event?.conversation.subject).toBe('Dzień dobry')
  })

  it.each([
    ['20-encoded-word-cp850-utf7', 'Störung im Büro'],
    ['20-encoded-word-cp850-utf7-utf7', 'Störung'],
  ])('%s: the subject is "%s"', (file, subject) => {
    expect(read(file)?.conversation.subject).toBe(subject)
  })

  it.each([
    ['22-date-with-unusual-zone', '2026-10-05T07:12:33.000Z', 'sender'],
    ['22-date-with-unusual-zone-no-sign', receivedAt, 'received'],
    ['23-clock-of-the-sender-years-behind', receivedAt, 'received'],
    ['23-clock-of-the-sender-years-behind-1970', receivedAt, 'received'],
  ])('%s: occurred at %s', (file, occurredAt, occurredAtSource) => {
    expect(read(file)).toMatchObject({ occurredAt, occurredAtSource })
  })

  it('24: opaque-signed S/MIME shows its text and keeps its container', () => {
    const message = read('24-opaque-smime')?.message
    expect(message?.text).toBe('Guten Tag, mein Kessel leckt. Bitte kommen Sie.')
    expect(message?.attachments).toMatchObject([{ name: 'smime.p7m' }])
  })

  it.each([
    ['40-charset-a-cp1252-qp', 'es hieß „großer Spaß“ für Kinder, schöne Grüße aus Köln'],
    ['40-charset-b-cp1252-8bit', 'es hieß „großer Spaß“ für Kinder, schöne Grüße aus Köln'],
    ['40-charset-e-latin1-nbsp', '10 m groß\u00a0und schön, für 5 Euro'],
    ['40-charset-l-french', 'Il a demandé un «\u00a0café\u00a0» très fort, déjà payé.'],
  ])('%s: every letter is there', (file, text) => {
    const read40 = read(file)?.message?.text?.replaceAll('\u00a0', ' ')
    expect(read40).toContain(text.replaceAll('\u00a0', ' ').slice(0, 40))
    expect(read40).not.toContain('\ufffd')
  })
})
