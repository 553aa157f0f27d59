import { type Attribution, readAttribution } from './attribution.ts'
import { isBlank, isQuoted, maxMarkerLength, nextFilled } from './lines.ts'

export interface AttributionFound {
  readonly length: number
  readonly kind: Attribution
  /** Whether quoted lines follow. */
  readonly isFollowed: boolean
}

/** Clients wrap an attribution over so many lines. */
const maxAttributionLines = 4
/** Attributions of one mail that are looked at; more are left in the text. */
const maxAttributions = 2000

/** Finds the attributions of a text: each line is looked at once, whoever asks. */
export class Attributions {
  private readonly lines: readonly string[]
  private readonly found = new Map<number, AttributionFound | undefined>()
  private tried = 0

  constructor(lines: readonly string[]) {
    this.lines = lines
  }

  /** The attribution that begins with this line, if one does. */
  at(line: number): AttributionFound | undefined {
    if (!this.found.has(line)) this.found.set(line, this.find(line))
    return this.found.get(line)
  }

  private find(at: number): AttributionFound | undefined {
    let joined = ''
    for (let count = 1; count <= maxAttributionLines; count++) {
      const line = this.lines[at + count - 1]
      if (line === undefined || line.length > maxMarkerLength || isBlank(line) || isQuoted(line))
        return undefined
      joined = count === 1 ? line.trim() : `${joined} ${line.trim()}`
      const inline = count === 1 ? quoteBehind(line) : undefined
      if (inline !== undefined && readAttribution(inline) === 'certain')
        return { length: 1, kind: 'certain', isFollowed: false }
      if (!endsAttribution(joined)) continue
      if (this.tried++ > maxAttributions) return undefined
      const kind = readAttribution(joined)
      const isFollowed = isQuoted(this.lines[nextFilled(this.lines, at + count)])
      return kind !== undefined && (isFollowed || kind === 'certain')
        ? { length: count, kind, isFollowed }
        : undefined
    }
    return undefined
  }
}

function endsAttribution(text: string): boolean {
  return text.endsWith(':') || text.endsWith('：') || (text.endsWith('---') && text.startsWith('----'))
}

/** Yahoo's apps put the quote on the same line, behind some blanks: the part before them. */
function quoteBehind(line: string): string | undefined {
  const end = line.indexOf(':  ')
  const bracket = line.lastIndexOf('>', end)
  return end > 0 && bracket > 0 && line.slice(end + 1).trim() !== '' ? line.slice(0, end + 1) : undefined
}
