import { printableLine } from '../../text/clean.ts'
import { cutText } from '../../text/cut-text.ts'

const maxExcerpt = 200
/** Plain text, and JSON of any kind: of a page for people nothing would be left in so little room. */
const readable = /^(?:text\/plain|(?:application|text)\/(?:[\w.-]{1,100}\+)?json)\s*(?:;|$)/i
/** As some write a slash in JSON. */
const escapedSlash = /\\\//g

/**
 * What a refusing response says, in one line of at most 200 characters, for the operator of the other side; of a redirect
 * where it leads. It may quote a person, and no secret. `undefined` where it says nothing that can be read.
 *
 * @param url that was asked
 */
export async function responseExcerpt(
  answer: Response,
  url: string,
  secrets: readonly string[],
): Promise<string | undefined> {
  const said = leadsTo(answer, url) ?? (await textOf(answer))
  const plain = printableLine(withoutSecrets(said ?? '', secrets))
  return plain === '' ? undefined : cutText(plain, maxExcerpt)
}

/** Without query and credentials, which may be anybody's. */
function leadsTo({ status, headers }: Response, url: string): string | undefined {
  if (status < 300 || status > 399) return undefined
  const target = URL.parse(headers.get('location') ?? '', url)
  const isWeb = target?.protocol === 'https:' || target?.protocol === 'http:'
  return target && isWeb && headers.has('location')
    ? `leads to ${target.origin}${target.pathname}`
    : undefined
}

async function textOf(answer: Response): Promise<string | undefined> {
  const { headers } = answer
  if (headers.has('content-encoding') || !readable.test(headers.get('content-type') ?? '')) return undefined
  return (await answer.text()).replace(escapedSlash, '/')
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
  // Of `Bearer abc` the second word alone is the secret.
  const words = secrets.flatMap((each) => [each, ...each.split(' ').slice(1)])
  return words.filter((each) => each !== '').reduce((left, each) => left.replaceAll(each, '[secret]'), text)
}
