import { markdownTable } from '../../../bin/deployment-checks/markdown-table.ts'
import type { Figure, Row } from '../figure.ts'
import { barChart, shown } from './bar-chart.ts'
import { describeMachine } from './machine.ts'
import type { RecordedRun } from './recorded-run.ts'

export interface WrittenPage {
  readonly text: string
  /** By name, beneath `docs/images`. */
  readonly images: Readonly<Record<string, string>>
}

/** `docs/benchmarks.md` with its plots. */
export function benchmarksPage(rows: readonly Row[], recorded: RecordedRun): WrittenPage {
  const images: Record<string, string> = {}
  const sections = rows.flatMap(({ name, title, how, why }) => {
    const found = recorded[name]
    if (!found) return []
    const plots = [...unitsOf(found.figures)].map(([unit, figures], index) => {
      const image = `benchmark-${name}${index === 0 ? '' : `-${index + 1}`}.svg`
      images[image] = barChart(`${title} (${unit})`, figures, unit === '×' ? 1 : 0)
      return `![${title}, in ${unit}](images/${image})`
    })
    return [
      [
        `## ${title}`,
        how,
        ...plots,
        tableOf(found.figures),
        ...(why !== undefined && found.figures.some(isMissed) ? [`**Why not.** ${why}`] : []),
        `\`${found.command}\`: ${describeMachine(found.machine)}.`,
      ].join('\n\n'),
    ]
  })
  return { text: `${[head, ...sections].join('\n\n')}\n`, images }
}

const head = `# Benchmarks

What a contact costs, measured against the least that anybody has to do for it. \`npm run bench -- --write\` measures and
writes this page with its plots (\`--local\` and \`--peers\` for what takes minutes, \`--only <name>\` for one of them); nothing in
it is written by hand but the paragraphs *Why not* behind what misses its aim.

How to read it: **processor time** is user and system of the function's whole process, not the clock's. Floors are
bundled by the same recipe, run with the same flags and use the same SDK client. All subjects are measured in every
round, in turn, and a ratio is taken round by round, so that it is not that of the two medians beside it; figures are
medians with their quartiles. **The floor against
itself** is measured in the same rounds by a second process of the floor: what lies within it is noise. Emulators are not
AWS: what they take is not in the figures, and what AWS takes is not either. **Aims** are what the project wants to come
to, and say whether this run did.`

const numbers = /\d+(?:\.\d+)?/g

/** Whether a figure is at its aim: `≥ 250 a second`, else at most its largest number. */
export function isMet(value: number, aim: string): boolean {
  const found = (aim.match(numbers) ?? []).map(Number)
  return aim.startsWith('≥') ? value >= Math.min(...found) : value <= Math.max(...found)
}

function isMissed({ value, aim }: Figure): boolean {
  return aim !== undefined && !isMet(value, aim)
}

function unitsOf(figures: readonly Figure[]): Map<Figure['unit'], Figure[]> {
  const found = new Map<Figure['unit'], Figure[]>()
  for (const figure of figures) found.set(figure.unit, [...(found.get(figure.unit) ?? []), figure])
  return found
}

function tableOf(figures: readonly Figure[]): string {
  const range = (pair: readonly [number, number] | undefined) => (pair ? pair.map(shown).join(' to ') : '')
  return markdownTable(
    ['what', 'median', 'quartiles', 'floor against itself', 'aim', ''],
    figures.map(({ what, value, unit, spread, noise, aim = '', note = '' }) => [
      what,
      `**${shown(value)} ${unit}**`,
      range(spread),
      range(noise),
      aim && `${aim}${isMet(value, aim) ? ', met' : ', **missed**'}`,
      note,
    ]),
  ).join('\n')
}
