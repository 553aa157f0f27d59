import type { MailAddress } from '../headers/parse-addresses.ts'
import { withoutPlus } from './own-address.ts'

/** `noreply`, in the languages that people name such an address in. */
const unread =
  'no[._-]?reply|do[._-]?not[._-]?reply|nicht[._-]?antworten|keine[._-]?antwort|ne[._-]?pas[._-]?repondre|' +
  'no[._-]?responder|no[._-]?contestar|non[._-]?rispondere|n[a\u00e3]o[._-]?respond(?:a|er)|nie[._-]?odpowiada[jc\u0107]|' +
  'neodpovidat|niet[._-]?(?:be)?antwoorden|geen[._-]?antwoord|svara[._-]?(?:inte|ej)|ikke[._-]?svar|ei[._-]?vastausta'
/** The name stands alone or beside others: `noreply-forms@`, `shop.no_reply@`. Local parts have 64 octets at most. */
const robot = new RegExp(
  `^(?:(?:[^@]{0,64}[._-])?(?:${unread})(?:[._-][^@]{0,64})?|notifications?|bounces?)@`,
)

/** An address that says of itself that nobody reads it. */
export function isRobot(email: string | undefined): boolean {
  return email !== undefined && (robot.test(email) || robot.test(withoutPlus(email)))
}

/**
 * Whether a mail is what somebody wrote into a form: it comes from an address of the company's, to the company, or from
 * one that nobody reads, and answers go to a person elsewhere. A service that answers under its own roof
 * (`noreply@shop.example`, Reply-To `service@shop.example`) is none.
 *
 * @param replyTo where answers go, if that is neither From nor the company
 * @param toCompany From is the company's, and so is everybody who was written to, save for `replyTo`
 */
export function isForm(from: MailAddress, replyTo: MailAddress | undefined, toCompany: boolean): boolean {
  if (replyTo?.email === undefined || isRobot(replyTo.email)) return false
  return toCompany || (isRobot(from.email) && !sameDomain(from.email, replyTo.email))
}

/** Whether two addresses share a domain, or one is within the other's. */
export function sameDomain(one: string | undefined, other: string | undefined): boolean {
  const [a, b] = [domainOf(one), domainOf(other)]
  if (a === '' || b === '') return false
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`)
}

function domainOf(address = ''): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}
