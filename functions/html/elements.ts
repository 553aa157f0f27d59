export const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** Elements without an end tag. */
export const voidElements = words(
  'area base basefont br col embed frame hr img input link meta param source track wbr',
)

/** Elements that safe HTML is made of. */
export const safeElements = words(
  'a abbr b big blockquote br caption center cite code col colgroup dd del div dl dt em figcaption figure font ' +
    'h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q s samp small span strike strong sub sup table tbody td tfoot ' +
    'th thead tr tt u ul var',
)
