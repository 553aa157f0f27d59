import type { Message } from '../../schemas/contact-event.ts'
import { cleanBody } from './clean-body.ts'
import { skipQuotes } from './html-quotes.ts'
import { htmlToText } from './html-text.ts'
import type { Mail } from './mail.ts'
import { toSafeHtml } from './safe-html.ts'
import { splitReply } from './split-reply.ts'

const whiteSpace = /\s+/g
/** Behind the words of a link, in the plain text that Outlook makes of HTML. */
const linkTarget = /<(?:https?:\/\/|mailto:|tel:)[^<>\s]{1,2000}>/gi
const probe = 40

/** Text apart from quote and signature, and HTML that is safe to show, without the quote where its place is certain. */
export function readBody(
  mail: Mail,
  kind: { reply: boolean; forward: boolean },
): Pick<Message, 'text' | 'html' | 'quoted' | 'signature'> {
  const plain = cleanBody(mail.text ?? '')
  const markup = cleanBody(mail.html ?? '')
  const source = plain.trim() === '' ? htmlToText(markup) : plain
  const { text, quoted, signature } = splitReply(source, kind)
  const html = readHtml(markup, text, quoted !== undefined)
  return {
    ...(text !== '' && { text }),
    ...(html !== '' && { html }),
    ...(quoted !== undefined && { quoted }),
    ...(signature !== undefined && { signature }),
  }
}

/** The quote is cut from the HTML only if the new text is still in what remains. */
function readHtml(html: string, text: string, hasQuote: boolean): string {
  if (!hasQuote || text === '') return toSafeHtml(html)
  const rest = htmlToText(html, { skip: skipQuotes }).replace(whiteSpace, '')
  const wanted = text.replace(linkTarget, '').replace(whiteSpace, '')
  const intact = rest.includes(wanted.slice(0, probe)) && rest.includes(wanted.slice(-probe))
  return toSafeHtml(html, intact ? { skip: skipQuotes } : {})
}
