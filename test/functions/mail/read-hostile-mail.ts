import * as z from 'zod'
import { MalformedPayload } from '../../../functions/core/errors.ts'
import { mailSettings } from '../../../functions/mail/mail-settings.ts'
import { mailToContact } from '../../../functions/mail/mail-to-contact.ts'
import { readMime } from '../../../functions/mail/read-mime.ts'
import { hostileMails } from './hostile-mails.ts'

// A process of its own, so that its memory is that of one mail: prints what became of it and what it cost.
const raw = Buffer.from(hostileMails[process.argv[2] ?? '']?.() ?? '', 'latin1')
const settings = z.object(mailSettings).parse({})
const context = { settings, receivedAt: '2026-11-20T19:43:22.105Z' }
const before = process.cpuUsage()
let outcome = 'read'
try {
  mailToContact(readMime(raw), { to: ['service@acme.example'], method: 'test' }, context)
} catch (error) {
  outcome = error instanceof MalformedPayload ? error.code : String(error)
}
const { user, system } = process.cpuUsage(before)
const megabytes = process.resourceUsage().maxRSS / 1024
process.stdout.write(JSON.stringify({ outcome, seconds: (user + system) / 1e6, megabytes }))
