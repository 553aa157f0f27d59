import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import type { DeliveryContext } from '../../contracts/destination.ts'
import { asksForWork } from '../../kits/delivery/asks-for-work.ts'
import { type GatheredFile, gatherAttachments } from '../../kits/delivery/gather-attachments.ts'
import { oneLine } from '../../presentation/clean-text.ts'
import { shorten } from '../../presentation/fit-text.ts'
import { presentEvent } from '../../presentation/present-event.ts'
import { presentationText, type ShownFile } from '../../presentation/presentation-text.ts'
import { storableText } from '../../presentation/storable-text.ts'
import { wordsOf } from '../../presentation/words/words-of.ts'
import type { ZnunySettings } from './settings.ts'

export interface WrittenArticle {
  /** Of the ticket, too. */
  readonly title: string
  /** `Article` and `Attachment` of a request, without `From`. */
  readonly article: Readonly<Record<string, string | number>>
  readonly attachments: readonly { Content: string; ContentType: string; Filename: string }[]
  readonly degraded: readonly string[]
}

/** A title has 255 characters in the database. */
const longestTitle = 250
/** Beyond it the whole text goes as a file: `findArticle` must be able to read an article within 64 kB. */
const longestBody = 16_000

/**
 * An event as an article; text, title and file names as far as the database holds them.
 *
 * @param withFiles false: every attachment as a link, for a server that refused them
 */
export async function writeArticle(
  event: RoutedEvent,
  context: Pick<DeliveryContext<ZnunySettings>, 'settings' | 'attachments'>,
  { withFiles = true }: { withFiles?: boolean } = {},
): Promise<WrittenArticle> {
  const { settings } = context
  const { language } = settings
  const maxBytes = settings.maxAttachmentMegabytes * 1_000_000
  const gathered = await gatherAttachments(event, context, {
    maxBytes,
    maxTotalBytes: maxBytes,
    ...(!withFiles && { maxCount: 0 }),
    language,
  })
  const presentation = presentEvent(event, settings)
  const subject = storableText(presentation.subject, settings.characters)
  const title = shorten(subject.text, longestTitle, { mark: '…' }).text
  // A file without content is a missing parameter to Znuny.
  const empty: ShownFile[] = gathered.files.filter(isEmpty).map(({ name }) => ({ name, note: '0 B' }))
  const whole = storableText(
    presentationText(presentation, [...gathered.shown, ...empty]),
    settings.characters,
  )
  const mark = wordsOf(language).shortened
  const body = shorten(whole.text, longestBody, { mark })
  const files = [
    ...gathered.files.filter((file) => !isEmpty(file)),
    ...(body.shortened
      ? [{ name: wholeText[language], type: 'text/plain', bytes: new TextEncoder().encode(whole.text) }]
      : []),
  ]
  return {
    title,
    article: {
      CommunicationChannel: 'Internal',
      SenderType: senderType(event),
      IsVisibleForCustomer: settings.visibleForCustomer && isCorrespondence(event) ? 1 : 0,
      Subject: title,
      Body: body.text,
      ContentType: 'text/plain; charset=utf-8',
      NoAgentNotify: asksForWork(event) ? 0 : 1,
      // Without one the operation's default applies, and the auto response of the queue goes to the customer by mail.
      AutoResponseType: 'auto remove',
    },
    attachments: files.map((file) => toAttachment(file, settings)),
    degraded: [
      ...gathered.degraded,
      ...(subject.replaced || whole.replaced ? ['characters_replaced'] : []),
      ...(body.shortened ? ['text_shortened'] : []),
    ],
  }
}

const wholeText = { de: 'Nachricht.txt', en: 'message.txt' }

function isEmpty({ bytes }: GatheredFile): boolean {
  return bytes.length === 0
}

function toAttachment({ name, type, bytes }: GatheredFile, { characters }: ZnunySettings) {
  return {
    Content: Buffer.from(bytes).toString('base64'),
    ContentType: mediaType.test(type) ? type : 'application/octet-stream',
    Filename: storableText(name, characters).text,
  }
}

/** What Znuny makes of a media type begins like this, or the whole request is refused. */
const mediaType = /^\w+\/\w/

/** Escalation times begin with a visible article of a customer, and end with one of an agent. */
function senderType({ kind, direction }: RoutedEvent): string {
  if (direction === 'outbound') return 'agent'
  return kind === 'message.created' ? 'customer' : 'system'
}

function isCorrespondence({ kind, direction, standby }: RoutedEvent): boolean {
  return kind === 'message.created' && direction !== 'community' && !standby
}

/** `"Änne Grün" <anne@kunde.example>`, as the From of an article. */
export function sender(event: RoutedEvent, address: string, { characters }: ZnunySettings): string {
  const person = event.actor ?? event.author
  const name = storableText(oneLine(person?.name ?? person?.handle ?? ''), characters).text
  const plain = shorten(name.replace(unquotable, '').trim(), longestName, { mark: '…' }).text
  return plain === '' ? address : `"${plain}" <${address}>`
}

const longestName = 100
const unquotable = /["\\<>@,;]/g
