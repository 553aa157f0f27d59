import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { asksForWork } from '../../kits/delivery/asks-for-work.ts'
import type { GatheredFile } from '../../kits/delivery/gather-attachments.ts'
import { mailbox } from '../../kits/delivery/mailbox.ts'
import type { Note } from '../../kits/ticketing/compose-note.ts'
import { storableText } from '../../text/storable-text.ts'
import type { ZnunySettings } from './settings.ts'

/** `Article` and `Attachment` of a request. @param address by which the customer is known */
export function composeArticle(
  { subject, body, files }: Note,
  event: RoutedEvent,
  address: string,
  settings: ZnunySettings,
): object {
  // Without one Znuny takes the agent's name, of a new ticket the customer user's; a login alone is no From.
  const { name: given, handle } = event.actor ?? event.author ?? {}
  const name = given ?? handle ?? ''
  const from = event.direction !== 'outbound' && address.includes('@')
  return {
    Article: {
      ...internalArticle(subject, body),
      SenderType: senderType(event),
      IsVisibleForCustomer: settings.visibleForCustomer && isCorrespondence(event) ? 1 : 0,
      NoAgentNotify: asksForWork(event) ? 0 : 1,
      ...(from && { From: mailbox(storableText(name, settings.characters).text, address, unquotable) }),
    },
    // A list without an entry is refused.
    ...(files.length > 0 && { Attachment: files.map(toAttachment) }),
  }
}

/** An article that neither customer nor agent hears of. */
export function internalArticle(subject: string, body: string) {
  return {
    CommunicationChannel: 'Internal',
    SenderType: 'system',
    IsVisibleForCustomer: 0,
    Subject: subject,
    Body: body,
    ContentType: 'text/plain; charset=utf-8',
    NoAgentNotify: 1,
    // Without one the operation's default applies, and the auto response of the queue goes to the customer by mail.
    AutoResponseType: 'auto remove',
  }
}

const unquotable = /["\\<>@,;]/g
/** What Znuny makes of a media type begins like this, or the whole request is refused. */
const mediaType = /^\w+\/\w/

function toAttachment({ name, type, bytes }: GatheredFile) {
  return {
    Content: Buffer.from(bytes).toString('base64'),
    ContentType: mediaType.test(type) ? type : 'application/octet-stream',
    Filename: name,
  }
}

/** Escalation times begin with a visible article of a customer, and end with one of an agent. */
function senderType({ kind, direction }: RoutedEvent): string {
  if (direction === 'outbound') return 'agent'
  return kind === 'message.created' ? 'customer' : 'system'
}

function isCorrespondence({ kind, direction, standby }: RoutedEvent): boolean {
  return kind === 'message.created' && direction !== 'community' && !standby
}
