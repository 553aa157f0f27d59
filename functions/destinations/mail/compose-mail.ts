import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import type { DeliveryContext } from '../../contracts/destination.ts'
import { gatherAttachments } from '../../kits/delivery/gather-attachments.ts'
import { personAddress, personToAnswer } from '../../kits/delivery/person-address.ts'
import { presentEvent } from '../../presentation/present-event.ts'
import { presentationHtml } from '../../presentation/presentation-html.ts'
import { presentationText } from '../../presentation/presentation-text.ts'
import { fileType } from '../../text/media-type.ts'
import { type MailThread, mailThread } from './message-ids.ts'
import { ruleHeaders } from './rule-headers.ts'
import { senderName } from './sender-name.ts'
import { idDomain, type MailSettings, mailAddress } from './settings.ts'

export interface ComposedMail {
  readonly raw: Buffer
  readonly thread: MailThread
  /** How many files are in it. */
  readonly files: number
  /** What could not be shown as it was. */
  readonly degraded: string[]
}

/**
 * The mail of an event, the same at every attempt, Date included: Exchange takes a mail for one that it has by its
 * Message-ID and Date.
 *
 * @param maxBytes of its attachments together; 0 links them all
 */
export async function composeMail(
  event: RoutedEvent,
  context: DeliveryContext<MailSettings>,
  maxBytes: number,
): Promise<ComposedMail> {
  const { settings } = context
  const thread = mailThread(event, context, idDomain(settings))
  const presentation = presentEvent(event, settings)
  const { files, shown, degraded } = await gatherAttachments(event, context, {
    maxBytes,
    maxTotalBytes: maxBytes,
    language: settings.language,
  })
  const customer = customerAddress(event, settings)
  // Loaded late: a function that delivers elsewhere never needs it.
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  const node = new MailComposer({
    messageId: thread.messageId,
    date: new Date(event.receivedAt),
    from: { name: settings.fromName ?? senderName(event, settings.language), address: settings.from },
    to: { name: '', address: settings.mailbox },
    ...(customer !== undefined && { replyTo: { name: '', address: customer } }),
    subject: presentation.subject,
    references: [...thread.references],
    ...(thread.inReplyTo !== undefined && { inReplyTo: thread.inReplyTo }),
    headers: {
      // RFC 3834: no out-of-office answers; the second asks the same of Exchange.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': settings.language,
      ...ruleHeaders(event, thread.thread),
    },
    text: presentationText(presentation, shown),
    html: page(presentationHtml(presentation, shown), settings.language),
    attachments: files.map(({ name, type, bytes }) => ({
      filename: name,
      // Parts that are mails themselves are read into by gateways; here they are files like any other.
      contentType: fileType(type),
      content: Buffer.from(bytes),
      contentDisposition: 'attachment',
    })),
    baseBoundary: context.idempotencyKey,
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile()
  return { raw: await node.build(), thread, files: files.length, degraded }
}

/** The customer's address, where the setting asks for it and a customer speaks to the company. */
function customerAddress(event: RoutedEvent, settings: MailSettings): string | undefined {
  if (settings.replyTo === 'nobody' || event.direction !== 'inbound' || event.author?.role !== 'customer')
    return undefined
  return mailAddress.safeParse(personAddress(personToAnswer(event), event, settings.customerAddress)).data
}

function page(fragment: string, language: string): string {
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"></head><body>${fragment}</body></html>`
}
