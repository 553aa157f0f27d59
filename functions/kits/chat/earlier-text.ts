const time = /\d[:.h]\d\d/
const digit = /\d/

/**
 * Whether a person may have written into what came along of an earlier mail: it has a line without the mark `>`, but
 * for the sentence above it that says who wrote when. Answers in red, below Outlook's header and the like are words of
 * the customer, and nothing but the line tells them from the quote.
 */
export function mayHoldNews(quoted: string): boolean {
  const lines = quoted.split('\n').filter((line) => line.trim() !== '')
  const first = lines.findIndex(isMarked)
  if (first < 0) return true
  const lead = lines.slice(0, first).join(' ')
  return (lead !== '' && !isAttribution(lead)) || !lines.slice(first).every(isMarked)
}

/** A signature of one line is a name or what an app adds; in more there may be an address or a telephone number. */
export function isWorthReading(signature: string): boolean {
  return signature.includes('\n') || digit.test(signature)
}

function isMarked(line: string): boolean {
  return line.trimStart().startsWith('>')
}

/** Ends in a colon, and names a time or an address. */
function isAttribution(lead: string): boolean {
  const text = lead.trimEnd()
  const ends = text.endsWith(':') || text.endsWith('：')
  return ends && text.length <= 500 && (time.test(text) || text.includes('@'))
}
