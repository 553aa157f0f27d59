import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import type { DeliveryContext, DeliveryOutcome, DestinationAdapter } from '../../contracts/destination.ts'
import { asksForWork } from '../../kits/delivery/asks-for-work.ts'
import { type ComposedMail, composeMail } from './compose-mail.ts'
import { isOwnMail } from './message-ids.ts'
import type { Sent } from './sent.ts'
import { idDomain, type MailSettings, settings } from './settings.ts'

/**
 * One mail an event, to one mailbox, for every system that reads one. `remote.ticket` is the Message-ID of the mail
 * that opened the thread. Nobody can be asked what has arrived: after an uncertain outcome the same Message-ID goes
 * out again, and the receiving side drops the second.
 */
export const mail: DestinationAdapter<MailSettings> = {
  name: 'mail',
  settings,
  limits: { canEdit: false, canDelete: false, holds: 'both' },
  open: (context) => ({ deliver: (event) => deliverMail(event, context) }),
  operator: async () => (await import('./operator.ts')).operator,
}

async function deliverMail(
  event: RoutedEvent,
  context: DeliveryContext<MailSettings>,
): Promise<DeliveryOutcome> {
  const { settings, remote } = context
  if (!asksForWork(event) && remote?.ticket === undefined) return { status: 'delivered' }
  if (isOwnMail(event, { ...settings, domain: idDomain(settings) })) return goesRound
  const mail = await composeMail(event, context, settings.maxMegabytes * 1_000_000)
  const sent = await send(mail.raw, context)
  if (sent.sent || !sent.tooLarge || mail.files === 0) return outcomeOf(sent, mail, context)
  const lighter = await composeMail(event, context, 0)
  return outcomeOf(await send(lighter.raw, context), lighter, context)
}

const goesRound: DeliveryOutcome = {
  status: 'rejected',
  code: 'mail_loop',
  reason:
    'a mail to or from the mailbox of this destination would go round: give it one that does not come in here',
}

async function send(raw: Buffer, context: DeliveryContext<MailSettings>): Promise<Sent> {
  const { send } = context.settings
  if (send.way === 'smtp') return (await import('./send-by-smtp.ts')).sendBySmtp(raw, context, send)
  return (await import('./send-by-ses.ts')).sendBySes(raw, context, send)
}

function outcomeOf(
  sent: Sent,
  { thread, degraded }: ComposedMail,
  { remote }: DeliveryContext<MailSettings>,
): DeliveryOutcome {
  if (!sent.sent) return sent.outcome
  const message = sent.renamed ?? thread.messageId
  return {
    status: 'delivered',
    remote: { ticket: remote?.ticket ?? message, message },
    ...(degraded.length > 0 && { degraded }),
  }
}
