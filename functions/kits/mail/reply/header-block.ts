import { mailLanguages } from './languages.ts'
import { folded, isBlank, maxMarkerLength, nextFilled } from './lines.ts'
import { isBareSeparator, isRule } from './separators.ts'

type Label = 'from' | 'sent' | 'date' | 'to' | 'cc' | 'subject'

const kinds = ['from', 'sent', 'date', 'to', 'cc', 'subject'] as const
const labels = new Map<string, Label>(
  mailLanguages.flatMap((language) =>
    kinds.flatMap((kind) => language[kind].map((label): [string, Label] => [folded(label), kind])),
  ),
)
const maxLabelLength = 40
/** Lines of one header: long lists of recipients are wrapped. */
const maxHeaderLines = 9
const address = /[^\s<>()[\]"',;:@]{1,64}@[^\s<>()[\]"',;:@.]{1,63}\.[^\s<>()[\]"',;:@]{2,190}/
const time = /\d{1,2}[:.]\d\d/

/**
 * Finds the line where an earlier mail starts with its header, as Outlook, GMX, web.de and apps write it: who, and two of
 * when, to whom and about what. Customers write such lines too (`Von: Berlin`), so an address has to be among them,
 * or Outlook's own word for the time with a time.
 */
export function findHeader(lines: readonly string[]): number | undefined {
  const labelled = lines.map(labelOf)
  for (const [at, line] of lines.entries()) {
    if (isHeader(lines, labelled, at)) return at
    if (!isRule(line) && !isBareSeparator(line)) continue
    if (isHeader(lines, labelled, nextFilled(lines, at + 1), isBareSeparator(line))) return at
  }
  return undefined
}

interface Labelled {
  readonly label: Label
  readonly value: string
}

function isHeader(
  lines: readonly string[],
  labelled: readonly (Labelled | undefined)[],
  at: number,
  isCertain = false,
): boolean {
  if (labelled[at] === undefined) return false
  const seen = new Set<Label>()
  let proven = isCertain
  for (let next = at; next < at + maxHeaderLines && !isBlank(lines[next]); next++) {
    const found = labelled[next]
    if (found === undefined) continue
    const { label, value } = found
    seen.add(label)
    if (label === 'sent') proven ||= time.test(value)
    else if (label === 'from' || label === 'to' || label === 'cc') proven ||= address.test(value)
  }
  const dated = seen.has('sent') || seen.has('date')
  const others = [dated, seen.has('to'), seen.has('cc'), seen.has('subject')].filter(Boolean).length
  return proven && seen.has('from') && others >= 2
}

/** The address in the first `From:` line of the header that starts here or a few lines below. */
export function authorOfHeader(lines: readonly string[], at: number): string | undefined {
  for (const line of lines.slice(at, at + maxHeaderLines + 3)) {
    const found = labelOf(line)
    if (found?.label === 'from') return address.exec(found.value)?.[0].toLowerCase()
  }
  return undefined
}

/** `*Von:* A`, `De : A`, `От: A`. */
function labelOf(line: string): Labelled | undefined {
  const text = line.slice(0, maxMarkerLength).trimStart()
  const colon = text.slice(0, maxLabelLength).indexOf(':')
  if (colon < 1) return undefined
  const label = labels.get(folded(text.slice(0, colon).replaceAll('*', '')))
  return label === undefined ? undefined : { label, value: text.slice(colon + 1) }
}
