/** A line that everything below is quoted from, as Outlook and older webmailers write it. */
const separator =
  /^[ \t]*[-_]{2,}[ \t]*(?:original[- ]?(?:message|appointment|mail|nachricht|mitteilung)|ursprünglich(?:e|er) (?:nachricht|(?:e-?)?mail|mitteilung|termin))[ \t]*[-_]{2,}:?[ \t]*$/i
const forwardSeparator =
  /^[ \t]*(?:-{3,}[ \t]*(?:forwarded message|forwarded by .{1,100}|weitergeleitete nachricht|weitergeleitet von .{1,100})[ \t]*-{0,}[ \t]*|begin forwarded message:|anfang der weitergeleiteten (?:nachricht|e-mail):)[ \t]*$/i
const fromLabel = /^[ \t]*\*?(?:von|from|absender)\*?:\*?[ \t]*\S/i
const otherLabel =
  /^[ \t]*\*?(gesendet|sent|datum|date|gesendet am|an|to|betreff|subject|cc|kopie)\*?:\*?(?:[ \t]|$)/i
const rule = /^[ \t]*(?:[_-]{5,}|original message|originalnachricht)[ \t]*$/i
const blank = /^[ \t\u00a0]*$/

/** How an attribution may start and end: `Am … schrieb Anne <…>:`, `On … wrote:`, `Anne schrieb am …:`. */
const attributionStart =
  /^[ \t]*(?:am |on |le |zitat von |quoting |.{1,150} (?:schrieb|wrote)(?: am| on|:| \(|$)|\S.{0,150}<[^<>\s]{3,100}>|.{0,60}\d[:.]\d\d.{0,100}\S@\S)/i
const attributionEnd =
  /(?:(?:\b(?:schrieb|wrote|geschrieben)|\sécrit)\b.{0,200}|^zitat von .{1,200}|^quoting .{1,200}):[ \t]*$/i
const addressOfAuthor =
  /<[^<>\s]{1,100}@|\b(?:schrieb|wrote|hat) \S{1,100}@|@\S{1,100} (?:schrieb|wrote|hat)\b/i
/** An attribution in any words: who and when, and a colon. */
const addressAndTime = /^(?=.*[^\s<>()]@[^\s<>()])(?=.*\b\d{1,2}[:.]\d{2}\b).*:[ \t]*$/
/** Yahoo's apps put the quote on the same line. */
const quoteBehind = /<[^<>\s]{1,100}@[^<>\s]{1,100}>(?: (?:folgendes )?geschrieben| wrote)?:[ \t]{2,}\S/i
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

export function isSeparator(line: string): boolean {
  return separator.test(line)
}

/** Whether an earlier mail starts here with its header: Outlook, GMX, web.de, mobile clients. */
export function startsWithHeader(lines: readonly string[], at: number): boolean {
  return isHeaderBlock(lines, rule.test(lines[at] ?? '') ? nextFilled(lines, at + 1) : at)
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
 * four lines. Without a quoted line below, it must name the address of who wrote: prose also tells who wrote
 * when, and ends in a colon.
 */
export function attributionLength(lines: readonly string[], at: number): number {
  const first = lines[at] ?? ''
  if (first.length > 500 || !attributionStart.test(first)) return 0
  let joined = ''
  for (let count = 1; count <= 4; count++) {
    const line = lines[at + count - 1]
    if (line === undefined || line.length > 500 || isBlank(line) || isQuoted(line)) return 0
    joined = joined === '' ? line.trim() : `${joined} ${line.trim()}`
    if (quoteBehind.test(line)) return count
    const isFollowed = isQuoted(lines[nextFilled(lines, at + count)])
    if (isFollowed && addressAndTime.test(joined)) return count
    if (attributionEnd.test(joined)) return isFollowed || addressOfAuthor.test(joined) ? count : 0
  }
  return 0
}
