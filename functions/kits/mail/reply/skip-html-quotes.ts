import type { Attributes } from '../../../html/elements.ts'

/** Classes of an element that holds the quote, and often the attribution. */
const quoteClasses = new Set([
  ...['gmail_quote', 'gmail_quote_container', 'gmail_attr', 'gmail_extra'],
  ...[
    'yahoo_quoted',
    'moz-cite-prefix',
    'protonmail_quote',
    'tutanota_quote',
    'zmail_extra',
    'missive_quote',
  ],
  ...[
    'freshdesk_quote',
    'front-blockquote',
    'sh-quoted-content',
    'hs_reply',
    'gorgias-quoted',
    'ms-outlook-mobile-reference-message',
  ],
])
/** Class with the letters that Yahoo puts before it. */
const yahooPrefix = /^ydp\w{1,20}yahoo_quoted$/
const quoteIds = new Set(['OLK_SRC_BODY_SECTION', 'reply-intro', 'blockquote_zmail', 'isReplyContent'])
/** Ids of an element below which everything is quoted. */
const restIds = new Set([
  'divRplyFwdMsg',
  'appendonsend',
  'mail-editor-reference-message-container',
  'stopSpelling',
  'zwchr',
])
/** The line above the header of the earlier mail in Outlook for Windows. */
const outlookRule = /border-top:\s{0,5}solid\s{1,5}#(?:E1E1E1|B5C4DF)\s{1,5}1\.0pt/i
const quoteBar = /border-left(?:-width|-style)?\s{0,5}:\s{0,5}(?!\s|none|0|medium none)/i
const citing = /quote|cite/i
const indenting = /indent/i
const classSeparator = /\s+/

/** Elements in which mail programs quote: Gmail, Apple Mail, Thunderbird, Outlook, Yahoo, Zimbra, GMX and web.de. */
export function skipQuotes(name: string, attributes: Attributes): 'element' | 'rest' | undefined {
  const id = attributes.get('id') ?? ''
  const classes = (attributes.get('class') ?? '').split(classSeparator, 20)
  if (restIds.has(id) || classes.includes('OutlookMessageHeader')) return 'rest'
  if (name === 'div' && outlookRule.test(attributes.get('style') ?? '')) return 'rest'
  if (quoteIds.has(id) || classes.some((each) => quoteClasses.has(each) || yahooPrefix.test(each)))
    return 'element'
  if (name === 'blockquote' && attributes.get('type')?.toLowerCase() === 'cite') return 'element'
  if (name === 'div' && attributes.get('name') === 'quote') return 'element'
  if (name === 'div' && attributes.get('name') === 'messageReplySection') return 'element'
  return undefined
}

/** Whether a `blockquote` cites: editors indent with it, too (Gmail: `margin:0 0 0 40px`). */
export function isQuoteBlock(attributes: Attributes): boolean {
  const named = `${attributes.get('class') ?? ''} ${attributes.get('id') ?? ''}`.slice(0, 500)
  return (
    attributes.get('type')?.toLowerCase() === 'cite' ||
    attributes.has('cite') ||
    (citing.test(named) && !indenting.test(named)) ||
    quoteBar.test((attributes.get('style') ?? '').slice(0, 2000))
  )
}
