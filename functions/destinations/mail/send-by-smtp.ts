import type { DeliveryContext } from '../../contracts/destination.ts'
import type { Sent } from './sent.ts'
import type { MailSettings, SmtpSettings } from './settings.ts'
import { SmtpFailed } from './smtp-failed.ts'
import { isTooLarge, smtpOutcome } from './smtp-outcome.ts'
import { openSession } from './smtp-session.ts'

/** Hands one mail to the server and lets the connection go: a warm function would lose it between two mails. */
export async function sendBySmtp(
  raw: Buffer,
  context: DeliveryContext<MailSettings>,
  smtp: SmtpSettings,
): Promise<Sent> {
  try {
    const session = await openSession(context, smtp)
    try {
      return { sent: true, renamed: await session.send(raw) }
    } finally {
      session.close()
    }
  } catch (error) {
    const tooLarge = error instanceof SmtpFailed && error.reply !== undefined && isTooLarge(error.reply)
    return { sent: false, tooLarge, outcome: smtpOutcome(error) }
  }
}
