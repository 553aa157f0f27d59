import { errorCode } from '../../../functions/core/errors.ts'
import { findContacts } from '../../operations/contacts/find-contact.ts'
import { type Contact, readContact } from '../../operations/contacts/read-contact.ts'
import type { OpenSite } from '../../operations/open-site.ts'
import type { TraceLine } from '../../operations/read-trace.ts'
import { Fault, WrongUse } from '../errors.ts'
import { explainAws } from '../explain-aws.ts'
import { note } from '../note.ts'
import { print, printLines } from '../print.ts'
import { openProgress } from '../progress.ts'
import { type SiteOptions, withSite } from '../with-site.ts'
import { eventWindow } from './choose-events.ts'
import { eventObject } from './event-object.ts'
import { describeLog } from './tell-log.ts'
import { describeTimeline } from './tell-timeline.ts'

/** So many are shown of what one id names, such as the number of a ticket. */
const maxTraced = 50

/** Clocks differ, and a line is written once what it tells is done. */
const marginMs = 60_000

/** Prints what happened to whatever an id names, without anybody's words. @throws Fault where nothing is known of it */
export function trace(given: string, options: SiteOptions): Promise<void> {
  const id = given.trim()
  if (id === '') throw new WrongUse('the id is empty: give that of an event, a message, a mail or a ticket')
  return withSite(options, async (ports) => {
    const progress = openProgress()
    progress.tell('looking through what is kept')
    const window = eventWindow({}, ports)
    const { events, conversationId } = await findContacts(id, window, ports, {
      limit: maxTraced,
      tell: (looked, found) => progress.tell(`looked at ${looked}, found ${found}`),
    }).finally(progress.end)
    const found = await Promise.all(events.map((each) => readContact(each, ports)))
    const contacts = found.filter((each) => each !== undefined).toSorted(byReceived)
    if (contacts.length === 0) throw new Fault(nothingOf(id, window.from, conversationId))
    const log = await logOf(contacts, ports)
    if (options.json)
      printLines(
        contacts.map((each) => ({
          ...eventObject(each, { words: false }),
          ...(log && { log: log.filter(({ event }) => event === each.id) }),
        })),
      )
    else
      print(
        contacts.map((each) => [describeTimeline(each), ...describeLog(log, each)].join('\n')).join('\n\n'),
      )
    if (events.length === maxTraced) note(`that may name more than ${maxTraced} events: these are the newest`)
  })
}

/** What the functions of a stack have logged of them; the ledger's word stands without it, too. */
async function logOf(
  contacts: readonly Contact[],
  { way, now }: OpenSite,
): Promise<readonly TraceLine[] | undefined> {
  if (!way) return undefined
  const from = Math.min(...contacts.map(({ receivedAt }) => Date.parse(receivedAt)))
  if (Number.isNaN(from)) return undefined
  const ids = contacts.map(({ id }) => id)
  try {
    const found = await way(ids, { from: new Date(from - marginMs), to: now() })
    if (!found)
      note('the logs were not asked: the stack has no such query; deploy it again with this version')
    return found
  } catch (error) {
    const explained = explainAws(error, true)
    note(`the logs were not asked: ${explained instanceof Error ? explained.message : errorCode(error)}`)
    return undefined
  }
}

function byReceived(one: Contact, other: Contact): number {
  return Date.parse(one.receivedAt) - Date.parse(other.receivedAt)
}

function nothingOf(id: string, from: Date, conversationId: string | undefined): string {
  if (conversationId !== undefined)
    return `the event of "${id}" is not kept any more; \`netzdialog events list --conversation ${conversationId}\` shows what else was said there`
  return `nothing is known of "${id}": no event, message, mail or ticket since ${from.toISOString().slice(0, 16)}Z has it; \`netzdialog quarantine list\` shows what was not understood`
}
