/** Short links, and the three characters that X escapes in every text. */
const toReplace = /https?:\/\/t\.co\/\w+|&(?:amp|lt|gt);/g
const unescaped: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' }

export interface Link {
  /** As it stands in the text: `https://t.co/…`. */
  readonly short: string
  readonly expanded: string
  readonly title?: string
}

/**
 * The text as its reader sees it: links expanded, entities unescaped once, links to its own media left out.
 * Links are found by their own text, never by X's indices: those count code points, JavaScript's UTF-16 units.
 *
 * @param media the short links that stand for attachments
 */
export function readableText(text: string, links: readonly Link[], media: ReadonlySet<string>): string {
  const expanded = new Map(links.map((link) => [link.short, link.expanded]))
  return text
    .replace(toReplace, (found) =>
      media.has(found) ? '' : (unescaped[found] ?? expanded.get(found) ?? found),
    )
    .trim()
}
