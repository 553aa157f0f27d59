/** RFC 3676 has `-- `, of which mail clients and HTML leave `--`. */
const delimiter = /^-- ?$/
const addedByApp =
  /^[ \t]*(?:von meinem(?:\/meiner)? .{1,60} gesendet|gesendet von (?:meinem|mail|outlook|yahoo) .{0,80}|mit (?:der )?.{1,40}(?:mail|app) gesendet|gesendet mit (?:der .{1,60} app|proton ?mail.{0,60})|diese nachricht wurde von meinem .{1,100} gesendet|sent from my .{1,60}|sent from (?:mail|outlook|yahoo) .{0,80}|sent (?:via|with) .{1,60}|get outlook for .{1,80}|outlook für (?:ios|android|mac)\b.{0,80}|holen sie sich outlook .{0,80})(?:[ \t]*<https?:[^<>\s]{1,200}>)?[ \t.]*$/i
const longestSignature = 40

/** Only by marks that are certain: a name under a greeting stays in the text. */
export function splitSignature(lines: readonly string[]): { text: string; signature?: string } {
  const end = lastFilled(lines)
  const start = findStart(lines, end)
  const text = trimmed(lines.slice(0, start))
  const signature = trimmed(lines.slice(start, end).filter((line, at) => at > 0 || !delimiter.test(line)))
  if (start === end || text === '') return { text: trimmed(lines) }
  return { text, ...(signature !== '' && { signature }) }
}

function findStart(lines: readonly string[], end: number): number {
  for (let at = end - 1; at >= 0 && at >= end - longestSignature; at--)
    if (delimiter.test(lines[at] ?? '')) return at
  return addedByApp.test(lines[end - 1] ?? '') ? end - 1 : end
}

function lastFilled(lines: readonly string[]): number {
  let end = lines.length
  while (end > 0 && (lines[end - 1] ?? '').trim() === '') end--
  return end
}

function trimmed(lines: readonly string[]): string {
  let start = 0
  while (start < lines.length && (lines[start] ?? '').trim() === '') start++
  return lines.slice(start).join('\n').trimEnd()
}
