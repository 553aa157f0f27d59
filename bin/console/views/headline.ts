import { html } from 'hono/html'
import { type PageState, readTotals, type Viewer } from '../page-state.ts'
import { countTroubles } from './attention.ts'
import type { Html } from './parts.ts'

export interface Headline {
  readonly tone: 'calm' | 'busy' | 'stopped' | 'broken'
  readonly sentence: string
  readonly more: readonly string[]
}

/** How things stand, in a sentence; also what a screen reader is told from time to time. */
export function readHeadline(state: PageState, { texts }: Viewer): Headline {
  const { status, overview, unreadable } = state
  const { headline, pages } = texts
  const { attention } = pages
  const { accepted, on_the_way: underWay, delivered, given_up, quarantined, waiting } = readTotals(state)
  const parked = overview?.parked.total ?? 0
  const more = [
    ...(parked > 0 ? [headline.parked(parked)] : []),
    ...(quarantined > 0 ? [headline.quarantined(quarantined)] : []),
    ...(overview?.queues ?? []).flatMap(({ name, deadLetterQueue }) =>
      deadLetterQueue > 0 ? [attention.deadLetters(deadLetterQueue, name)] : [],
    ),
    ...(overview?.silences ?? []).map(({ platform, hours }) => `${attention.silent(platform, hours)}.`),
  ]
  const stopped = Object.entries(overview?.breakers ?? {}).flatMap(([name, { open }]) => (open ? [name] : []))
  // Of what is stopped and holds nothing up, the sentence says nothing.
  if (underWay === 0) more.push(...stopped.map((name) => `${attention.stopped(name)}.`))
  const stuck = parked + quarantined > 0 ? headline.stuck : pages.headline.needs(countTroubles(overview))
  const unrouted = waiting > 0 ? [headline.waiting(waiting)] : []
  if (status === 'stopping') return { tone: 'broken', sentence: texts.connection.ending, more: [] }
  if (status !== 'ok') return { tone: 'busy', sentence: texts.connection.starting, more: [] }
  if (unreadable !== undefined) return { tone: 'broken', sentence: headline.unreadable(unreadable), more }
  if (stopped.length > 0 && underWay > 0)
    return { tone: 'stopped', sentence: headline.stopped(stopped, underWay), more: [...more, ...unrouted] }
  if (more.length > 0 && underWay > 0)
    return {
      tone: 'stopped',
      sentence: stuck,
      more: [...more, headline.busy(underWay), ...unrouted],
    }
  if (underWay > 0) return { tone: 'busy', sentence: headline.busy(underWay), more: unrouted }
  if (more.length > 0) return { tone: 'stopped', sentence: stuck, more: [...more, ...unrouted] }
  if (waiting > 0) return { tone: 'busy', sentence: headline.waiting(waiting), more: [] }
  if (accepted === 0) return { tone: 'calm', sentence: headline.empty, more: [headline.emptyHint] }
  if (given_up > 0) return { tone: 'calm', sentence: pages.headline.calm, more: [] }
  const sentence = delivered > 0 ? headline.calm(delivered) : headline.calmNothing
  return { tone: 'calm', sentence, more: [] }
}

export function headline(state: PageState, viewer: Viewer): Html {
  const { tone, sentence, more } = readHeadline(state, viewer)
  return html`<div id="headline" class="${tone}"><p class="sentence">${sentence}</p>${
    more.length > 0 ? html`<p class="more">${more.join(' ')}</p>` : ''
  }</div>`
}
