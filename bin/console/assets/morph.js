/** Makes an element like another, and keeps what need not change: focus, scroll position, an open list. */
import { Idiomorph } from './idiomorph.js'

export function morph(from, to) {
  if (from.isEqualNode(to)) return
  Idiomorph.morph(from, to, { callbacks: { beforeNodeMorphed: (old, wanted) => !keepsChoice(old, wanted) } })
}

/** Whoever is choosing has the say, as long as there is the same to choose from. */
function keepsChoice(old, wanted) {
  return old.nodeName === 'SELECT' && wanted.nodeName === 'SELECT' && values(old) === values(wanted)
}

function values(select) {
  return [...select.options].map(({ value }) => value).join('\n')
}
