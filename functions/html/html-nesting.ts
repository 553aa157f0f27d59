import { words } from './elements.ts'

export const headings = words('h1 h2 h3 h4 h5 h6')
/** Elements that end a paragraph by beginning. */
export const blocks = words(
  'blockquote center dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre table ul',
)
/** Elements that hold rows and cells and nothing else. */
export const tableFrame = words('table tbody tfoot thead tr')
/** Elements that no paragraph outside of them reaches into. */
export const cells = words('td th caption')

const sections = words('table')
const rows = words('tr')
/** Elements that each of these must stand in directly. */
export const homes: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['li', words('ul ol')],
  ['dt', words('dl')],
  ['dd', words('dl')],
  ['caption', sections],
  ['thead', sections],
  ['tbody', sections],
  ['tfoot', sections],
  ['tr', words('table tbody tfoot thead')],
  ['td', rows],
  ['th', rows],
])
