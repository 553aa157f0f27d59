import type { Mail } from '../mail.ts'
import { withoutTags } from '../thread/subject.ts'
import { finalPhrases, noticePhrases } from './notice-phrases.ts'
import type { ReturnedMail } from './returned-mail.ts'

/** Characters of a notice that are read: it comes before the mail that it returns. */
const maxNotice = 10_000
const whiteSpace = /\s+/g
const curlyApostrophe = /[’`]/g

const subjects = noticePhrases.flatMap(({ subjects }) => subjects).map(plain)
const failed = noticePhrases.flatMap(({ failed }) => failed).map(plain)
const delayed = noticePhrases.flatMap(({ delayed }) => delayed).map(plain)

export interface Notice {
  readonly says: 'failed' | 'delayed'
  /** The subject or a header tells, and not just words that people use as well. */
  readonly plainly: boolean
  /** The text tells. */
  readonly inWords: boolean
}

/**
 * What a mail says of the delivery of another, if anything; whether that is to be believed is another question.
 *
 * @param returned see `readReturnedMail`
 */
export function readNotice({ headers }: Mail, returned: ReturnedMail): Notice | undefined {
  const given = headers.text('Subject') ?? ''
  const [subject, tagged] = [plain(withoutTags(given)), plain(given)]
  const prose = plain(returned.prose.slice(0, maxNotice))
  const says = (phrases: readonly string[]) => phrases.some((each) => prose.includes(each))
  const failedSubject = subjects.some((each) => subject.startsWith(each) || tagged.startsWith(each))
  const lateSubject = delayed.some((each) => subject.includes(each))
  const isLate = says(delayed)
  const isOver = says(finalPhrases)
  if ((lateSubject || isLate) && !isOver)
    return { says: 'delayed', plainly: lateSubject || failedSubject, inWords: isLate }
  const plainly = failedSubject || (lateSubject && isOver) || headers.has('X-Failed-Recipients')
  const inWords = says(failed) || (isLate && isOver)
  return plainly || inWords ? { says: 'failed', plainly, inWords } : undefined
}

function plain(text: string): string {
  return text.toLowerCase().replace(curlyApostrophe, "'").replace(whiteSpace, ' ').trim()
}
