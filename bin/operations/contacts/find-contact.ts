import type { Row } from '../../../functions/core/ledger.ts'
import { eventPlatforms } from '../../../schemas/event-platforms.ts'
import type { ContactPorts } from './contact-ports.ts'
import { listContacts } from './list-contacts.ts'
import { readContact } from './read-contact.ts'
import { wordsOfSearch } from './search-words.ts'

export interface FoundContacts {
  /** Event ids, each once; those that an id names directly first. */
  readonly events: readonly string[]
  /** The conversation of a message whose event is not kept any more. */
  readonly conversationId?: string
}

export interface FindOptions {
  /** Events at most that one id may name. @default 50 */
  readonly limit?: number
  /** Limit of events that are looked at before `tell` is called again. @default 2000 */
  readonly maxLooked?: number
  /** Told how far the search is. */
  readonly tell?: (looked: number, found: number) => void
}

const eventId = /^evt_[0-9a-f]{32}$/
const space = /\s/
const brackets = /^<|>$/g
/** Characters of an id; a Message-ID may have 998. */
const maxIdLength = 1200

/**
 * Finds events by any id that a person has at hand: of the event, of the message as the platform, a mail's Message-ID or
 * the ledger has it, or of the ticket. A ticket's is looked for in all of the window, and there alone: no row is kept under it.
 */
export async function findContacts(
  id: string,
  window: { readonly from: Date; readonly to: Date },
  ports: ContactPorts,
  { limit = 50, maxLooked, tell = () => {} }: FindOptions = {},
): Promise<FoundContacts> {
  const asked = id.trim().slice(0, maxIdLength)
  if (wordsOfSearch(asked).length === 0) return { events: [] }
  const { eventId: named, message } = await lookUp(asked, ports)
  if (named !== undefined) return { events: [named] }
  if (eventId.test(asked)) return { events: [] }
  const events: string[] = []
  let seen = 0
  let cursor: string | undefined
  do {
    const page = await listContacts({ ...window, named: asked }, ports, {
      limit: limit - events.length,
      cursor,
      words: false,
      ...(maxLooked !== undefined && { maxLooked }),
    })
    events.push(...page.items.map((each) => each.id))
    seen += page.looked
    cursor = page.next
    tell(seen, events.length)
  } while (cursor !== undefined && events.length < limit)
  return {
    events,
    ...(message?.conversationId !== undefined && { conversationId: message.conversationId }),
  }
}

/** The event that an id names directly: its own, or its message's. A search for words names none. */
export async function nameContact(text: string, ports: ContactPorts): Promise<string | undefined> {
  const asked = text.trim()
  if (asked === '' || asked.length > maxIdLength || space.test(asked)) return undefined
  return (await lookUp(asked, ports)).eventId
}

async function lookUp(
  id: string,
  ports: ContactPorts,
): Promise<{ readonly eventId?: string; readonly message?: Row<'message'> | undefined }> {
  if (eventId.test(id)) return (await readContact(id, ports)) ? { eventId: id } : {}
  const rows = await Promise.all(namesOf(id, ports).map((name) => readMessage(name, ports)))
  const message = rows.find((row) => row !== undefined)
  const { broughtBy } = message ?? {}
  const isKept = broughtBy !== undefined && (await readContact(broughtBy, ports)) !== undefined
  return { message, ...(isKept && { eventId: broughtBy }) }
}

/** What the ledger may call a message of that id. */
function namesOf(id: string, { deployment }: ContactPorts): string[] {
  const bare = id.replace(brackets, '')
  const platforms = eventPlatforms(deployment).filter((platform) => platform !== 'email')
  return [id, `email:<${bare}>`, `email:${bare}`, ...platforms.map((platform) => `${platform}:${id}`)]
}

/** The message of that id, or of which that id names a version. */
async function readMessage(name: string, { ledger }: ContactPorts) {
  const row = await ledger.read('message', name)
  return row?.versionOf === undefined ? row : ledger.read('message', row.versionOf)
}
