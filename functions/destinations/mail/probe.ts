import type { ProbeContext, ProbeFinding } from '../../contracts/destination.ts'
import type { MailSettings } from './settings.ts'

/** Goes as far as a mail would, and sends none. */
export async function probe(context: ProbeContext<MailSettings>): Promise<ProbeFinding[]> {
  const { send } = context.settings
  return send.way === 'smtp'
    ? (await import('./probe-smtp.ts')).probeSmtp(context, send)
    : (await import('./probe-ses.ts')).probeSes(context, send)
}
