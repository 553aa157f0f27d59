import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import * as z from 'zod'

const line = z.object({ destination: z.string(), key: z.string(), event: z.unknown() })

/** An event that the demo CRM keeps. */
export type CrmEntry = z.infer<typeof line>

export interface CrmJournal {
  /** Of the runs before, oldest first. */
  readonly before: readonly CrmEntry[]
  append(entry: CrmEntry): void
}

/** What the demo CRM has kept, a line each. @param maxLines of the runs before; older ones are forgotten */
export function openCrmJournal(file: string, maxLines = 10_000): CrmJournal {
  const text = read(file)
  const lines = text.split('\n').filter(Boolean)
  const kept = lines.slice(-maxLines)
  if (kept.length < lines.length) writeFileSync(file, kept.map((each) => `${each}\n`).join(''))
  // The next entry would go on in the half line, and be lost with it.
  else if (text !== '' && !text.endsWith('\n')) appendFileSync(file, '\n')
  return {
    before: kept.flatMap(readEntry),
    append: (entry) => appendFileSync(file, `${JSON.stringify(entry)}\n`),
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** A run that was killed may have left half a line. */
function readEntry(text: string): CrmEntry[] {
  try {
    return [line.parse(JSON.parse(text))]
  } catch {
    return []
  }
}
