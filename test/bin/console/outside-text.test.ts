import { readdirSync, readFileSync } from 'node:fs'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { beforeAll, describe, expect, it } from 'vitest'
import { createFeed } from '../../../bin/console/feed.ts'
import { texts } from '../../../bin/console/language.ts'
import type { PageState, Viewer } from '../../../bin/console/page-state.ts'
import { seeEvent } from '../../../bin/console/seen-event.ts'
import { askPage } from '../../../bin/console/views/ask.ts'
import { conversationPage } from '../../../bin/console/views/conversation-page.ts'
import { destinationPage } from '../../../bin/console/views/destination.ts'
import { eventPage } from '../../../bin/console/views/event.ts'
import { failedPage } from '../../../bin/console/views/failed.ts'
import { findPage } from '../../../bin/console/views/find.ts'
import { livePage } from '../../../bin/console/views/live-page.ts'
import { lookParked, lookQuarantined } from '../../../bin/console/views/look.ts'
import { createTickets } from '../../../bin/local/demo-tickets.ts'
import { platformSenders } from '../../../bin/local/senders/index.ts'
import type { Told } from '../../../bin/operations/contacts/contact-summary.ts'
import type { Contact } from '../../../bin/operations/contacts/read-contact.ts'
import { toCloudEvent } from '../../../functions/core/cloud-event.ts'
import { NotProven } from '../../../functions/core/errors.ts'
import type { Row } from '../../../functions/core/ledger.ts'
import { platformAdapters } from '../../../functions/platforms/index.ts'
import { type ContactEvent, contactEvent, type RoutedEvent } from '../../../schemas/contact-event.ts'
import { routedEvent } from '../../contracts/routed-event.ts'
import { readSigned } from '../../contracts/webhook-request.ts'
import { localWorld } from '../../support/local-world.ts'
import { operationsScene } from '../../support/operations-scene.ts'

const hostile = `</p></bdi>"'--><script>alert(1)</script><img src=x onerror=alert(1)>&lt;{{7*7}}\u202e`
const harmless = 'harmless'
const samples = new URL('../../../bin/samples/', import.meta.url)
const viewer: Viewer = { language: 'en', texts: texts.en, window: 30, now: new Date('2026-11-21T12:00:00Z') }

/** Elements and the names of their attributes, in order: what outside text must never change. */
function skeleton(html: string): string[] {
  const found: string[] = []
  const walk = (node: DefaultTreeAdapterTypes.Node): void => {
    if ('tagName' in node) found.push(`${node.tagName} ${node.attrs.map(({ name }) => name).join(' ')}`)
    if ('content' in node) walk(node.content)
    if ('childNodes' in node) for (const child of node.childNodes) walk(child)
  }
  walk(parse(html))
  return found
}

const words = (list: string) => new Set(list.split(/\s+/))
/** What the page's own templates write around text; its two scripts are counted. */
const elements = words(
  `html head meta title link script body a header nav main section article noscript div p h1 h2 h3 h4 ol ul li dl dt dd
  form label input select optgroup option button details summary table thead tbody tr th td span strong b bdi del time code`,
)
const attributes = words(
  `lang charset name content rel href hreflang type src class id for hidden tabindex role aria-label aria-labelledby
  aria-live aria-pressed scope colspan method action value label dir datetime title
  data-live data-lost data-since data-confirm
  maxlength placeholder aria-keyshortcuts aria-hidden open`,
)

/** Elements and attributes that are none of ours. */
function foreign(html: string): string[] {
  const found = skeleton(html).map((element) => element.trim().split(' '))
  const scripts = found.filter(([tag]) => tag === 'script')
  return [
    ...found.flatMap(([tag = '', ...names]) => [
      ...(elements.has(tag) ? [] : [tag]),
      ...names.filter((name) => !attributes.has(name)),
    ]),
    ...(scripts.length === 2 ? [] : ['another script']),
  ]
}

type Path = (string | number)[]

function* textPaths(value: unknown, path: Path = []): Generator<Path> {
  if (typeof value === 'string') yield path
  if (typeof value === 'object' && value !== null)
    for (const [key, child] of Object.entries(value)) yield* textPaths(child, [...path, key])
}

function withText<Value>(value: Value, path: Path, text: string): Value {
  const [key, ...rest] = path
  if (key === undefined) return text as Value
  const copy = structuredClone(value) as Record<string | number, unknown>
  copy[key] = withText(copy[key], rest, text)
  return copy as Value
}

