import type { ContactEvent, Person } from '../../../../schemas/contact-event.ts'
import { compact } from '../../../core/compact.ts'
import { bareAddress } from '../headers/email-address.ts'
import type { MailAddress } from '../headers/parse-addresses.ts'
import type { Envelope, Mail, MailContext } from '../mail.ts'
import { isForm } from './form.ts'
import { isMailing } from './mailing.ts'
import { isOwnAddress, withoutPlus } from './own-address.ts'

type Recipients = NonNullable<ContactEvent['recipients']>

const maxRecipients = 100

/** People of a mail: who writes to whom, as far as it says. */
export interface People {
  readonly direction: 'inbound' | 'outbound'
  readonly author: Person
  /** The mail was written into a form: its headers tell of the form, not of the person. */
  readonly form: boolean
  /** Person who is to be answered, if not the author. */
  readonly replyTo?: NonNullable<ContactEvent['replyTo']>
  /** The first ones, and `recipientCount` where there are more. */
  readonly recipients: Recipients
  readonly recipientCount?: number
  /** The company's addresses that it concerns, without plus parts. Empty where nothing names one. */
  readonly accounts: readonly string[]
  /** Addresses whose plus parts may hold a token: as the envelope or, for the company's own mail, Reply-To has them. */
  readonly tokenAddresses: readonly string[]
  /** The address on the other side of the conversation. */
  readonly counterpart?: string
  /** An address of the company stands in From without proof. */
  readonly unprovenOwn: boolean
}

const envelopeHeaders = ['X-Original-To', 'Delivered-To', 'Envelope-To']

/** @param proven whether it is proven that the address in From wrote the mail: anyone can write the company's name there */
export function readPeople(
  mail: Mail,
  envelope: Envelope,
  { settings }: MailContext,
  proven: boolean,
): People {
  const isOwn = (email: string | undefined) => email !== undefined && isOwnAddress(email, settings.accounts)
  const recipients = readRecipients(mail)
  const named = {
    recipients: recipients.slice(0, maxRecipients),
    ...(recipients.length > maxRecipients && { recipientCount: recipients.length }),
  }
  const visible = recipients.flatMap(({ email }) => (email === undefined ? [] : [email]))
  const replyTo = mail.headers.addresses('Reply-To')
  const from = readFrom(mail, envelope, replyTo)
  const elsewhere = isMailing(mail.headers, settings.accounts)
    ? undefined
    : replyTo.find(({ email }) => email !== undefined && email !== from.email && !isOwn(email))
  const own = isOwn(from.email)
  // Some forms send the visitor a copy.
  const toCompany =
    own && visible.some(isOwn) && visible.every((email) => isOwn(email) || email === elsewhere?.email)
  const form = isForm(from, elsewhere, toCompany)
  const toOthers = visible.find((email) => !isOwn(email))

  if (own && proven && !form && from.email !== undefined && (toOthers !== undefined || visible.length === 0))
    return {
      direction: 'outbound',
      author: toPerson('company', from),
      form,
      ...named,
      accounts: [withoutPlus(from.email)],
      tokenAddresses: replyTo.flatMap(({ email }) => (isOwn(email) && email !== undefined ? [email] : [])),
      ...(toOthers !== undefined && { counterpart: toOthers }),
      unprovenOwn: false,
    }

  const author = form && elsewhere !== undefined ? elsewhere : from
  const delivered = readDelivered(mail, envelope, visible, isOwn, settings.submissionCopies)
  const answers = form ? undefined : elsewhere
  return {
    direction: 'inbound',
    author: toPerson(own && proven && !form ? 'company' : 'customer', author),
    form,
    ...(answers?.email !== undefined && { replyTo: { ...answers, email: answers.email } }),
    ...named,
    accounts: [
      ...new Set(delivered.map((email) => (settings.accounts.includes(email) ? email : withoutPlus(email)))),
    ],
    tokenAddresses: delivered,
    ...(author.email !== undefined && { counterpart: author.email }),
    unprovenOwn: own && !proven && !form,
  }
}

function readFrom({ headers }: Mail, envelope: Envelope, replyTo: readonly MailAddress[]): MailAddress {
  const [from] = headers.addresses('From')
  const [sender] = headers.addresses('Sender')
  const named = from ?? sender
  if (named?.email !== undefined) return named
  const email = sender?.email ?? replyTo[0]?.email ?? bareAddress(envelope.from ?? '')
  return compact({ ...named, email })
}

function readRecipients({ headers }: Mail): Recipients {
  return (['to', 'cc', 'bcc'] as const).flatMap((kind) =>
    headers.addresses(kind).map(({ name, email }) => compact({ email, name, kind })),
  )
}

/** The envelope decides; without one, what a mail server wrote down of it, and then who is addressed. */
function readDelivered(
  { headers }: Mail,
  { to }: Envelope,
  visible: readonly string[],
  isOwn: (email: string) => boolean,
  submissionCopies: readonly string[],
): string[] {
  const recipients = to
    .flatMap((address) => bareAddress(address) ?? [])
    .filter((address) => !submissionCopies.includes(address))
  const noted = envelopeHeaders.map((name) => headers.emails(name))
  for (const candidates of [recipients, ...noted, visible]) {
    const own = candidates.filter(isOwn)
    if (own.length > 0) return own
    if (candidates.length > 0) return candidates === visible ? candidates.slice(0, 1) : [...candidates]
  }
  return []
}

function toPerson(role: Person['role'], { name, email }: MailAddress): Person {
  return compact({ role, id: email, name, email })
}
