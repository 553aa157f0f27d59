/* Finds sections of the pages that hold every word, best first; `pages` stands in pages.js. Runs from a file, too. */
const marks = /[\u0300-\u036f]/g
const blanks = /\s+/

;(() => {
  const maxFound = 30
  const fold = (text) => text.normalize('NFD').replace(marks, '').toLowerCase()

  function search(sections, asked) {
    const words = fold(asked)
      .split(blanks)
      .filter((word) => word !== '')
    if (words.length === 0) return []
    return sections
      .map((section) => ({ section, score: scoreOf(section, words) }))
      .filter(({ score }) => score > 0)
      .toSorted((one, other) => other.score - one.score)
      .slice(0, maxFound)
      .map(({ section }) => ({ ...section, excerpt: excerptOf(section.text, words) }))
  }

  function scoreOf({ page, title, text }, words) {
    const [inPage, inTitle, inText] = [page, title, text].map(fold)
    let score = 0
    for (const word of words) {
      const times = inText.split(word).length - 1
      const found = (inTitle.includes(word) ? 20 : 0) + (inPage.includes(word) ? 5 : 0) + Math.min(times, 5)
      if (found === 0) return 0
      score += found
    }
    return score
  }

  function excerptOf(text, [word]) {
    const at = Math.max(0, fold(text).indexOf(word) - 60)
    return `${at > 0 ? '…' : ''}${text.slice(at, at + 200)}${at + 200 < text.length ? '…' : ''}`
  }

  globalThis.searchPages = search
  if (typeof document === 'undefined') return

  const field = document.querySelector('input[type=search]')
  const found = document.querySelector('#found')
  const root = document.body.dataset.root

  function show() {
    const hits = search(globalThis.pages, field.value)
    found.hidden = field.value.trim() === ''
    found.replaceChildren(
      ...hits.map(({ page, title, url, excerpt }) => {
        const link = document.createElement('a')
        link.href = `${root}/${url}`
        const [name, words] = [document.createElement('b'), document.createElement('span')]
        name.textContent = title === page || title === '' ? page : `${page}: ${title}`
        words.textContent = excerpt
        link.append(name, words)
        return link
      }),
    )
    if (hits.length === 0) found.textContent = 'Nothing found: try fewer words.'
  }

  field.addEventListener('input', show)
  field.form.addEventListener('submit', (event) => {
    event.preventDefault()
    const first = found.querySelector('a')
    if (first) location.href = first.href
  })
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && document.activeElement !== field) {
      event.preventDefault()
      field.focus()
    }
    if (event.key === 'Escape') {
      field.value = ''
      show()
    }
  })
  found.addEventListener('click', () => {
    field.value = ''
    found.hidden = true
  })
  const wide = matchMedia('(min-width: 60rem)')
  const open = () => {
    document.querySelector('nav details').open = wide.matches
  }
  wide.addEventListener('change', open)
  open()
})()
