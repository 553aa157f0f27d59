import { oneLine } from '../text/clean.ts'
import { webAddress } from '../text/web-address.ts'
import type { Presentation } from './present-event.ts'
import { wordsOf } from './words/words-of.ts'

/** An attachment that is shown and not handed over. */
export interface ShownFile {
  readonly name: string
  readonly url?: string
  /** `zu groß für dieses System: hier öffnen` */
  readonly note?: string
}

/**
 * The whole of it as plain text. Ours comes first; after the first line of the form `=== … ===` everything is outside
 * text, in which a line that would look like one of these gets a bar before it.
 */
export function presentationText(presentation: Presentation, files: readonly ShownFile[] = []): string {
  const { headline, notices, facts, text, quoted, signature } = presentation
  const words = wordsOf(presentation.language)
  const head = [
    [headline],
    notices.map((notice) => `! ${notice}`),
    facts.map(({ label, value }) => `${label}: ${value}`),
    files.length === 0 ? [] : [`${words.files.title(files.length)}:`, ...files.map(fileLine)],
  ]
  return [
    ...head.filter((lines) => lines.length > 0).map((lines) => lines.join('\n')),
    ...section(words.sections.message, text),
    ...section(words.sections.signature, signature),
    ...section(words.sections.quoted, quoted),
  ].join('\n\n')
}

function fileLine({ name, url, note }: ShownFile): string {
  const noted = note === undefined ? oneLine(name) : `${oneLine(name)} (${oneLine(note)})`
  const address = webAddress(url)
  return address === undefined ? `- ${noted}` : `- ${noted}: ${address}`
}

/** Equals signs, and what looks like them: dashes and underscores are where mail readers cut off quoted text. */
const ourLine = /^(?=[[\s\p{Cf}]--[\n\r\u2028\u2029]]*[=＝═≡꞊゠⹀᐀])/gmv

function section(title: string, text: string | undefined): string[] {
  return text ? [`=== ${title} ===`, outsideText(text)] : []
}

/** Words of others where lines of ours may stand, too: none of theirs looks like one. */
export function outsideText(text: string): string {
  return text.replace(ourLine, '| ')
}
