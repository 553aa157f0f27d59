import { html } from 'hono/html'
import { sha256 } from '../../../functions/core/ids.ts'
import type { ParkedGroup } from '../../operations/contacts/group-parked.ts'
import type { ProbeAnswer } from '../ask-destinations.ts'
import type { Overview } from '../operations.ts'
import type { PageState, Viewer } from '../page-state.ts'
import type { StoppedDestination } from '../stopped-destinations.ts'
import { nameOf } from './contact-list.ts'
import { askNow, probed } from './destination.ts'
import { action, dateTime, elapsed, type Html, outside } from './parts.ts'
import { reasonOf } from './reason.ts'

/** How many things wait for a person: groups of what is parked, what is stopped, what was not understood, who is silent. */
export function countTroubles(overview: Overview | undefined): number {
  const { breakers = {}, groups = [], parked, quarantine, queues = [], silences = [] } = overview ?? {}
  return (
    Object.values(breakers).filter(({ open }) => open).length +
    (groups.length || (parked && parked.total > 0 ? 1 : 0)) +
    (quarantine && quarantine.total > 0 ? 1 : 0) +
    queues.filter(({ deadLetterQueue }) => deadLetterQueue > 0).length +
    silences.length
  )
}

/** First of all what needs somebody, grouped by destination and reason, with names and first words. */
export function attention(
  { overview, answerOf }: Pick<PageState, 'overview' | 'answerOf'>,
  viewer: Viewer,
): Html {
  const words = viewer.texts.pages.attention
  const { breakers = {}, groups = [], quarantine, queues = [], silences = [] } = overview ?? {}
  const items = [
    ...Object.entries(breakers).flatMap(([name, breaker]) => {
      const waiting = queues.find((queue) => queue.name === name)
      return breaker.open
        ? [stopped(name, { breaker, level: waiting, answer: answerOf?.(name) }, viewer)]
        : []
    }),
    ...queues.flatMap(({ name, deadLetterQueue }) =>
      deadLetterQueue > 0
        ? [html`<li class="trouble bad"><h3>${words.deadLetters(deadLetterQueue, name)}</h3></li>`]
        : [],
    ),
    ...groups.map((group) => parkedGroup(group, viewer)),
    ...silences.map((each) => silent(each, viewer)),
    ...(quarantine && quarantine.total > 0 ? [quarantined(quarantine, viewer)] : []),
  ]
  const isCalm = items.length === 0
  return html`<section id="attention" class="${isCalm ? 'calm' : 'needed'}" aria-labelledby="attention-title">
    <h2 id="attention-title" tabindex="-1">${words.title}</h2>
    ${isCalm ? html`<p class="hint">${words.calm}</p>` : html`<ul class="troubles">${items}</ul>`}
  </section>`
}

type Breaker = Overview['breakers'][string]
type Level = Overview['queues'][number]
type Silence = Overview['silences'][number]

interface Stopped {
  readonly breaker: Breaker
  readonly level: Level | undefined
  readonly answer: ProbeAnswer | undefined
}

function stopped(name: string, { breaker, level, answer }: Stopped, viewer: Viewer): Html {
  const waits = (level?.waiting ?? 0) + (level?.inFlight ?? 0)
  return html`<li class="trouble warn" id="stopped-${name}">
    ${stoppedLines(name, { breaker, waits }, viewer)}
    ${answer ? probed(answer, viewer) : ''}
    <div class="buttons">${askNow(name, viewer)}</div>
  </li>`
}

/** Since when it is stopped and why, what waits for it, and when it is tried next. */
export function stoppedLines(name: string, { breaker, waits }: StoppedDestination, viewer: Viewer): Html {
  const words = viewer.texts.pages.attention
  return html`<h3>${words.stopped(name)} <span class="detail">${words.since} ${dateTime(breaker.since, viewer)} (${elapsed(new Date(breaker.since), viewer)})</span></h3>
    <p>${reasonOf(breaker.reason, viewer)} · ${words.waits(waits)} <span class="detail">${words.probe}: ${dateTime(breaker.probeAt, viewer)}</span></p>`
}

