import { setTimeout as sleep } from 'node:timers/promises'
import type { SeenConversation } from './feed-entry.ts'
import type { PageState, Viewer } from './page-state.ts'
import { conversation, conversationAnchor } from './views/conversation.ts'
import { readHeadline } from './views/headline.ts'
import { fragments } from './views/live-page.ts'

/** What has changed for one viewer since it was last told. */
export interface Update {
  /** HTML by element id. */
  readonly fragments: Record<string, string>
  /** HTML of conversations by element id. */
  readonly cards: Record<string, string>
  /** The conversations that are shown, newest first. */
  readonly order: readonly string[]
  /** For a screen reader. */
  readonly summary: string
}

/** Renders for one viewer only what is not on its page yet. */
export function createUpdates(viewer: Viewer): (state: PageState) => Update | undefined {
  const told = new Map<string, string>()
  let cards = new Map<string, number>()
  let lastOrder = ''

  return (state) => {
    const changed: Record<string, string> = {}
    for (const [id, render] of Object.entries(fragments)) {
      const text = String(render(state, viewer))
      if (told.get(id) === text) continue
      told.set(id, text)
      changed[id] = text
    }
    const shown = state.feed.conversations(viewer.window)
    const stale = shown.filter(({ id, version }) => cards.get(id) !== version)
    cards = new Map(shown.map(({ id, version }) => [id, version]))
    const order = shown.map(({ id }) => conversationAnchor(id))
    const orderText = order.join()
    if (Object.keys(changed).length === 0 && stale.length === 0 && orderText === lastOrder) return undefined
    lastOrder = orderText
    return {
      fragments: changed,
      cards: Object.fromEntries(
        stale.map((each) => [conversationAnchor(each.id), card(each, state, viewer)]),
      ),
      order,
      summary: summarise(state, viewer),
    }
  }
}

function card(each: SeenConversation, state: PageState, viewer: Viewer): string {
  return String(conversation(each, state, viewer))
}

function summarise(state: PageState, viewer: Viewer): string {
  const { sentence, more } = readHeadline(state, viewer)
  return [sentence, ...more].join(' ')
}

export interface LiveOptions {
  readonly viewer: Viewer
  readonly read: () => PageState
  readonly send: (update: Update) => Promise<void>
  /** Keeps the line open while nothing happens. */
  readonly ping: () => Promise<void>
  readonly signal: AbortSignal
}

/** A storm of events is one update each time. */
const leastPauseMs = 250
const pingMs = 15_000

/** Tells a viewer what changes until it leaves. */
export async function tellLive({ viewer, read, send, ping, signal }: LiveOptions): Promise<void> {
  const update = createUpdates(viewer)
  let lastTold = performance.now()
  while (!signal.aborted) {
    const began = performance.now()
    const news = update(read())
    const renderMs = performance.now() - began
    if (news) await send(news)
    else if (began - lastTold > pingMs) await ping()
    if (news || began - lastTold > pingMs) lastTold = began
    // At most a fifth of the time goes into watching.
    await sleep(Math.max(leastPauseMs, renderMs * 4), undefined, { signal, ref: false }).catch(() => {})
  }
}
