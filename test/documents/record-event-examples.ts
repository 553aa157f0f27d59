import { platformSenders } from '../../bin/local/senders/index.ts'
import { webhook } from '../../functions/destinations/webhook/index.ts'
import { platformAdapters } from '../../functions/platforms/index.ts'
import type { ContactEvent, Kind, RoutedEvent } from '../../schemas/contact-event.ts'
import { deliveryContext } from '../contracts/delivery-context.ts'
import { readFixturePairs } from '../contracts/fixture-pairs.ts'
import { routedEvent } from '../contracts/routed-event.ts'
import { expectResult, readSigned } from '../contracts/webhook-request.ts'
import { routeStory } from '../support/route-story.ts'

export interface EventExample {
  readonly kind: Kind
  readonly what: string
  /** `<platform>/<fixture>`; without it no platform that is built in sends such an event. */
  readonly fixture?: string
  /** What the receiver gets, parsed. */
  readonly body: unknown
}

interface Scene {
  readonly kind: Kind
  readonly what: string
  readonly fixture?: string
  /** What has happened before, of the same platform. */
  readonly after?: readonly string[]
}

/** As a company would set them: its answers count as its own. */
const settings: Readonly<Record<string, Record<string, unknown>>> = {
  mime: { accounts: ['service@acme.example', 'acme.example'], authservIds: ['mx.acme.example'] },
}

const scenes: readonly Scene[] = [
  {
    kind: 'message.created',
    what: 'a comment under a post of the page',
    fixture: 'facebook/comment-top-level',
  },
  { kind: 'message.created', what: 'a private message in Messenger', fixture: 'facebook/message-text' },
  { kind: 'message.created', what: 'a post on X that mentions the company', fixture: 'twitter/aaa-mention' },
  { kind: 'message.created', what: 'a mail', fixture: 'mime/plain-text' },
  {
    kind: 'message.edited',
    what: 'the comment, edited',
    fixture: 'facebook/comment-edited',
    after: ['facebook/comment-top-level'],
  },
  {
    kind: 'message.deleted',
    what: 'the comment, deleted before anybody answered',
    fixture: 'facebook/comment-removed',
    after: ['facebook/comment-top-level'],
  },
  {
    kind: 'message.hidden',
    what: 'the comment, hidden by the page',
    fixture: 'facebook/comment-hidden-and-shown-again',
    after: ['facebook/comment-top-level'],
  },
  {
    kind: 'message.unhidden',
    what: 'the comment, shown again',
    fixture: 'facebook/comment-hidden-and-shown-again',
    after: ['facebook/comment-top-level'],
  },
  { kind: 'message.attachments_changed', what: 'other files of the same message' },
  {
    kind: 'reaction.added',
    what: 'a reaction to a post of the page',
    fixture: 'facebook/reaction-changed-and-taken-back',
  },
  {
    kind: 'reaction.removed',
    what: 'the reaction, taken back',
    fixture: 'facebook/reaction-changed-and-taken-back',
  },
  {
    kind: 'receipt.delivered',
    what: 'a message of the company’s has reached the person',
    fixture: 'facebook/delivery-of-named-messages',
  },
  {
    kind: 'receipt.read',
    what: 'the person has read up to a time',
    fixture: 'facebook/delivery-and-read-up-to-watermark',
  },
  {
    kind: 'receipt.failed',
    what: 'a mail of the company’s came back',
    fixture: 'mime/delivery-report-failed',
    after: ['mime/plain-text', 'mime/copy-of-the-companys-own-answer'],
  },
  {
    kind: 'conversation.started',
    what: 'somebody opened a chat and has written nothing yet',
    fixture: 'facebook/optin-starts-thread',
  },
  {
    kind: 'conversation.owner_changed',
    what: 'another app has taken the chat over',
    fixture: 'facebook/thread-control',
  },
  { kind: 'contact.identity_changed', what: 'the platform gave the person another id' },
  {
    kind: 'contact.consent_changed',
    what: 'somebody agreed to be written to',
    fixture: 'facebook/optin-gives-and-withdraws-consent',
  },
  { kind: 'contact.erasure_requested', what: 'somebody asks for erasure by the platform' },
]

/** What a receiver gets of every kind: real fixtures through the real adapters, route and the webhook's adapter. */
export function recordEventExamples(): Promise<EventExample[]> {
  return Promise.all(
    scenes.map(async ({ kind, what, fixture, after = [] }) => {
      const story = routeStory({ routing: { rules: [{ to: ['crm'], forward: 'all' }] } })
      for (const before of after) await story.route(...(await eventsOf(before)))
      const already = story.received().length
      await story.route(...(fixture === undefined ? [madeByHand(kind)] : await eventsOf(fixture)))
      const event = story
        .received()
        .slice(already)
        .find((each) => each.kind === kind)
      if (!event) throw new Error(`${fixture} has no ${kind}`)
      return { kind, what, ...(fixture !== undefined && { fixture }), body: await posted(event) }
    }),
  )
}

async function eventsOf(fixture: string): Promise<readonly ContactEvent[]> {
  const [platform = '', name] = fixture.split('/')
  const [adapter, sender] = await Promise.all([platformAdapters[platform]?.(), platformSenders[platform]?.()])
  if (!adapter || !sender) throw new Error(`no platform ${platform}`)
  const folder = new URL(`../functions/platforms/${platform}/fixtures/`, import.meta.url)
  const pair = readFixturePairs(folder).find((each) => each.name === name)
  if (!pair) throw new Error(`no fixture ${fixture}`)
  const wiring = { adapter, sender, settings: settings[platform] ?? {} }
  return expectResult(await readSigned(wiring, pair.payload)).events
}

async function posted(event: RoutedEvent): Promise<unknown> {
  let body: unknown
  const settings = webhook.settings.parse({
    url: 'https://crm.acme.example/netzdialog',
    signingSecrets: [`whsec_${Buffer.from('only-for-tests'.padEnd(32, '.')).toString('base64')}`],
  })
  const fetch = async (_: string, { body: sent }: { readonly body?: Uint8Array | string | undefined }) => {
    body = JSON.parse(Buffer.from(sent ?? '').toString())
    return new Response(null, { status: 204 })
  }
  await webhook.open(await deliveryContext(event, settings, { fetch })).deliver(event)
  return body
}

/** Of a kind that the schema has and no platform that is built in sends. */
function madeByHand(kind: Kind): ContactEvent {
  const { work: _work, message, conversation: _comment, author: _author, ...rest } = routedEvent()
  const person = { role: 'customer' as const, id: '992', scope: 'forum:acme', name: 'Änne Grün' }
  const event = { ...rest, kind, id: `evt_${'0'.repeat(32)}`, platform: 'forum', account: { id: 'acme' } }
  if (kind === 'message.attachments_changed')
    return {
      ...event,
      conversation: {
        id: 'forum:32',
        rootMessageId: 'forum:32',
        match: 'platform',
        startedBy: { id: '992' },
      },
      message: {
        id: 'forum:32',
        ...(message?.text !== undefined && { text: message.text }),
        attachments: [{ type: 'image/jpeg', state: 'remote', url: 'https://forum.example/32/1.jpg' }],
      },
      author: person,
    }
  return {
    ...event,
    surface: 'direct_message',
    visibility: 'private',
    conversation: { id: 'forum:dm/992', match: 'platform' },
    reply: { public: false, windows: [] },
    actor: person,
  }
}
