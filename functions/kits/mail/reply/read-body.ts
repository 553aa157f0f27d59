import type { Message } from '../../../../schemas/contact-event.ts'
import { compact } from '../../../core/compact.ts'
import { htmlToText } from '../../../html/html-to-text.ts'
import { toSafeHtml } from '../../../html/safe-html.ts'
import { receivedText } from '../../../text/clean.ts'
import type { Mail } from '../mail.ts'
import { findHtmlQuote, letters } from './find-html-quote.ts'
import { isTooLong } from './lines.ts'
import { isQuoteBlock, skipQuotes } from './skip-html-quotes.ts'
import { splitReply } from './split-reply.ts'

/** Target behind the words of a link, in the plain text that Outlook makes of HTML, and in ours. */
const linkTarget =
  /[<(](?:(?:https?:|s?ftps?:)?\/\/|(?:mailto|tel|sms|sips?|callto|skype|whatsapp|webcals?|geo|maps):)[^<>()\s]{1,2000}[>)]/gi
/** Length of a plain text that says in any language that one sees no HTML. UTF-16 code units. */
const maxSubstituteLength = 600
const aboutHtml = /\b(?:html|mime)\b/i

/** Text apart from quote and signature, and HTML that is safe to show, without the quote where its place is certain. */
export function readBody(
  mail: Mail,
  kind: { reply: boolean; forward: boolean },
): Pick<Message, 'text' | 'html' | 'quoted' | 'signature'> {
  const markup = receivedText(mail.html ?? '')
  const plain = receivedText(mail.text ?? '')
  const { reply } = kind
  const ofHtml = htmlToText(markup, reply ? { isQuote: isQuoteBlock } : {})
  const madeOfHtml = plain.trim() === '' || isSubstitute(plain, ofHtml)
  const source = madeOfHtml ? ofHtml : plain
  const { text, quoted, signature } = splitReply(source, {
    ...kind,
    ...(reply && { ...readParties(mail), ...readMarks(source, markup, madeOfHtml) }),
  })
  const html = readHtml(markup, text, quoted !== undefined)
  return compact({ ...(text !== '' && { text }), ...(html !== '' && { html }), quoted, signature })
}

/** `Your program cannot show HTML` where the HTML says something else. */
function isSubstitute(plain: string, ofHtml: string): boolean {
  if (plain.length > maxSubstituteLength || !aboutHtml.test(plain)) return false
  const shown = letters(ofHtml)
  return shown !== '' && !shown.includes(letters(plain))
}

function readParties({ headers }: Mail): { to: string[]; from?: string } {
  const [from] = headers.emails('From')
  return compact({ to: [...headers.emails('To'), ...headers.emails('Cc')].slice(0, 100), from })
}

function readMarks(
  source: string,
  html: string,
  madeOfHtml: boolean,
): { quoteAt?: number; unmarked?: boolean } {
  const lines = source.split('\n')
  if (html.trim() === '' || isTooLong(lines, source.length)) return {}
  const { isMarked, start } = findHtmlQuote(lines, html, madeOfHtml)
  return compact({ unmarked: !isMarked, quoteAt: start })
}

/** The quote is cut from the HTML only if all of the new text is still in what remains. */
function readHtml(html: string, text: string, hasQuote: boolean): string {
  if (!hasQuote || text === '') return toSafeHtml(html)
  const rest = letters(htmlToText(html, { skip: skipQuotes, targets: false }))
  const intact = rest.includes(letters(text.replace(linkTarget, '')))
  return toSafeHtml(html, intact ? { skip: skipQuotes } : {})
}
