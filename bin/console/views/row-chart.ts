import { html } from 'hono/html'
import type { Html } from './parts.ts'

export interface ChartRow {
  /** What it stands for, whole. */
  readonly label: string
  /** Beside it; '' where it belongs to the row above. */
  readonly name: string
  readonly value: number
  readonly series: number
}

const width = 720
const rowHeight = 18
const names = 130
const values = 70

/** Bars that lie one below the other, each behind its value: for a handful of things to compare. */
export function rowChart(title: string, rows: readonly ChartRow[], format: (value: number) => string): Html {
  const most = rows.reduce((one, { value }) => Math.max(one, value), 0)
  const room = width - names - values
  const height = rows.length * rowHeight + 8
  return html`<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
    ${rows.map(({ label, name, value, series }, index) => {
      const y = 4 + index * rowHeight
      const size = most === 0 ? 0 : Math.max(value > 0 ? 2 : 0, Math.round((value / most) * room))
      return html`<g><title>${label}: ${format(value)}</title><text class="row" x="0" y="${y + 11}">${name}</text><text x="${names}" y="${y + 11}">${format(value)}</text><rect class="series-${series % 6}" x="${names + values}" y="${y + 2}" width="${size}" height="${rowHeight - 6}" rx="2"></rect></g>`
    })}
  </svg>`
}
