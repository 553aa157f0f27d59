import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { MalformedPayload } from '../../../../functions/core/errors.ts'
import { isSafeHtml } from '../../../../functions/html/is-safe-html.ts'
import { mailSettings } from '../../../../functions/kits/mail/mail-settings.ts'
import { mailToContact } from '../../../../functions/kits/mail/mail-to-contact.ts'
import { readMime } from '../../../../functions/kits/mail/mime/read-mime.ts'
import type { ContactEvent } from '../../../../schemas/contact-event.ts'
import { hostileMails, largeMails, smallHostileMails } from './hostile-mails.ts'

// A process of its own, so that its memory is that of one mail: prints what became of it and what it cost.
// Its argument is the name of a hostile mail, or the path of a file.
const [, , given = ''] = process.argv
const written = hostileMails[given] ?? smallHostileMails[given] ?? largeMails[given]
const raw = written === undefined ? readFileSync(given) : Buffer.from(written(), 'latin1')
const settings = z.object(mailSettings).parse({})
const context = { settings, receivedAt: '2026-11-20T19:43:22.105Z' }
const delivery = { to: ['service@acme.example'], method: 'test' }
// The first mail of a process pays for what is compiled; a function has that behind it.
mailToContact(readMime(Buffer.from('Subject: Frage\r\n\r\nHallo')), delivery, context)
const before = process.cpuUsage()
let outcome = 'read'
let events: ContactEvent[] = []
try {
  events = mailToContact(readMime(raw), delivery, context).events
} catch (error) {
  outcome = error instanceof MalformedPayload ? error.code : String(error)
}
const { user, system } = process.cpuUsage(before)
const megabytes = process.resourceUsage().maxRSS / 1024
if (events.some(({ message }) => !isSafeHtml(message?.html ?? ''))) outcome = 'read to HTML that is not safe'
process.stdout.write(JSON.stringify({ outcome, seconds: (user + system) / 1e6, megabytes }))