function render(events: readonly ContactEvent[]): string {
  const feed = createFeed()
  const tickets = createTickets()
  for (const event of events) {
    const work = { effect: 'open', key: event.conversation.id, reopen: true, reason: 'told' } as const
    const routed: RoutedEvent = { ...event, work }
    feed.route(seeEvent(routed), ['crm'])
    tickets.apply('crm', toCloudEvent(routed))
  }
  const state: PageState = {
    status: 'ok',
    feed,
    tickets,
    crm: { mode: 'ok', received: 1, duplicates: 0 },
    samples: new Map(),
    sendings: [],
  }
  return String(livePage(state, viewer, undefined))
}

const files = readdirSync(samples).flatMap((platform) =>
  readdirSync(new URL(platform, samples), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.includes('.'))
    .map((name) => [platform, `${platform}/${name}`] as const),
)

describe.each(files)('script in every field of %s: %s', (platform, file) => {
  const payload = readFileSync(new URL(file, samples))
  let events: ContactEvent[]

  async function readEvents(bytes: Uint8Array): Promise<ContactEvent[]> {
    const wiring = {
      adapter: (await platformAdapters[platform]!())!,
      sender: (await platformSenders[platform]!())!,
      world: localWorld,
    }
    try {
      const result = await readSigned(wiring, bytes)
      return 'events' in result ? result.events : []
    } catch (error) {
      // Where the signature stands in the body, a body that is torn has none.
      if (error instanceof NotProven) return []
      throw error
    }
  }
  beforeAll(async () => {
    events = await readEvents(payload)
  })

  it('stays text where the platform sends it', async () => {
    let shown = 0
    for (const bad of file.endsWith('.json') ? inJson() : inWords()) {
      const read = await readEvents(bad)
      // What cannot be read comes to nothing here; quarantine shows it elsewhere.
      if (read.length === 0) continue
      expect(foreign(render(read))).toEqual([])
      shown += 1
    }
    expect(shown).toBeGreaterThan(0)
  })

  it('stays text wherever it stands in the event', () => {
    let tried = 0
    for (const [index, event] of events.entries()) {
      for (const path of textPaths(event)) {
        const [bad, good] = [hostile, harmless].map((text) => withText(event, path, text))
        if (!contactEvent.safeParse(bad).success) continue
        const [badPage, goodPage] = [bad!, good!].map((each) => render(events.with(index, each)))
        expect(skeleton(badPage!), path.join('.')).toEqual(skeleton(goodPage!))
        tried += 1
      }
    }
    expect(tried).toBeGreaterThan(5)
  })

  function* inJson(): Generator<Uint8Array> {
    const value: unknown = JSON.parse(payload.toString())
    for (const path of textPaths(value)) yield Buffer.from(JSON.stringify(withText(value, path, hostile)))
  }

  /** Mails are text: one word after the other. */
  function* inWords(): Generator<Uint8Array> {
    const text = payload.toString('latin1')
    const ascii = hostile.replace('\u202e', '')
    for (const { 0: word, index } of text.matchAll(/[A-Za-z]{5,}/g))
      yield Buffer.from(text.slice(0, index) + ascii + text.slice(index + word.length), 'latin1')
  }
})

const toldOf = (text: string): Told => ({
  platformLabel: text,
  surface: 'comment',
  visibility: 'private',
  direction: 'inbound',
  occurredAt: '2026-11-21T11:00:00Z',
  who: text,
  role: 'customer',
  subject: text,
  words: text,
  effect: 'open',
})

