import type { ContactEvent, Person } from '../../schemas/contact-event.ts'
import { compact } from './compact.ts'
import { isAddress } from './person-key.ts'

/** As the project's own stores may keep an event: a person who was erased is named by no address. */
export function withoutAddresses<Event extends ContactEvent>(event: Event): Event {
  if (event.message !== undefined && event.message.withheld !== 'erased') return event
  const { author, actor } = event
  return {
    ...event,
    ...compact({ author: author && withoutAddress(author), actor: actor && withoutAddress(actor) }),
  }
}

function withoutAddress(person: Person): Person {
  const { role, id, name, email } = person
  const isBare = role === 'customer' && name === undefined && email === undefined
  return isBare && id !== undefined && isAddress(id) ? { role } : person
}
