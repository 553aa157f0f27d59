import { asciiDomain } from '../headers/email-address.ts'

const plusPart = /^([^@+]*)\+([^@]*)@/

/**
 * Whether an address is the company's own: named as such, with or without its plus part, or in an own domain.
 *
 * @param accounts domains in ASCII or not
 */
export function isOwnAddress(email: string, accounts: readonly string[]): boolean {
  const domain = email.slice(email.lastIndexOf('@') + 1)
  return accounts.some((given) => {
    const account = asciiAccount(given)
    return (
      account === email || account === withoutPlus(email) || account === domain || account === `@${domain}`
    )
  })
}

function asciiAccount(account: string): string {
  const at = account.lastIndexOf('@') + 1
  return `${account.slice(0, at)}${asciiDomain(account.slice(at))}`
}

/** `service+4711@acme.test` → `service@acme.test`. */
export function withoutPlus(email: string): string {
  return email.replace(plusPart, '$1@')
}

/** `service+4711@acme.test` → `4711`. */
export function plusOf(email: string): string | undefined {
  return plusPart.exec(email)?.[2]
}
