import type { Figure } from '../figure.ts'

const [width, labelWidth, barHeight, rowHeight] = [760, 330, 12, 22]
/** Readable on a white page and on a dark one. */
const colours = { bar: '#3b82c4', quartiles: '#c2410c', text: '#6b7280', floor: '#9ca3af' }

/**
 * Bars with their quartiles, as an SVG.
 *
 * @param figures of one unit
 * @param mark drawn as a dashed line where it is not 0: 1 for the floor of a ratio
 */
export function barChart(title: string, figures: readonly Figure[], mark = 0): string {
  const most = Math.max(mark, ...figures.map(({ value, spread }) => Math.max(value, spread?.[1] ?? 0)), 1e-9)
  const room = width - labelWidth - 90
  const x = (value: number) => labelWidth + (Math.max(0, value) / most) * room
  const height = 34 + figures.length * rowHeight
  const rows = figures.map(({ what, value, unit, spread }, index) => {
    const y = 30 + index * rowHeight
    const middle = y + barHeight / 2
    return [
      `<text x="${labelWidth - 8}" y="${y + 10}" text-anchor="end">${escapeXml(what)}</text>`,
      `<rect x="${labelWidth}" y="${y}" width="${(x(value) - labelWidth).toFixed(1)}" height="${barHeight}" rx="2" fill="${colours.bar}"/>`,
      spread &&
        `<path d="M${x(spread[0]).toFixed(1)} ${middle}H${x(spread[1]).toFixed(1)}" stroke="${colours.quartiles}" stroke-width="3"/>`,
      `<text x="${(x(Math.max(value, spread?.[1] ?? 0)) + 6).toFixed(1)}" y="${y + 10}">${escapeXml(`${shown(value)} ${unit}`)}</text>`,
    ]
      .filter(Boolean)
      .join('\n')
  })
  const floor =
    mark > 0
      ? `<path d="M${x(mark).toFixed(1)} 24V${height - 4}" stroke="${colours.floor}" stroke-dasharray="4 3"/>`
      : ''
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="11" fill="${colours.text}">
<title>${escapeXml(title)}</title>
<text x="0" y="14" font-size="13" font-weight="600">${escapeXml(title)}</text>
${[floor, ...rows].filter(Boolean).join('\n')}
</svg>
`
}

/** Two digits where there are few before the point. */
export function shown(value: number): string {
  return value.toFixed(Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0)
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
