import { characterEnd } from '../../../text/character-end.ts'
import { receivedLine } from '../../../text/clean.ts'
import { readReason } from './is-permanent.ts'
import { statusCode } from './status-code.ts'

const maxDiagnostic = 500
const maxLines = 12
const maxProse = 20_000
/** Reply of an SMTP server: `550 5.1.1 …`, `550-…`, `#5.1.1`. */
const smtpReply = /(?<![\d.])[45][0-5]\d[ -](?=[\w<#"'(])|#[45]\.\d/
const emptyLine = /\n[ \t]{0,20}\n/
/** Words, in whatever language. */
const sentence = /\p{L}{2,30}\P{L}{1,20}\p{L}{2,30}/u
const edges = /^[\s>:;,.\])"'*-]{1,40}/
const rule = /^[\s*=_-]{3,200}$/
const nextRecipient = /^[\s<"'(]{0,20}[^\s<>()"'@]{1,100}@[^\s<>()"'@]{1,255}[>"')]?:?\s{0,20}$/

/**
 * Why a mail did not arrive, as its report says in prose: the lines behind the recipient, else the line that holds a
 * mail server's answer, a status code, or words that name a reason, else whatever words stand behind the recipient.
 *
 * @param end where the recipient's address ends in the text
 */
export function findDiagnostic(prose: string, end: number): string | undefined {
  const behind = end === 0 ? '' : linesBehind(prose, end)
  if (isTelling(behind)) return cut(behind)
  const lines = prose.slice(0, maxProse).split('\n', 300)
  const reply =
    lines.find((line) => smtpReply.test(line) || statusCode.test(line)) ??
    paragraphOf(prose) ??
    (sentence.test(behind) ? behind : undefined)
  return reply === undefined ? undefined : cut(reply)
}

/** Words to the end of the paragraph, or of the next where the address stands alone. */
function linesBehind(prose: string, end: number): string {
  const [rest = '', ...lines] = prose
    .slice(end, end + 4000)
    .split('\n')
    .slice(0, maxLines)
  const taken = [rest.replace(edges, '')]
  for (const line of lines) {
    const isBlank = line.trim() === ''
    if (rule.test(line) || nextRecipient.test(line)) break
    if (isBlank && isTelling(taken.join(' '))) break
    taken.push(line.trim())
  }
  return taken.join(' ')
}

/** The paragraph that names a reason. */
function paragraphOf(prose: string): string | undefined {
  return prose
    .slice(0, maxProse)
    .split(emptyLine, 100)
    .find((each) => readReason(each) !== undefined)
}

function isTelling(text: string): boolean {
  return smtpReply.test(text) || statusCode.test(text) || readReason(text) !== undefined
}

function cut(text: string): string | undefined {
  const line = receivedLine(text)
  return line?.slice(0, characterEnd(line, maxDiagnostic))
}
