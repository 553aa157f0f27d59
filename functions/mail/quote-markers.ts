/** A line that everything below is quoted from, as Outlook and older webmailers write it. */
const separator =
  /^[ \t]*[-_]{2,}[ \t]*(?:original message|original appointment|ursprüngliche nachricht|originalnachricht|original-nachricht|ursprünglicher termin|original mail)[ \t]*[-_]{2,}:?[ \t]*$/i
const forwardSeparator =
  /^[ \t]*(?:-{3,}[ \t]*(?:forwarded message|forwarded by .{1,100}|weitergeleitete nachricht|weitergeleitet von .{1,100})[ \t]*-{0,}[ \t]*|begin forwarded message:|anfang der weitergeleiteten (?:nachricht|e-mail):)[ \t]*$/i
const fromLabel = /^[ \t]*\*?(?:von|from|absender)\*?:\*?[ \t]*\S/i
const otherLabel =
  /^[ \t]*\*?(gesendet|sent|datum|date|gesendet am|an|to|betreff|subject|cc|kopie)\*?:\*?(?:[ \t]|$)/i
const rule = /^[ \t]*[_-]{5,}[ \t]*$/
const blank = /^[ \t\u00a0]*$/

/** How an attribution may start and end: `Am … schrieb Anne <…>:`, `On … wrote:`, `Anne schrieb am …:`. */
const attributionStart =
  /^[ \t]*(?:am |on |le |zitat von |quoting |.{1,150} (?:schrieb|wrote)(?: am| on|:| \(|$)|\S.{0,150}<[^<>\s]{3,100}>[ \t]*(?:schrieb|wrote)?)/i
const attributionEnd =
  /(?:\b(?:schrieb|wrote|geschrieben|écrit)\b.{0,200}|^zitat von .{1,200}|^quoting .{1,200}):[ \t]*$/i
const precise = /<[^<>\s]{1,100}@|\b\d{1,2}[:.]\d{2}\b|\b\d{1,2}\.\d{1,2}\.\d{2,4}|\b\d{4}-\d{2}-\d{2}\b/
const quotedLine = /^[ \t]*>/

export function isBlank(line: string | undefined): boolean {
  return line === undefined || blank.test(line)
}

export function isQuoted(line: string | undefined): boolean {
  return line !== undefined && quotedLine.test(line)
}

export function startsForward(line: string): boolean {
  return forwardSeparator.test(line)
}

/** Whether everything from this line on is an earlier mail under its header: Outlook, GMX, web.de, mobile clients. */
export function startsEarlierMail(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? ''
  if (separator.test(line)) return true
  const first = rule.test(line) ? nextFilled(lines, at + 1) : at
  return isHeaderBlock(lines, first)
}

/** A `From:` line and two of its fellows close together. */
function isHeaderBlock(lines: readonly string[], at: number): boolean {
  if (!fromLabel.test(lines[at] ?? '') && !otherLabel.test(lines[at] ?? '')) return false
  let from = false
  const others = new Set<string>()
  for (const line of lines.slice(at, at + 9)) {
    if (fromLabel.test(line)) from = true
    const label = otherLabel.exec(line)?.[1]
    if (label !== undefined) others.add(label.toLowerCase())
  }
  return from && others.size >= 2
}

function nextFilled(lines: readonly string[], from: number): number {
  let at = from
  while (at < lines.length && at < from + 3 && isBlank(lines[at])) at++
  return at
}

/**
 * How many lines, from this one on, tell who wrote the quote below; 0 where it is none. Clients wrap it over up to
 * four lines. Without a quoted line below, it must name an address or a time: prose also ends in a colon.
 */
export function attributionLength(lines: readonly string[], at: number): number {
  const first = lines[at] ?? ''
  if (first.length > 500 || !attributionStart.test(first)) return 0
  let joined = ''
  for (let count = 1; count <= 4; count++) {
    const line = lines[at + count - 1]
    if (line === undefined || line.length > 500 || isBlank(line) || isQuoted(line)) return 0
    joined = joined === '' ? line.trim() : `${joined} ${line.trim()}`
    if (!attributionEnd.test(joined)) continue
    return isQuoted(lines[nextFilled(lines, at + count)]) || precise.test(joined) ? count : 0
  }
  return 0
}
