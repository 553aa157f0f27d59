import type { NormalizeResult } from '../../contracts/platform.ts'
import { liftDataImages } from './files/lift-data-images.ts'
import type { Envelope, Mail, MailContext } from './mail.ts'
import { messageToContact } from './message-to-contact.ts'
import { readAuthentication } from './people/authentication.ts'
import { readPeople } from './people/people.ts'
import { isFromProven } from './people/prove-own.ts'
import { readReport } from './report/read-report.ts'
import { reportToContact } from './report-to-contact.ts'
import { readSharedFields } from './shared-fields.ts'
import { tellLeftOut } from './tell-left-out.ts'

/**
 * What a mail means: one `message.created`, whatever number of the company's addresses it was delivered to, or, for a
 * delivery report, what became of each recipient. Pure: the same mail gives the same events.
 *
 * @throws MalformedPayload `html_too_complex`, `report_too_long`
 */
export function mailToContact(given: Mail, envelope: Envelope, context: MailContext): NormalizeResult {
  const { settings } = context
  const mail = liftDataImages(given)
  const authentication = readAuthentication(mail.headers, settings.authservIds, envelope)
  const proven = isFromProven(mail, envelope, authentication, settings)
  const people = readPeople(mail, envelope, context, proven)
  const shared = readSharedFields(mail, envelope, context, authentication.verdicts)
  const report = readReport(mail, envelope)
  if (report.delivery !== undefined)
    return tellLeftOut(reportToContact(mail, report.delivery, people, shared, context), mail)
  if (people.accounts.length === 0) return quarantineUnaddressed(mail)
  return tellLeftOut(messageToContact(mail, report, people, shared, context), mail)
}

function quarantineUnaddressed({ headers }: Mail): NormalizeResult {
  const why = 'neither the envelope nor a header names a recipient: have the gateway send the envelope'
  const part = { headers: headers.list }
  return { events: [], ignored: [], quarantined: [{ what: 'mail', why, part }], objects: [] }
}
