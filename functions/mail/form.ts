import type { MailAddress } from './header-values.ts'
import { withoutPlus } from './own-address.ts'

const robot =
  /^(?:no-?reply|do-?not-?reply|donotreply|nicht-?antworten|keine-?antwort|noreply[._-][^@]*|[^@]*[._-]no-?reply|notifications?|bounces?)@/

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

/** One domain, or one within the other. */
export function sameDomain(one: string | undefined, other: string | undefined): boolean {
  const [a, b] = [domainOf(one), domainOf(other)]
  if (a === '' || b === '') return false
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`)
}

function domainOf(address = ''): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}
