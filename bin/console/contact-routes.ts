import { type Context, Hono } from 'hono'
import { compact } from '../../functions/core/compact.ts'
import { rulesOf } from '../../functions/route/choose-destinations.ts'
import type { ContactEvent } from '../../schemas/contact-event.ts'
import { nameContact } from '../operations/contacts/find-contact.ts'
import { groupParked } from '../operations/contacts/group-parked.ts'
import { listContacts } from '../operations/contacts/list-contacts.ts'
import { readContact } from '../operations/contacts/read-contact.ts'
import { readFigures } from '../operations/contacts/read-figures.ts'
import { readResponses } from '../operations/contacts/read-responses.ts'
import { whyOf } from '../operations/contacts/timeline.ts'
import type { ConsolePorts } from './console-ports.ts'
import { readNotice, tell } from './outcome.ts'
import type { Viewer } from './page-state.ts'
import { readEnd } from './read-end.ts'
import { readPlace, readQuery, windowOf } from './read-query.ts'
import { sentTo } from './sent-to.ts'
import { stoppedDestinations } from './stopped-destinations.ts'
import { conversationPage } from './views/conversation-page.ts'
import { destinationPage } from './views/destination.ts'
import { eventPage } from './views/event.ts'
import { figuresPage } from './views/figures.ts'
import { findPage, pageSize } from './views/find.ts'
import { groupPage } from './views/group.ts'
import { nothingHere, startingPage } from './views/starting.ts'

export interface ContactRoutesOptions {
  /** `undefined` while the local run starts. */
  readonly ports: () => ConsolePorts | undefined
  readonly viewerOf: (context: Context) => Viewer
}

/** Events that one page may look at; what lies behind is a further page. */
const maxLooked = 3000
/** Events whose words one page may search; the page that shows it goes on by itself. */
const maxRead = 500
const maxThread = 300
/** Hours that one page of a conversation may look through: sixteen queries each. */
const maxHours = 48
const maxGroup = 200

/** Addresses of the pages that show contacts, all of them to read, and of a destination, which can be asked. */
export const contactPaths = [
  '/events',
  '/events/*',
  '/conversations/*',
  '/figures',
  '/parked',
  '/destinations/*',
]

function isDestination(name: string, { deployment }: Pick<ConsolePorts['site'], 'deployment'>): boolean {
  return deployment.destinations.some((each) => each.name === name)
}

const whole = /^\d{1,6}$/

/** How many a page of a group leaves out, of those that are newer. */
function readAfter(after: string | undefined): number {
  return after !== undefined && whole.test(after) ? Number(after) : 0
}

/** What the platform calls the message, of ids that begin with the platform's name. */
function ownIdOf({ message, target }: Pick<ContactEvent, 'message' | 'target'>): string | undefined {
  const id = message?.id ?? target?.messageId
  return id?.slice(id.indexOf(':') + 1)
}

/** The pages about contacts: each view has an address, and words are read when it is asked for. */
export function contactRoutes({ ports: up, viewerOf }: ContactRoutesOptions): Hono {
  const app = new Hono()
  const answering =
    (show: (context: Context, ports: ConsolePorts, viewer: Viewer) => Promise<Response>) =>
    async (context: Context) => {
      const ports = up()
      const viewer = viewerOf(context)
      return ports ? show(context, ports, viewer) : context.html(startingPage(viewer), 503)
    }

  app.get(
    '/events',
    answering(async (context, ports, viewer) => {
      const { site } = ports
      const query = readQuery(context.req.query(), site)
      const named = query.text === undefined ? undefined : await nameContact(query.text, site)
      if (named !== undefined) return context.redirect(`/events/${named}`, 303)
      const { when, before, had = '0', ...filter } = query
      const limit = Math.max(1, pageSize - Number(had))
      const looked = filter.text === undefined ? maxLooked : maxRead
      const options = { limit, maxLooked: looked, ...compact({ cursor: before }) }
      const page = await listContacts({ ...windowOf(when, ports), ...filter }, site, options)
      return context.html(findPage(query, page, site, viewer))
    }),
  )
  app.get(
    '/events/:id',
    answering(async (context, ports, viewer) => {
      const { site, payloads } = ports
      const contact = await readContact(context.req.param('id') ?? '', site)
      if (!contact) return context.html(nothingHere(viewer), 404)
      const { event } = contact
      const today = event ? rulesOf(event, site.deployment.routing) : []
      const why = { by: contact.archived && whyOf(contact.archived), today }
      // Where its words are not kept any more, the payload has them still.
      const raw = event ? payloads?.of(contact.receivedAt, ownIdOf(event)) : undefined
      const [sent, stopped, responses] = await Promise.all([
        sentTo(contact, ports),
        stoppedDestinations(contact, site),
        readResponses(contact.deliveries, site),
      ])
      return context.html(eventPage(contact, why, viewer, { raw, sent, stopped, responses }))
    }),
  )
  app.get(
    '/conversations/:id',
    answering(async (context, ports, viewer) => {
      const { site } = ports
      const conversation = context.req.param('id') ?? ''
      const { before, seen, late } = context.req.query()
      const cursor = readPlace(before)
      const window = windowOf('all', ports)
      const isLatest = cursor !== undefined || late !== undefined
      const to = isLatest ? window.to : await readEnd(conversation, seen, window, site)
      const options = { limit: maxThread, maxLooked, maxHours, events: true, cursor }
      const page = await listContacts({ ...window, to, conversation }, site, options)
      const hasLater = to < window.to || cursor !== undefined
      return context.html(conversationPage(conversation, { ...page, hasLater }, viewer))
    }),
  )
  app.get(
    '/figures',
    answering(async (context, ports, viewer) => {
      const { site } = ports
      const when = context.req.query('when') === 'week' ? 'week' : 'day'
      return context.html(figuresPage(await readFigures(windowOf(when, ports), site), when, site, viewer))
    }),
  )
  app.get(
    '/parked',
    answering(async (context, { site, operations }, viewer) => {
      const { destination, code, reason, after } = context.req.query()
      const rows = await operations.findGroup(compact({ destination, code, reason }))
      const before = Math.min(readAfter(after), Math.max(0, rows.length - 1))
      const [group] = await groupParked(rows, site, maxGroup, before)
      if (!group) return context.html(nothingHere(viewer), 404)
      return context.html(groupPage(group, { before, maxGroup }, viewer))
    }),
  )
  app.get(
    '/destinations/:name',
    answering(async (context, { site, probes }, viewer) => {
      const name = context.req.param('name') ?? ''
      if (!isDestination(name, site)) return context.html(nothingHere(viewer), 404)
      const notice = readNotice(context, viewer.texts)
      return context.html(destinationPage(name, probes.answer(name), viewer, notice))
    }),
  )
  // What only reads a page asks nobody: the probe posts to the destination.
  app.post(
    '/destinations/:name',
    answering(async (context, { site, probes }) => {
      const name = context.req.param('name') ?? ''
      if (!isDestination(name, site)) return tell(context, { code: 'gone' }, 404)
      await probes.ask(name)
      return tell(context, { code: 'asked', detail: name })
    }),
  )
  return app
}