function silent({ platform, hours, within, timeZone, events }: Silence, viewer: Viewer): Html {
  const words = viewer.texts.pages.attention
  const [of = platform] = events
  return html`<li class="trouble warn" id="silent-${platform}">
    <h3>${words.silent(platform, hours)}</h3>
    <p>${words.expected} <code>${outside(within)}</code> ${outside(timeZone)}. ${words.silentHint}</p>
    <div class="buttons"><a class="button" href="/events?${new URLSearchParams({ when: 'all', platform: of })}">${words.silentLook}<span class="unseen"> ${outside(platform)}</span></a></div>
  </li>`
}

function parkedGroup(group: ParkedGroup, viewer: Viewer): Html {
  const words = viewer.texts.pages.attention
  const { destination, code, reason, count, lastAt, newest } = group
  const fields = { destination, code, reason, until: lastAt }
  const told = destination === 'route' ? words.atRoute(count) : words.group(count, destination)
  const id = sha256(JSON.stringify([destination, code, reason])).slice(0, 12)
  return html`<li class="trouble bad" id="g-${id}">
    <h3>${told}</h3>
    <p>${reasonOf(reason, viewer, code)} <code>${outside(code)}</code> <span class="detail">${dateTime(lastAt, viewer)}</span></p>
    <ul class="voices">${newest.map(
      ({ row, told: says }) =>
        html`<li><a href="/events/${encodeURIComponent(row.eventId)}">${outside(nameOf(says ? { told: says } : {}, viewer))}</a>${
          says?.words === undefined ? '' : html` <span class="snippet" dir="auto">${says.words}</span>`
        }</li>`,
    )}${count > newest.length ? html`<li class="detail">${words.more(count - newest.length)}</li>` : ''}</ul>
    <div class="buttons">
      <a class="button" href="/parked?${new URLSearchParams(fields)}">${words.look}<span class="unseen"> ${outside(told)}</span></a>
      ${
        viewer.readOnly
          ? ''
          : html`${action('/page/parked/retry', words.all(count), {
              fields,
              about: destination,
              kind: 'good',
              ...(count > 1 && { confirm: viewer.texts.pages.confirm.retry(count) }),
            })}`
      }
    </div>
  </li>`
}

function quarantined({ items, total }: Overview['quarantine'], viewer: Viewer): Html {
  const { texts } = viewer
  const words = texts.pages.attention
  return html`<li class="trouble warn" id="quarantine">
    <h3>${words.quarantine(total)}</h3>
    <ul class="items">${items.map(({ key, platform, receivedAt, size, parts }) => {
      const path = `/page/quarantine/${key.split('/').slice(1).map(encodeURIComponent).join('/')}`
      const about = `${platform} ${receivedAt}`
      return html`<li id="q-${key.replaceAll('/', '-')}">
        <p><b>${outside(platform)}</b> ${texts.quarantine.parts(parts.length)} <span class="detail">${texts.quarantine.bytes(size)} · ${dateTime(receivedAt, viewer)}</span></p>
        <ul class="reasons">${parts.slice(0, 3).map(({ what, why }) => html`<li class="reason">${outside(what)}: ${outside(why)}</li>`)}</ul>
        <div class="buttons">
          <a class="button" href="${path}">${texts.buttons.look}<span class="unseen"> ${outside(about)}</span></a>
          ${
            viewer.readOnly
              ? ''
              : html`${action(`${path}/retry`, texts.buttons.retry, { about, kind: 'good' })}
          ${action(`${path}/drop`, texts.buttons.drop, { about, confirm: texts.buttons.confirm, kind: 'bad' })}`
          }
        </div>
      </li>`
    })}</ul>
    ${total > items.length ? html`<p class="detail">${texts.quarantine.more(total - items.length)}</p>` : ''}
  </li>`
}
