const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

export const voids = words('br hr img')
export const headings = words('h1 h2 h3 h4 h5 h6')
/** What ends a paragraph by beginning. */
export const blocks = words(
  'blockquote center dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre table ul',
)
/** What holds rows and cells and nothing else. */
export const tableFrame = words('table tbody tfoot thead tr')

const sections = words('table')
const rows = words('tr')
/** What each of these must stand in directly. */
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

/** All that is written; `col` and `colgroup` are of no use without styles. */
export const known = words(
  'a abbr b big blockquote caption center cite code dd del div dl dt em figcaption figure font h1 h2 h3 h4 h5 h6 i ' +
    'ins kbd li ol p pre q s samp small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var',
)
