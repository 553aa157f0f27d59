import type { ContactEvent } from '../../../schemas/contact-event.ts'
import type { NormalizeResult } from '../../contracts/platform.ts'
import { compact } from '../../core/compact.ts'
import { eventId } from '../../core/ids.ts'
import type { Mail, MailContext } from './mail.ts'
import { isOwnAddress, withoutPlus } from './people/own-address.ts'
import type { People } from './people/people.ts'
import type { DeliveryReport } from './report/read-report.ts'
import type { RecipientStatus } from './report/read-status.ts'
import type { SharedFields } from './shared-fields.ts'
import { identifyMail, type MailIdentity } from './thread/identify-mail.ts'
import { maxIdLength, readMessageId, readReferences } from './thread/message-id.ts'
import { conversationId, readToken } from './thread/thread.ts'

interface Told {
  readonly identity: MailIdentity
  readonly account: string
  readonly token: string | undefined
  readonly shared: SharedFields
  /** Id of the mail that did or did not arrive. */
  readonly about: string | undefined
  /** Id of the first mail in its thread. */
  readonly root: string | undefined
  readonly subject: string | undefined
}

/** A delivery report: one receipt for each recipient that failed or was reached, in the conversation of the mail it is about. */
export function reportToContact(
  mail: Mail,
  report: DeliveryReport,
  people: People,
  shared: SharedFields,
  { settings }: MailContext,
): NormalizeResult {
  const [sender] = report.original.addresses('From')
  const account =
    sender?.email !== undefined && isOwnAddress(sender.email, settings.accounts)
      ? withoutPlus(sender.email)
      : people.accounts[0]
  if (account === undefined) {
    const why = 'neither the envelope nor the returned mail names an address of the company'
    return {
      events: [],
      ignored: [],
      quarantined: [{ what: 'delivery report', why, part: { ...report, original: report.original.list } }],
      objects: [],
    }
  }
  const token = readToken({
    tokenAddresses: [
      ...report.original.emails('Reply-To').filter((email) => isOwnAddress(email, settings.accounts)),
      ...people.tokenAddresses,
    ],
    replyToken: settings.replyToken,
  })
  const about = readAbout(mail, report)
  const [first] = readReferences(report.original).ids
  const told: Told = {
    identity: identifyMail(mail),
    account,
    token,
    shared,
    about,
    root: first === undefined ? about : `email:${first}`,
    subject: report.original.text('Subject'),
  }
  const decided = report.recipients.filter(({ outcome }) => outcome !== 'pending')
  return {
    events: decided.map((status) => toReceipt(status, told)),
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
  { identity, account, token, shared, about, root, subject }: Told,
): ContactEvent {
  const kind = status.outcome === 'failed' ? 'receipt.failed' : 'receipt.delivered'
  const { recipient, code, diagnostic, permanent } = status
  return {
    ...shared,
    id: eventId('email', account, kind, identity.id, identity.digest, recipient, code),
    kind,
    account: { id: account },
    direction: 'inbound',
    conversation: compact({
      id:
        token === undefined
          ? conversationId(root ?? identity.id, status.writtenTo ?? recipient)
          : `email:${token}`,
      rootMessageId: root,
      subject,
      match: readMatch(token, root),
    }),
    ...(about !== undefined && { target: { messageId: about } }),
    receipt: compact({ recipient, code, diagnostic, permanent }),
    actor: { role: 'platform' },
  }
}

function readMatch(token: string | undefined, root: string | undefined): 'token' | 'header' | 'none' {
  if (token !== undefined) return 'token'
  return root === undefined ? 'none' : 'header'
}

/** The returned headers name the mail; reports without them at least answer it. */
function readAbout({ headers }: Mail, { original }: DeliveryReport): string | undefined {
  const own = readMessageId(original)
  const id = own !== undefined && own.length <= maxIdLength ? own : readReferences(headers).parent
  return id === undefined ? undefined : `email:${id}`
}
