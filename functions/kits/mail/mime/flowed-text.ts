const quoteMarks = /^>*/

/** Joins the soft line breaks of `format=flowed` (RFC 3676); other text stays as it is. */
export function unflowText(text: string, parameters: ReadonlyMap<string, string>): string {
  if (parameters.get('format')?.toLowerCase() !== 'flowed') return text
  const deleteSpace = parameters.get('delsp')?.toLowerCase() === 'yes'
  const lines: string[] = []
  let open: { depth: number; pieces: string[] } | undefined
  const close = () => {
    if (open) lines.push(`${open.depth > 0 ? `${'>'.repeat(open.depth)} ` : ''}${open.pieces.join('')}`)
    open = undefined
  }
  for (const raw of text.replaceAll('\r\n', '\n').split('\n')) {
    const depth = quoteMarks.exec(raw)?.[0].length ?? 0
    const marked = raw.slice(depth)
    const line = marked.startsWith(' ') ? marked.slice(1) : marked
    const soft = line.endsWith(' ') && line !== '-- '
    if (open !== undefined && (open.depth !== depth || line === '-- ')) close()
    open ??= { depth, pieces: [] }
    open.pieces.push(soft && deleteSpace ? line.slice(0, -1) : line)
    if (!soft) close()
  }
  close()
  return lines.join('\n')
}
