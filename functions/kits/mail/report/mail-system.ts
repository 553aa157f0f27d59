import type { MailHeaders } from '../headers/mail-headers.ts'
import type { Envelope, Mail } from '../mail.ts'

const daemon =
  /^(?:mailer-?daemon|mail[-_.]?daemon|mdaemon|microsoftexchange[0-9a-f]{32})(?:\+[^@]{0,100})?(?:@|$)/
const systemName =
  /^(?:(?:internet )?(?:mail )?deliver(?:y)? (?:sub)?system|(?:internet )?mail delivery(?: service)?|(?:system|mail) administrator|postmaster|interscan (?:mss|notification)|mailmarshal|content-filter at .{1,100}|courier mail server at .{1,100})$/i
/** Mailboxes of programs, and of the people who run them. */
const postmaster =
  /^"?(?:postmaster|ndr|imss|(?:system|mail) administrator|[a-z0-9_.-]{0,60}(?:mail[_.-]?service|delivery[_.-](?:sub)?system|antivirus[a-z0-9_.-]{0,60}))(?:\+[^@]{0,100})?"?\\?@/
/** `MAILER-DAEMON <>`, `MAILER-DAEMON (Mail Delivery System)`, `Postmaster <>`: nobody, or a name and no address. */
const nameless =
  /^[^@]{0,100}(?:\b(?:mailer-?daemon|mail delivery (?:sub)?system)\b[^@]{0,100}|<\s{0,9}@?\s{0,9}>\s{0,9})$/i

/** What a mail says of where it comes from. */
export interface Origin {
  /** Nobody is named who could be answered (RFC 5321, section 4.5.5). */
  readonly nullSender: boolean
  /** An address that only programs have stands in From. */
  readonly daemon: boolean
  /** An address or a name that programs have, and people, too. */
  readonly postmaster: boolean
  /**
   * Whether its word that a mail was not delivered counts: the envelope has no sender. Where nobody tells of the
   * envelope, From has to do: those who write it themselves could as well leave the sender out.
   */
  readonly believed: boolean
}

export function readOrigin({ headers }: Mail, envelope: Envelope): Origin {
  const [{ email: from, name } = {}] = headers.addresses('From')
  const sender = envelopeSender(headers, envelope)
  const isDaemon = from === undefined ? nameless.test(headers.get('From') ?? '') : daemon.test(from)
  const isPostmaster = from !== undefined && (postmaster.test(from) || systemName.test(name ?? ''))
  const nullSender = sender === ''
  return {
    nullSender,
    daemon: isDaemon,
    postmaster: isPostmaster,
    believed: nullSender || ((sender === undefined || postmaster.test(sender)) && (isDaemon || isPostmaster)),
  }
}

/** `''` also where a mail server wrote `<MAILER-DAEMON>` down for nobody; none where nobody tells. */
function envelopeSender(headers: MailHeaders, { from }: Envelope): string | undefined {
  const noted = headers.all('Return-Path')[0]
  const sender = (from ?? noted)?.trim().replace(/^<|>$/g, '').toLowerCase()
  return sender !== undefined && daemon.test(sender) ? '' : sender
}

/** An address that is no recipient, whatever report names it. */
export function isMailSystem(email: string): boolean {
  return daemon.test(email) || postmaster.test(email)
}
