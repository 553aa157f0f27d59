import type { Attributes } from './html-tags.ts'

const quoteClass =
  /(?:^|\s)(?:gmail_quote|gmail_quote_container|gmail_attr|gmail_extra|(?:ydp\w{1,20})?yahoo_quoted|moz-cite-prefix|protonmail_quote|tutanota_quote)(?:\s|$)/
const quoteIds = new Set(['OLK_SRC_BODY_SECTION'])
const restIds = new Set([
  'divRplyFwdMsg',
  'appendonsend',
  'mail-editor-reference-message-container',
  'stopSpelling',
  'zwchr',
])
/** The line above the header of the earlier mail in Outlook for Windows. */
const outlookRule = /border-top:\s*solid\s+#(?:E1E1E1|B5C4DF)\s+1\.0pt/i

/** Where mail programs put what they quote: Gmail, Apple Mail, Thunderbird, Outlook, Yahoo, Zimbra, GMX and web.de. */
export function skipQuotes(name: string, attributes: Attributes): 'element' | 'rest' | undefined {
  const id = attributes.get('id') ?? ''
  if (restIds.has(id) || attributes.get('class') === 'OutlookMessageHeader') return 'rest'
  if (name === 'div' && outlookRule.test(attributes.get('style') ?? '')) return 'rest'
  if (quoteClass.test(attributes.get('class') ?? '') || quoteIds.has(id)) return 'element'
  if (name === 'blockquote' && attributes.get('type')?.toLowerCase() === 'cite') return 'element'
  if (name === 'div' && attributes.get('name') === 'quote') return 'element'
  return undefined
}
