import type { Attachment, ContactEvent, Message, Person } from '../../schemas/contact-event.ts'
import { readContactEvent } from '../../schemas/read-contact-event.ts'
import { cutText } from '../text/cut-text.ts'
import { compact } from './compact.ts'
import { sha256 } from './ids.ts'
import {
  idPaths,
  maxAddressLength,
  maxAttachments,
  maxDetailsLength,
  maxHtmlLength,
  maxIdLength,
  maxLength,
  maxLengths,
  maxUrlLength,
} from './max-lengths.ts'

/**
 * An event in which no string is longer than `max-lengths.ts` allows, so that every ledger row and every system can
 * hold it. What is cut says so; an event that is short enough is returned as it is.
 *
 * @param event valid; so is what is returned
 */
export function fitEvent(event: ContactEvent): ContactEvent {
  const { message, author, actor, recipients } = event
  const fitting = {
    ...event,
    ...compact({
      message: message && fitMessage(message),
      author: author && fitAddress(author),
      actor: actor && fitAddress(actor),
      recipients: recipients?.map(fitAddress),
    }),
  }
  const fitted = fitStrings(fitting, '')
  return JSON.stringify(fitted) === JSON.stringify(event) ? event : readContactEvent(fitted)
}

function fitMessage(message: Message): Message {
  const more = message.attachments.length - maxAttachments
  const rest = more > 0 ? [leftOut(more)] : []
  const attachments = [...message.attachments.slice(0, maxAttachments).map(fitAttachment), ...rest]
  if (message.html === undefined || message.html.length <= maxHtmlLength) return { ...message, attachments }
  const { html: _, ...others } = message
  return { ...others, attachments }
}

function leftOut(more: number): Attachment {
  const reason = `${more} more attachments than the ${maxAttachments} that one message may have: the whole message lies in quarantine`
  return { type: 'application/octet-stream', state: 'rejected', name: `+${more}`, reason }
}

/** An address that is cut leads elsewhere. */
function fitAttachment(attachment: Attachment): Attachment {
  const { url = '', ...others } = attachment
  if (url.length <= maxUrlLength) return attachment
  return { ...others, state: 'unavailable', reason: `its address has ${url.length} characters` }
}

function fitAddress<Named extends Pick<Person, 'email' | 'name'>>(person: Named) {
  const { email = '', ...others } = person
  return email.length <= maxAddressLength ? person : { ...others, name: person.name ?? email }
}

/** @param path of field names, without places in lists: `message.attachments.name` */
function fitStrings(value: unknown, path: string): unknown {
  if (typeof value === 'string') return fitString(value, path)
  if (Array.isArray(value)) return value.map((each) => fitStrings(each, path))
  if (typeof value !== 'object' || value === null) return value
  if (path.endsWith('.details')) return fitDetails(value)
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      fitStrings(each, path === '' ? name : `${path}.${name}`),
    ]),
  )
}

function fitString(text: string, path: string): string {
  if (idPaths.has(path)) return fitId(text)
  if (path === 'message.html') return text
  return cutText(text, maxLengths[path] ?? maxLength)
}

function fitId(id: string): string {
  if (id.length <= maxIdLength) return id
  const platform = knownPrefix.exec(id)?.[0] ?? ''
  return `${platform}sha256-${sha256(id)}`
}

/** A platform's slug, as `schemas/contact-event.ts` has it. */
const knownPrefix = /^[a-z][a-z0-9-]{0,39}:/

function fitDetails(details: object): object {
  const { length } = JSON.stringify(details)
  return length <= maxDetailsLength ? details : { leftOut: `${length} characters` }
}
