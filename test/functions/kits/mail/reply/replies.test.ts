import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { isSafeHtml } from '../../../../../functions/html/is-safe-html.ts'
import { mailSettings } from '../../../../../functions/kits/mail/mail-settings.ts'
import { mailToContact } from '../../../../../functions/kits/mail/mail-to-contact.ts'
import { readMime } from '../../../../../functions/kits/mail/mime/read-mime.ts'

const cases = process.env['NETZDIALOG_CASES']
const settings = z.object(mailSettings).parse({ accounts: ['acme.test'] })
const context = { settings, receivedAt: '2026-11-20T19:43:22.105Z' }

function read(raw: Uint8Array | string) {
  const { events } = mailToContact(
    readMime(Buffer.from(raw)),
    { to: ['service@acme.test'], method: 'test' },
    context,
  )
  const message = events[0]?.message
  expect(isSafeHtml(message?.html ?? '')).toBe(true)
  return message ?? { text: undefined }
}

const reply = z.object({
  id: z.string(),
  text: z.string().nullable(),
  html: z.string().nullable(),
  want: z.array(z.string()),
  no: z.array(z.string()),
  mode: z.enum(['reply', 'first']),
  subject: z.string().nullable(),
})

function toMail({ text, html, mode, subject }: z.infer<typeof reply>): string {
  const headers = [
    'From: Anne Beispiel <anne@kunde.test>',
    'To: Service <service@acme.test>',
    'Message-ID: <r1@kunde.test>',
    `Subject: ${subject ?? (mode === 'reply' ? 'Re: Frage' : 'Frage')}`,
    ...(mode === 'reply' ? ['In-Reply-To: <a1@acme.test>'] : []),
    `Content-Type: text/${html === null ? 'plain' : 'html'}; charset=utf-8`,
  ]
  return `${headers.join('\r\n')}\r\n\r\n${text ?? html}`
}

describe.skipIf(cases === undefined)(
  'replies that were read wrongly (set NETZDIALOG_CASES to their folder)',
  () => {
    const file = (name: string) => readFileSync(join(cases ?? '', 'mail', name))
    const replies =
      cases === undefined ? [] : z.array(reply).parse(JSON.parse(file('replies.json').toString()))

    it.each(replies.map((each) => [each.id, each] as const))('reads “%s”', (_id, each) => {
      const { text = '' } = read(toMail(each))
      for (const wanted of each.want) expect(text).toContain(wanted)
      for (const unwanted of each.no) expect(text).not.toContain(unwanted)
    })

    it.each([
      ['11-quote-in-first-mail.eml', ['Fatal error in Modul 7', 'Code 0815'], []],
      ['11-quote-in-first-mail-html.eml', ['Ventil B nur bei Kälte öffnen.'], []],
      ['13-transport-order-in-reply.eml', ['Von: Berlin', 'Bitte ein Angebot.'], []],
      ['15-answers-inside-outlook-quote.eml', ['SN 0815-4711', 'Am Dienstag ab 10 Uhr.'], []],
      ['26-outlook-header-in-french.eml', ['Merci, voilà le numéro: 4711.'], ['bitte nennen']],
      ['26-outlook-header-in-french-dutch-plain.eml', ['Merci, voilà.'], ['Onderwerp', 'bitte senden']],
      ['27-forward-in-other-languages.eml', ['Se nedan.', 'mein Kessel leckt'], []],
      ['29-link-target-lost-in-text.eml', ['hier (https://cloud.kunde.test/s/AbC123)'], []],
    ])('reads %s', (name, wanted, unwanted) => {
      const { text = '' } = read(file(name))
      for (const each of wanted) expect(text).toContain(each)
      for (const each of unwanted) expect(text).not.toContain(each)
    })

    it.each(['forwarded-by-and-blanks.eml', 'forwarded-message-and-blanks.eml'])(
      'reads hostile/%s in 100 ms',
      (name) => {
        const raw = readFileSync(join(cases ?? '', 'hostile', name))
        const before = process.cpuUsage()
        read(raw)
        const { user, system } = process.cpuUsage(before)
        expect((user + system) / 1000).toBeLessThan(100)
      },
    )
  },
)
