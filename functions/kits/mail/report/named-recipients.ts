import { bareAddress } from '../headers/email-address.ts'
import type { Envelope, Mail } from '../mail.ts'
import { isMailSystem } from './mail-system.ts'
import type { ReturnedMail } from './returned-mail.ts'

/** An address that a report names in its text. */
export interface NamedRecipient {
  readonly email: string
  /** Place behind it in the text. */
  readonly end: number
}

const address = /[^\s<>()[\]"',;:=]{1,100}@[^\s<>()[\]"',;:=]{1,255}/g
const fullStop = /[.!?*]{1,9}$/
/** Labels before an address that is said to have failed, a system a line; whatever else stands there is a sentence. */
const labels = (
  'to | rcpt to | recipient | recipients | recipient address | original recipient | original-recipient | ' +
  'final recipient | final-recipient | failed recipient | intended recipient | the intended recipient | ' +
  'the following recipient | following recipients | address | addressee | failed address | user | unknown user | ' +
  'user unknown | undeliverable to | invalid recipient | bad recipient | rfc822 | smtp | empfänger | an | adresse | ' +
  'empfängeradresse | destinataire | destinatario | destinatário | geadresseerde | odbiorca | адресат | получатель | ' +
  'delivery to | delivery failed for | failed to deliver to | could not be delivered to | cannot be delivered to | ' +
  'could not deliver the message to | unable to deliver to | unable to deliver message to | was not delivered to | ' +
  "there was an error delivering your mail to | wasn't delivered to | could not deliver mail to | your message to | " +
  'addressed to | message was addressed | your mail to | you sent mail to | delivery failed to | error-for | ' +
  'mailbox exceeds allowed size | mailbox is full | over quota'
).split(' | ')
const sentences = labels.filter((each) => each.includes(' ')).map((each) => ` ${each}`)
const attempts = /^delivery failed \d{1,6} attempts?$/
const decoration = /[\s,<>()[\]"'*;:|=_>-]{1,20}/g
const whiteSpace = /\s+/g
/** End of a line above those who were not reached. */
const introduction =
  /(?:recipient|address|empfänger|adresse|destinat|получател|адресат|geadresseerde|odbiorc|mottagar|modtager|mottaker|vastaanottaj|příjemc|címzett|alıcı)[^\n]{0,80}[:：][ \t]{0,20}$/im
const maxNamed = 1000
/** Characters before an address in its line. */
const maxLead = 200

/**
 * Whom the returned mail did not reach, by the text of a report: those of the mail's recipients whom it names, the
 * only one, else the addresses that stand where mail systems put them. The company's own addresses, to which the
 * report was sent, and those of mail systems are none.
 */
export function readNamed(
  mail: Mail,
  envelope: Envelope,
  { prose, headers }: ReturnedMail,
): NamedRecipient[] {
  const own = new Set([
    ...['To', 'Cc', 'From', 'Delivered-To', 'Reply-To'].flatMap((name) => mail.headers.emails(name)),
    ...envelope.to.flatMap((each) => bareAddress(each) ?? []),
    ...['From', 'Sender', 'Return-Path', 'Reply-To'].flatMap((name) => headers.emails(name)),
  ])
  const isOther = (email: string) => !own.has(email) && !isMailSystem(email)
  const recipients = [
    ...new Set(['To', 'Cc', 'Bcc', 'X-Original-To'].flatMap((name) => headers.emails(name))),
  ]
  const found = findAddresses(prose).filter(({ email }) => isOther(email))
  const placed = found.filter(({ placed }) => placed)
  const [known, strict] = [found, placed].map((each) => firstOfEach(each)) as [Found[], Found[]]
  const returned = known.filter(({ email }) => recipients.includes(email))
  if (returned.length > 0) return returned
  const [only, another] = recipients
  if (only !== undefined && another === undefined)
    return [{ email: only, end: strict[0]?.end ?? known[0]?.end ?? 0 }]
  if (strict.length > 0) return strict
  return known.length === 1 ? known : []
}

interface Found extends NamedRecipient {
  readonly placed: boolean
}

function findAddresses(prose: string): Found[] {
  const intro = introduction.exec(prose)
  const start = intro === null ? 0 : intro.index + intro[0].length
  const found: Found[] = []
  for (const match of prose.matchAll(address)) {
    const email = bareAddress(match[0].replace(fullStop, ''))
    if (email === undefined) continue
    found.push({ email, end: match.index + match[0].length, placed: isPlaced(prose, match.index) })
    if (found.length === maxNamed) break
  }
  const behind = found.filter(({ end, placed }) => placed && end > start)
  return behind.length === 0
    ? found
    : found.map((each) => ({ ...each, placed: each.placed && each.end > start }))
}

/** Whether an address stands at the start of its line, or behind a label. */
function isPlaced(prose: string, at: number): boolean {
  const near = prose.slice(Math.max(0, at - maxLead), at)
  const lead = near.slice(near.lastIndexOf('\n') + 1)
  if (lead.length === maxLead) return false
  const before = lead.replace(decoration, ' ').replace(whiteSpace, ' ').trim().toLowerCase()
  return (
    before === '' ||
    labels.includes(before) ||
    attempts.test(before) ||
    sentences.some((each) => before.endsWith(each))
  )
}

function firstOfEach(found: readonly Found[]): Found[] {
  const first = new Map<string, Found>()
  for (const each of found) if (!first.has(each.email)) first.set(each.email, each)
  return [...first.values()]
}
