import type { ContactEvent } from '../../../schemas/contact-event.ts'
import type { NormalizeResult } from '../../contracts/platform.ts'
import { eventId } from '../../core/ids.ts'
import { headerAddresses, headerText } from './headers/header-values.ts'
import type { Mail, MailContext } from './mail.ts'
import { isOwnAddress, withoutPlus } from './people/own-address.ts'
import type { People } from './people/people.ts'
import type { DeliveryReport } from './report/delivery-report.ts'
import type { RecipientStatus } from './report/read-status.ts'
import type { SharedFields } from './shared-fields.ts'
import { mailDigest } from './thread/mail-digest.ts'
import { conversationId, mailMessageId, readReferences, readToken } from './thread/thread.ts'

interface Told {
  readonly mail: Mail
  readonly report: DeliveryReport
  readonly account: string
  readonly token: string | undefined
  readonly shared: SharedFields
  readonly digest: string
}

/** A delivery report: one receipt for each recipient that failed or was reached, in the conversation of the mail it is about. */
export function reportToContact(
  mail: Mail,
  report: DeliveryReport,
  people: People,
  shared: SharedFields,
  { settings }: MailContext,
): NormalizeResult {
  const [sender] = headerAddresses(report.original, 'From')
  const account =
    sender?.email !== undefined && isOwnAddress(sender.email, settings.accounts)
      ? withoutPlus(sender.email)
      : people.accounts[0]
  if (account === undefined) {
    const why = 'neither the envelope nor the returned mail names an address of the company'
    return {
      events: [],
      ignored: [],
      quarantined: [{ what: 'delivery report', why, part: report }],
      objects: [],
    }
  }
  const replyTo = headerAddresses(report.original, 'Reply-To').flatMap(({ email }) => email ?? [])
  const token = readToken({
    tokenAddresses: [
      ...replyTo.filter((email) => isOwnAddress(email, settings.accounts)),
      ...people.tokenAddresses,
    ],
    replyToken: settings.replyToken,
  })
  const digest = mailDigest(mail)
  const decided = report.recipients.filter(({ outcome }) => outcome !== 'pending')
  return {
    events: decided.map((status) => toReceipt(status, { mail, report, account, token, shared, digest })),
    ignored: report.recipients
      .filter(({ outcome }) => outcome === 'pending')
      .map(() => ({
        what: 'delivery report',
        why: 'the mail is delayed or was passed on: nothing is decided',
      })),
    quarantined: [],
    objects: [],
  }
}

function toReceipt(
  status: RecipientStatus,
  { mail, report: { original }, account, token, shared, digest }: Told,
): ContactEvent {
  const kind = status.outcome === 'failed' ? 'receipt.failed' : 'receipt.delivered'
  const about = readAbout(mail, original)
  const { recipient, code, diagnostic, permanent } = status
  const subject = headerText(original, 'Subject')
  const { ids } = readReferences(original)
  const root = ids[0] === undefined ? about : `email:${ids[0]}`
  return {
    ...shared,
    id: eventId('email', account, kind, mailMessageId(mail), digest, recipient, code),
    kind,
    account: { id: account },
    direction: 'inbound',
    conversation: {
      id:
        token === undefined
          ? conversationId(root ?? mailMessageId(mail), status.writtenTo ?? recipient)
          : `email:${token}`,
      ...(root !== undefined && { rootMessageId: root }),
      ...(subject !== undefined && { subject }),
      match: readMatch(token, root),
    },
    ...(about !== undefined && { target: { messageId: about } }),
    receipt: {
      ...(recipient !== undefined && { recipient }),
      ...(code !== undefined && { code }),
      ...(diagnostic !== undefined && { diagnostic }),
      ...(permanent !== undefined && { permanent }),
    },
    actor: { role: 'platform' },
  }
}

function readMatch(token: string | undefined, root: string | undefined): 'token' | 'header' | 'none' {
  if (token !== undefined) return 'token'
  return root === undefined ? 'none' : 'header'
}

/** The returned headers name the mail; reports without them at least answer it. */
function readAbout(mail: Mail, original: DeliveryReport['original']): string | undefined {
  const [id] = original.length > 0 ? [mailMessageId({ headers: original, attachments: [] })] : []
  if (id !== undefined && !id.startsWith('email:sha256-')) return id
  const { parent } = readReferences(mail.headers)
  return parent === undefined ? undefined : `email:${parent}`
}
