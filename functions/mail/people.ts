import type { ContactEvent, Person } from '../../schemas/contact-event.ts'
import { bareAddress, headerAddresses, type MailAddress } from './header-values.ts'
import type { Delivery, Mail, MailContext } from './mail.ts'
import { isOwnAddress, withoutPlus } from './own-address.ts'

type Recipients = NonNullable<ContactEvent['recipients']>

/** Who writes to whom, as far as the mail says. */
export interface People {
  readonly direction: 'inbound' | 'outbound'
  readonly author: Person
  readonly recipients: Recipients
  /** The company's addresses that it concerns, without plus parts: one event each. Empty where nothing names one. */
  readonly accounts: readonly string[]
  /** Where plus parts may hold a token: as the envelope or, for the company's own mail, Reply-To has them. */
  readonly tokenAddresses: readonly string[]
  /** The address on the other side of the conversation. */
  readonly counterpart?: string
}

const envelopeHeaders = ['X-Original-To', 'Delivered-To', 'Envelope-To']

export function readPeople(
  mail: Mail,
  delivery: Delivery,
  { settings }: MailContext,
  dmarc: string | undefined,
): People {
  const isOwn = (email: string | undefined) => email !== undefined && isOwnAddress(email, settings.accounts)
  const recipients = readRecipients(mail)
  const visible = recipients.flatMap(({ email }) => (email === undefined ? [] : [email]))
  const replyTo = headerAddresses(mail.headers, 'Reply-To')
  const from = readFrom(mail, delivery, replyTo)
  const toOthers = visible.find((email) => !isOwn(email))
  const delivered = readDelivered(mail, delivery, visible, isOwn)

  // Anyone can write the company's name into From; where DMARC says so, it is not the company.
  const own = isOwn(from.email) && dmarc !== 'fail'
  if (own && from.email !== undefined && (toOthers !== undefined || visible.length === 0))
    return {
      direction: 'outbound',
      author: toPerson('company', from),
      recipients,
      accounts: [withoutPlus(from.email)],
      tokenAddresses: replyTo.flatMap(({ email }) => (isOwn(email) && email !== undefined ? [email] : [])),
      ...(toOthers !== undefined && { counterpart: toOthers }),
    }

  // A contact form writes in the company's name, and the customer stands in Reply-To.
  const visitor = own ? replyTo.find(({ email }) => email !== undefined && !isOwn(email)) : undefined
  const author = visitor ?? from
  return {
    direction: 'inbound',
    author: toPerson(own && visitor === undefined ? 'company' : 'customer', author),
    recipients,
    accounts: [
      ...new Set(delivered.map((email) => (settings.accounts.includes(email) ? email : withoutPlus(email)))),
    ],
    tokenAddresses: delivered,
    ...(author.email !== undefined && { counterpart: author.email }),
  }
}

function readFrom({ headers }: Mail, delivery: Delivery, replyTo: readonly MailAddress[]): MailAddress {
  const [from] = headerAddresses(headers, 'From')
  const [sender] = headerAddresses(headers, 'Sender')
  const named = from ?? sender
  if (named?.email !== undefined) return named
  const email = sender?.email ?? replyTo[0]?.email ?? bareAddress(delivery.from ?? '')
  return { ...named, ...(email !== undefined && { email }) }
}

function readRecipients({ headers }: Mail): Recipients {
  return (['to', 'cc', 'bcc'] as const).flatMap((kind) =>
    headerAddresses(headers, kind).map(({ name, email }) => ({
      ...(email !== undefined && { email }),
      ...(name !== undefined && { name }),
      kind,
    })),
  )
}

/** The envelope decides; without one, what a mail server wrote down of it, and then who is addressed. */
function readDelivered(
  { headers }: Mail,
  { to }: Delivery,
  visible: readonly string[],
  isOwn: (email: string) => boolean,
): string[] {
  const envelope = to.flatMap((address) => bareAddress(address) ?? [])
  const noted = envelopeHeaders.map((name) =>
    headerAddresses(headers, name).flatMap(({ email }) => email ?? []),
  )
  for (const candidates of [envelope, ...noted, visible]) {
    const own = candidates.filter(isOwn)
    if (own.length > 0) return own
    if (candidates.length > 0) return candidates === visible ? candidates.slice(0, 1) : [...candidates]
  }
  return []
}

function toPerson(role: Person['role'], { name, email }: MailAddress): Person {
  return {
    role,
    ...(email !== undefined && { id: email }),
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
  }
}
