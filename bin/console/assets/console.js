/** On every page of the console: the key that leads to the search, copying, and asking before what cannot be undone. */
const search = document.getElementById('q')

document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.target.closest('input, textarea, select')) return
  event.preventDefault()
  search.focus()
  search.select()
})

for (const button of document.querySelectorAll('button[data-copy]')) {
  button.hidden = false
  const label = button.textContent
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent)
    button.textContent = button.dataset.copied
    setTimeout(() => {
      button.textContent = label
    }, 2000)
  })
}

// A page that is live sends its forms itself, and asks there.
if (document.body.dataset.live === undefined)
  document.addEventListener('submit', (event) => {
    const { target: form } = event
    if (form.dataset.confirm === undefined) return
    if (!window.confirm(form.dataset.confirm)) return event.preventDefault()
    const said = document.createElement('input')
    Object.assign(said, { type: 'hidden', name: 'confirmed', value: 'yes' })
    form.append(said)
  })

// A search through much comes in parts: what was found stays, and the next part follows it.
const found = document.getElementById('found')

async function searchOn() {
  for (;;) {
    const link = found.querySelector('[data-go-on]')
    if (!link) return
    found.ariaBusy = 'true'
    const answer = await fetch(link.dataset.goOn, { headers: { accept: 'text/html' } })
    if (!answer.ok) return
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('found')
    if (!next) return
    const [list, more] = [found, next].map((each) => each.querySelector('.contacts'))
    if (list && more) list.append(...more.children)
    if (list) next.querySelector('.contacts, .empty').replaceWith(list)
    found.replaceChildren(...next.childNodes)
  }
}

if (found)
  searchOn()
    .catch(() => {})
    .finally(() => {
      found.ariaBusy = 'false'
    })
