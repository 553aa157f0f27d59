import { type Contact, readContact } from '../../operations/contacts/read-contact.ts'
import { readResponses } from '../../operations/contacts/read-responses.ts'
import { Fault } from '../errors.ts'
import { print, printPretty } from '../print.ts'
import { printable } from '../table.ts'
import { type SiteOptions, withSite } from '../with-site.ts'
import { eventObject } from './event-object.ts'
import { describeTimeline } from './tell-timeline.ts'

/** Prints what happened to an event, and the event whole, customer's words included. @throws Fault where there is none */
export function showEvent(id: string, options: SiteOptions): Promise<void> {
  return withSite(options, async (ports) => {
    const contact = await readContact(id, ports)
    if (!contact)
      throw new Fault(`nothing is known of an event "${id}": \`netzdialog trace\` finds one by any other id`)
    const said = await readResponses(contact.deliveries, ports)
    if (options.json) {
      const responses = said.size > 0 ? { responses: Object.fromEntries(said) } : {}
      return print(JSON.stringify({ ...eventObject(contact, { words: true }), ...responses }))
    }
    print(describeTimeline(contact))
    for (const [destination, response] of said) print(printable(`${destination} said: ${response}`))
    print('')
    if (contact.event) printPretty(contact.event)
    else print(whyWithout(contact))
  })
}

function whyWithout({ archived }: Contact): string {
  return archived?.body === ''
    ? 'what it says is not kept, for nobody had asked for it'
    : 'what it says is not kept any more: retention.archive is over, or it was erased'
}
