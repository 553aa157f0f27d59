/** Control characters of both ranges: in a mail's Message-ID they could steer the terminal. */
const control = /[\p{Cc}\p{Cf}]/gu
const longest = 60

/**
 * Lines of columns under their headings, without trailing spaces.
 *
 * @param whole headings of columns that are not cut, because other commands take what stands there
 */
export function table(
  headings: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  whole: readonly string[] = [],
): string {
  const isWhole = headings.map((heading) => whole.includes(heading))
  const cells = [headings, ...rows].map((row) =>
    row.map((cell, column) => (isWhole[column] ? printable(String(cell)) : shorten(String(cell)))),
  )
  const widths = headings.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function shorten(text: string): string {
  const plain = printable(text)
  return plain.length > longest ? `${plain.slice(0, longest - 1)}…` : plain
}

/** The text without what a terminal would obey. */
export function printable(text: string): string {
  return text.replace(control, '\uFFFD')
}
