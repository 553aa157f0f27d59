import { html } from 'hono/html'
import type { Html } from './parts.ts'

export interface Bar {
  /** What it stands for, whole. */
  readonly label: string
  /** Below it, where there is room. */
  readonly name?: string
  /** By series, from the bottom. */
  readonly parts: readonly number[]
}

export interface BarChart {
  readonly title: string
  readonly bars: readonly Bar[]
  readonly format: (value: number) => string
}

const width = 720
const height = 150
const top = 14
const bottom = 18
const left = 4

/** Bars upright on one line, with the largest value written above: calm, and without a script. */
export function barChart({ title, bars, format }: BarChart): Html {
  const totals = bars.map(({ parts }) => sum(parts))
  const most = totals.reduce((one, other) => Math.max(one, other), 0)
  const step = (width - 2 * left) / Math.max(1, bars.length)
  const thickness = Math.min(48, Math.max(1, step * 0.8))
  const scale = (value: number) => (most === 0 ? 0 : (value / most) * (height - top - bottom))
  const ground = height - bottom
  return html`<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
    <line class="ground" x1="0" x2="${width}" y1="${ground}" y2="${ground}"></line>
    <text class="most" x="${left}" y="10">${format(most)}</text>
    ${bars.map(({ label, name, parts }, index) => {
      const x = left + index * step + (step - thickness) / 2
      return html`<g><title>${label}: ${format(sum(parts))}</title>${parts.map((part, series) => {
        const size = scale(part)
        const y = ground - scale(sum(parts.slice(0, series))) - size
        return size > 0
          ? html`<rect class="series-${series % 6}" x="${round(x)}" y="${round(y)}" width="${round(thickness)}" height="${round(size)}"></rect>`
          : ''
      })}${name === undefined ? '' : html`<text class="name" x="${round(x)}" y="${height - 4}">${name}</text>`}</g>`
    })}
  </svg>`
}

function sum(values: readonly number[]): number {
  return values.reduce((total, each) => total + each, 0)
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
