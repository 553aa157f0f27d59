import { oneLine } from '../../text/clean.ts'
import { shorten } from '../../text/fit.ts'

const maxName = 100

/**
 * A person as mail headers name them, `"Änne Grün" <anne@kunde.example>`; the address alone where no name is left.
 *
 * @param unquotable what a system may take for the end of a name or the beginning of a second address
 */
export function mailbox(name: string | undefined, address: string, unquotable: RegExp): string {
  const plain = oneLine(name ?? '')
    .replace(unquotable, ' ')
    .trim()
  const short = shorten(plain, maxName, { mark: '' }).text
  return short === '' ? address : `"${short}" <${address}>`
}
