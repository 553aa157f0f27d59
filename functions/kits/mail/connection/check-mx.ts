import type { ConnectionCheck, MailWay, MxRecord } from '../../../contracts/platform-operator.ts'
import { errorCode } from '../../../core/errors.ts'

const about = 'domain'

/** Codes of node:dns that are an answer: there is no such record. Others say that nobody answered. */
const none = new Set(['ENODATA', 'ENOTFOUND'])

/**
 * Whether the mail of each domain goes here.
 *
 * @param hosts what takes it: a host of this name, or one below it
 */
export async function checkMx(
  { domains, resolveMx }: Pick<MailWay, 'domains' | 'resolveMx'>,
  hosts: readonly string[],
): Promise<ConnectionCheck[]> {
  return Promise.all(
    domains.map(async (domain): Promise<ConnectionCheck> => {
      try {
        return judge(domain, await resolveMx(domain), hosts)
      } catch (error) {
        const code = errorCode(error)
        if (none.has(code)) return judge(domain, [], hosts)
        return {
          about,
          ok: false,
          unknown: 'unanswered',
          message: `the DNS says nothing of ${domain} (${code})`,
        }
      }
    }),
  )
}

function judge(domain: string, records: readonly MxRecord[], hosts: readonly string[]): ConnectionCheck {
  const wanted = hosts.join(' or ')
  const wrong = (message: string): ConnectionCheck => ({ about, ok: false, message })
  const [first] = records.toSorted((one, other) => one.priority - other.priority)
  if (!first) return wrong(`${domain} has no MX: its mail goes nowhere; enter ${wanted}`)
  if (first.exchange === '' || first.exchange === '.')
    return wrong(`${domain} says in its MX that it takes no mail: enter ${wanted}`)
  const isHere = ({ exchange }: MxRecord) => leadsTo(exchange, hosts)
  const before = records.find((each) => each.priority === first.priority && !isHere(each))
  if (before)
    return wrong(
      records.some(isHere)
        ? `the mail of ${domain} goes to ${before.exchange} before it goes to ${wanted}`
        : `the mail of ${domain} goes to ${before.exchange}, not to ${wanted}`,
    )
  return { about, ok: true, message: `the mail of ${domain} goes to ${first.exchange}` }
}

function leadsTo(exchange: string, hosts: readonly string[]): boolean {
  const name = exchange.toLowerCase()
  return hosts.some((host) => name === host || name.endsWith(`.${host}`))
}
