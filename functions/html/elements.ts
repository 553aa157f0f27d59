/** Values by names in lower case, entities decoded. */
export type Attributes = ReadonlyMap<string, string>

export const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

export const wordsOfEach = (texts: Record<string, string>): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(Object.entries(texts).map(([name, text]) => [name, words(text)]))

/** Elements that safe HTML is made of. Columns are of no use without styles. */
export const safeElements = words(
  'a abbr b big blockquote br caption center cite code dd del div dl dt em figcaption figure font ' +
    'h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q s samp small span strike strong sub sup table tbody td tfoot ' +
    'th thead tr tt u ul var',
)

/** Those of them without an end tag. */
export const emptyElements = words('br hr img')
