import type { Kind, RoutedEvent } from '../../schemas/contact-event.ts'
import { contactEventSchemaId } from '../../schemas/contact-event-schema-id.ts'

/** The CloudEvents 1.0 envelope of a contact event; every attribute is printable ASCII. */
export interface ContactCloudEvent {
  readonly specversion: '1.0'
  readonly type: `de.netzdialog.contact.${Kind}.v1`
  /** A URI reference: `/<platform>/<account id>`. */
  readonly source: string
  /** The conversation's id; `decodeURIComponent` gives back what `data.conversation.id` says. */
  readonly subject: string
  readonly id: string
  /** When it happened: UTC, RFC 3339. */
  readonly time: string
  readonly datacontenttype: 'application/json'
  readonly dataschema: typeof contactEventSchemaId
  readonly data: RoutedEvent
}

/** Wraps an event as every consumer gets it. `source` and `id` together tell duplicates (CloudEvents 1.0, 3.1). */
export function toCloudEvent(event: RoutedEvent): ContactCloudEvent {
  return {
    specversion: '1.0',
    type: `de.netzdialog.contact.${event.kind}.v1`,
    source: `/${event.platform}/${encodeOutside(pathSegment, event.account.id)}`,
    subject: encodeOutside(printable, event.conversation.id),
    id: event.id,
    time: event.occurredAt,
    datacontenttype: 'application/json',
    dataschema: contactEventSchemaId,
    data: event,
  }
}

/** What may stand unencoded in a path segment: `pchar` of RFC 3986, without its percent sign. */
const pathSegment = /[^A-Za-z0-9\-._~!$&'()*+,;=:@]/gu
/** Printable ASCII without the percent sign, so that two conversations never share a subject. */
const printable = /[^\x20-\x24\x26-\x7e]/gu

function encodeOutside(outside: RegExp, text: string): string {
  // Lone surrogates have no UTF-8, and encodeURIComponent throws at them.
  return text.toWellFormed().replace(outside, encodeURIComponent)
}
