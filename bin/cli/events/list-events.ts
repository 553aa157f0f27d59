import type { ContactSummary } from '../../operations/contacts/contact-summary.ts'
import { listContacts } from '../../operations/contacts/list-contacts.ts'
import { WrongUse } from '../errors.ts'
import { note } from '../note.ts'
import { print, printLines } from '../print.ts'
import { openProgress } from '../progress.ts'
import { withSite } from '../with-site.ts'
import { chooseEvents, type EventOptions } from './choose-events.ts'
import { describeEvents } from './tell-events.ts'

export interface ListOptions extends EventOptions {
  /** A whole number from 1. */
  readonly limit?: string
  /** Where the page before ended. */
  readonly cursor?: string
}

const maxLimit = 10_000
const digits = /^\d{1,5}$/

/** Prints events that meet the filters, newest first. */
export function listEvents(options: ListOptions): Promise<void> {
  const limit = readLimit(options.limit ?? '50')
  return withSite(options, async (ports) => {
    const filter = await chooseEvents(options, ports)
    const events: ContactSummary[] = []
    let looked = 0
    let { cursor } = options
    const progress = openProgress()
    do {
      const page = await listContacts(filter, ports, {
        limit: limit - events.length,
        cursor,
        words: options.words ?? false,
      })
      events.push(...page.items)
      looked += page.looked
      cursor = page.next
      progress.tell(`looked at ${looked}, found ${events.length}`)
    } while (cursor !== undefined && events.length < limit)
    progress.end()
    if (options.json) printLines(events)
    else print(events.length === 0 ? 'no event meets that' : describeEvents(events, terminalColumns()))
    if (cursor !== undefined) note(`there may be more: --cursor '${cursor}' goes on from there`)
  })
}

/** Lines of a file may be as long as they like. */
function terminalColumns(): number {
  return process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY
}

function readLimit(text: string): number {
  const limit = digits.test(text) ? Number(text) : 0
  if (limit < 1 || limit > maxLimit)
    throw new WrongUse(`--limit is "${text}": give a number from 1 to ${maxLimit}`)
  return limit
}
