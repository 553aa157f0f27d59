import { type Contact, readContact } from '../../operations/contacts/read-contact.ts'
import { Fault } from '../errors.ts'
import { print, printPretty } from '../print.ts'
import { type SiteOptions, withSite } from '../with-site.ts'
import { eventObject } from './event-object.ts'
import { describeTimeline } from './tell-timeline.ts'

/** Prints what happened to an event, and the event whole, customer's words included. @throws Fault where there is none */
export function showEvent(id: string, options: SiteOptions): Promise<void> {
  return withSite(options, async (ports) => {
    const contact = await readContact(id, ports)
    if (!contact)
      throw new Fault(`nothing is known of an event "${id}": \`netzdialog trace\` finds one by any other id`)
    if (options.json) return print(JSON.stringify(eventObject(contact, { words: true })))
    print(describeTimeline(contact))
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