describe('script in a contact', () => {
  const at = '2026-11-21T11:00:00Z'
  const contactOf = (text: string): Contact => {
    const event = routedEvent({
      author: { role: 'customer', id: text, name: text, handle: text },
      conversation: { id: text, subject: text, match: 'platform' },
      message: { id: `facebook:${text}`, text, quoted: text, signature: text, attachments: [] },
    })
    const delivery = {
      destination: text,
      state: 'parked',
      generation: 0,
      attempts: 1,
      endedAt: at,
      code: text,
      reason: text,
      ticket: text,
      url: `https://crm.test/${text}`,
      degraded: [text],
    } as const
    const told = {
      id: text,
      receivedAt: at,
      routedAt: at,
      platform: text,
      kind: text,
      conversationId: text,
      state: 'parked',
      deliveries: [delivery],
      told: toldOf(text),
      event,
    } as const
    const step = {
      at,
      what: 'parked',
      destination: text,
      reason: text,
      code: text,
      ticket: text,
      url: text,
    } as const
    return {
      ...told,
      timeline: [step, { at, what: 'routed', destinations: [text], effect: text, reason: text }],
    }
  }
  const found = (text: string) => ({ items: [contactOf(text)], looked: 1, next: text, searchedTo: at })
  const { deployment } = operationsScene().ports

  const sentRequestOf = (text: string) => ({
    destination: text,
    eventId: text,
    attempt: 1,
    at,
    ms: 5,
    method: text,
    url: text,
    headers: { [text]: text },
    body: text,
    bytes: 5,
    isCut: false,
    code: text,
  })

  const why = { by: ['1', 'own', 'sent'], today: [1] }

  it.each<[string, (text: string) => unknown]>([
    ['its page', (text) => eventPage(contactOf(text), { by: [text], today: [1] }, viewer)],
    [
      'its payload',
      (text) =>
        eventPage(contactOf('told'), why, viewer, {
          raw: [{ platform: text, contentType: text, body: Buffer.from(text) }],
        }),
    ],
    [
      'what a destination was sent of it',
      (text) =>
        eventPage(contactOf('told'), why, viewer, {
          sent: [
            { destination: text, requests: [sentRequestOf(text)] },
            { destination: text, requests: [], rebuilt: { contentType: text, text } },
          ],
        }),
    ],
    [
      'a list',
      (text) => findPage({ when: 'day', text, conversation: text }, found(text), { deployment }, viewer),
    ],
    ['its conversation', (text) => conversationPage(text, { ...found(text), hasLater: true }, viewer)],
    [
      'a question',
      (text) =>
        askPage({ path: '/page/x', fields: { reason: text }, question: text, hint: text, back: '/' }, viewer),
    ],
    [
      'a probe',
      (text) =>
        destinationPage(
          text,
          { at: new Date(0), findings: [{ check: 'answer', ok: false, message: text }] },
          viewer,
        ),
    ],
    ['a fault', (text) => failedPage(text, viewer)],
  ])('stays text in %s', (_, show) => {
    expect(skeleton(String(show(hostile)))).toEqual(skeleton(String(show(harmless))))
  })

  it('opens no address that is none of the web', () => {
    const { deliveries, ...contact } = contactOf('told')
    const bad = deliveries.map((each) => ({ ...each, url: 'javascript:alert(1)' }))
    for (const page of [
      eventPage({ ...contact, deliveries: bad, timeline: [] }, why, viewer),
      conversationPage('c', { items: [{ ...contact, deliveries: bad }], hasLater: false }, viewer),
    ])
      expect(String(page)).not.toContain('javascript:')
  })
})

describe('script in what got stuck', () => {
  const parked = (text: string): Row<'parked'> => ({
    destination: text,
    eventId: text,
    conversationId: text,
    platform: text,
    kind: text,
    code: text,
    reason: text,
    attempts: 1,
    generation: 0,
    firstAt: '2026-11-21T11:00:00Z',
    lastAt: '2026-11-21T11:00:00Z',
    body: text,
  })
  const quarantined = (text: string) => ({
    key: `quarantine/${text}/2026-11-21/${text}`,
    id: text,
    platform: text,
    receivedAt: '2026-11-21T11:00:00Z',
    size: 5,
    headers: { [text]: text },
    parts: [{ what: text, why: text }],
  })
  const breaker = (reason: string): Row<'breaker'> => ({
    open: true,
    since: '2026-11-21T11:00:00Z',
    probeAt: '2026-11-21T11:00:00Z',
    probes: 1,
    reason,
    stoppedMs: 0,
  })

  it('stays text on the page', () => {
    const pageWith = (text: string) => {
      const overview = {
        queues: [{ name: 'crm', waiting: 1, inFlight: 0, deadLetterQueue: 0 }],
        breakers: { crm: breaker(text) },
        silences: [{ platform: text, events: [text], hours: 3, within: text, timeZone: text }],
        parked: { items: [parked(text)], total: 1 },
        groups: [
          {
            destination: text,
            code: text,
            reason: text,
            count: 1,
            lastAt: text,
            newest: [{ row: parked(text), told: toldOf(text) }],
          },
        ],
        quarantine: { items: [quarantined(text.replaceAll('/', ''))], total: 1 },
      }
      const state: PageState = {
        status: 'ok',
        feed: createFeed(),
        tickets: createTickets(),
        crm: { mode: 'ok', received: 0, duplicates: 0 },
        overview,
        answerOf: () => ({ at: new Date(0), findings: text }),
        unreadable: text,
        samples: new Map([[text, [{ name: text, isScene: false }]]]),
        sendings: [{ platform: text, requests: 1, accepted: 0, refused: 1, isOver: true }],
      }
      return String(livePage(state, viewer, text))
    }
    expect(skeleton(pageWith(hostile))).toEqual(skeleton(pageWith(harmless)))
  })

  it('stays text where it is looked at', () => {
    for (const show of [
      (text: string) => lookParked({ item: parked(text), body: text }, `/page/parked/${text}`, viewer),
      (text: string) => lookQuarantined({ item: quarantined(text), body: text }, `/page/${text}`, viewer),
    ])
      expect(skeleton(String(show(hostile)))).toEqual(skeleton(String(show(harmless))))
  })
})
