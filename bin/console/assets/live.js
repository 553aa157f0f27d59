/** Keeps the page as the local run tells it over server-sent events: changes what changed, and nothing else. */
import { morph } from './morph.js'

const { live, lost } = document.body.dataset
const list = document.getElementById('conversations')
const connection = document.getElementById('connection')
const notice = document.getElementById('notice')
const announcement = document.getElementById('announcement')
const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 })

if (live) connect(live)
setInterval(countOn, 1000)
countOn()
document.addEventListener('submit', press)

function connect(address) {
  const source = new EventSource(address)
  source.addEventListener('update', ({ data }) => update(JSON.parse(data)))
  source.addEventListener('open', () => showLost(false))
  source.addEventListener('error', () => {
    showLost(true)
    // A browser gives up where the answer is no stream, such as while the local run starts.
    if (source.readyState !== EventSource.CLOSED) return
    setTimeout(() => connect(address), 2000)
  })
}

function showLost(isLost) {
  connection.hidden = !isLost
  connection.textContent = isLost ? lost : ''
}

function update({ fragments, cards, order, summary }) {
  const focused = document.activeElement
  const section = focused?.closest('section')
  for (const [id, html] of Object.entries(fragments)) {
    const element = document.getElementById(id)
    if (element) morph(element, parse(html))
  }
  place(cards, order)
  countOn()
  announce(summary)
  // What somebody stood on is gone, such as a parked event that was sent again.
  if (focused && !focused.isConnected) section?.querySelector('h2')?.focus()
}

/** Puts the conversations in order; the one that somebody is in stays until it is left. */
function place(cards, order) {
  const shown = new Set(order)
  for (const card of [...list.children])
    if (!shown.has(card.id) && !card.contains(document.activeElement)) card.remove()
  let next = list.firstElementChild
  for (const id of order) {
    let card = document.getElementById(id)
    const html = cards[id]
    if (card && html !== undefined) morph(card, parse(html))
    if (!card && html !== undefined) {
      card = parse(html)
      card.classList.add('new')
      card.addEventListener('animationend', () => card.classList.remove('new'), { once: true })
    }
    if (!card) continue
    if (card === next) next = next.nextElementSibling
    else list.insertBefore(card, next)
  }
}

function parse(html) {
  const template = document.createElement('template')
  template.innerHTML = html
  return template.content.firstElementChild
}

let lastSummary = ''
let willAnnounce = false

/** A screen reader is told how things stand, not every event. */
function announce(summary) {
  if (summary === lastSummary) return
  lastSummary = summary
  if (willAnnounce) return
  willAnnounce = true
  setTimeout(() => {
    willAnnounce = false
    announcement.textContent = lastSummary
  }, 4000)
}

/** As the server writes durations. */
function countOn() {
  const now = Date.now()
  for (const element of document.querySelectorAll('time[data-since]')) {
    const text = duration(now - Number(element.dataset.since))
    if (element.textContent !== text) element.textContent = text
  }
}

function duration(ms) {
  const seconds = Math.max(0, ms) / 1000
  if (seconds < 10) return `${number.format(Math.floor(seconds * 10) / 10)} s`
  if (seconds < 60) return `${Math.floor(seconds)} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`
  return `${Math.floor(seconds / 3600)} h`
}

/** Sends a form without leaving the page. */
async function press(event) {
  const { target: form, submitter } = event
  if (!('live' in form.dataset)) return
  event.preventDefault()
  if (form.dataset.confirm !== undefined && !window.confirm(form.dataset.confirm)) return
  const body = new URLSearchParams(new FormData(form, submitter))
  if (form.dataset.confirm !== undefined) body.set('confirmed', 'yes')
  try {
    const answer = await fetch(form.action, { method: 'POST', body, headers: { accept: 'application/json' } })
    const { notice: text, error } = await answer.json()
    // What is being sent is told beside the button, as it goes on.
    tell(text ?? error, form.action.endsWith('/page/send') ? 2000 : 8000)
  } catch {
    tell(lost)
  }
}

let forget

function tell(text, shownMs = 8000) {
  // The same words again are news to a screen reader only where the region was empty between.
  notice.textContent = ''
  setTimeout(() => {
    notice.textContent = text
  }, 50)
  clearTimeout(forget)
  forget = setTimeout(() => {
    notice.textContent = ''
  }, shownMs)
}
