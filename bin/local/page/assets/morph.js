/**
 * Makes an element like another and keeps what need not change: focus, scroll position, an open list, a choice.
 * Children are told apart by id where they have one, else by their place.
 */
export function morph(from, to) {
  if (from.isEqualNode(to)) return
  if (from.nodeName !== to.nodeName) {
    from.replaceWith(to)
    return
  }
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue
    return
  }
  morphAttributes(from, to)
  // Whoever is choosing has the say.
  if (from.nodeName === 'SELECT' && sameOptions(from, to)) return
  morphChildren(from, to)
}

function morphAttributes(from, to) {
  for (const { name } of [...from.attributes]) if (!to.hasAttribute(name)) from.removeAttribute(name)
  for (const { name, value } of to.attributes)
    if (from.getAttribute(name) !== value) from.setAttribute(name, value)
}

function sameOptions(from, to) {
  const values = (select) => [...select.options].map(({ value }) => value).join('\n')
  return values(from) === values(to)
}

function morphChildren(from, to) {
  let next = from.firstChild
  for (const wanted of [...to.childNodes]) {
    const kept = wanted.id ? [...from.children].find(({ id }) => id === wanted.id) : undefined
    if (kept && kept !== next) from.insertBefore(kept, next)
    const match = kept ?? (next && !next.id && next.nodeName === wanted.nodeName ? next : undefined)
    if (!match) {
      from.insertBefore(wanted, next)
      continue
    }
    next = match.nextSibling
    morph(match, wanted)
  }
  while (next) {
    const { nextSibling } = next
    next.remove()
    next = nextSibling
  }
}
