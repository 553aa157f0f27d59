import { consoleStand } from '../../support/console-stand.ts'
import { type Figure, type Row, spread } from '../figure.ts'
import { inTurn, quantile, ratios, spreadOf } from '../statistics.ts'

const many = 10_000
const pages = {
  first: { what: 'the first page', path: '/' },
  list: { what: 'the list', path: '/events' },
  search: { what: 'a search that finds', path: '/events?q=kundin+17' },
  fruitless: { what: 'a search that finds nothing, its first answer', path: '/events?q=waschmaschine' },
  figures: { what: 'the figures of a day', path: '/figures' },
} as const
type Name = keyof typeof pages

/** The console with much in the table. */
export const consolePages: Row = {
  name: 'console',
  title: `The console with ${many.toLocaleString('en-GB')} events`,
  how: 'Whole answers by the clock, over emulated services in the same process: a table with 10,000 events of the last twenty hours against an empty one, asked in turn, after each page has been asked for once.',
  why: 'An empty table has nothing to show: the list and the searches render fifty contacts against none, the searches read the words of five hundred events a page (which are kept nowhere between one page and the next), and the figures go through ten thousand.',
  async measure({ quick }) {
    const full = await consoleStand(quick ? 200 : many)
    const empty = await consoleStand(0)
    try {
      const figures: Figure[] = []
      for (const name of Object.keys(pages) as Name[]) {
        const { what, path } = pages[name]
        const ask = { full: () => full.milliseconds(path), empty: () => empty.milliseconds(path) }
        const began = await ask.full()
        await ask.empty()
        const took = await inTurn(quick ? 2 : 15, ask)
        const shown = (values: readonly number[]) => `${quantile(values, 0.5).toFixed(0)} ms`
        figures.push({
          name: `console/${name}`,
          what,
          unit: '×',
          ...spread(spreadOf(ratios(took.full, took.empty))),
          aim: '≤ 3 ×',
          note: `${shown(took.full)} against ${shown(took.empty)}; asked for the first time ${began.toFixed(0)} ms`,
        })
      }
      return figures
    } finally {
      await Promise.all([full.stop(), empty.stop()])
    }
  },
}
