import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { ask } from './ask.ts'
import type { RtContext } from './settings.ts'
import { writeMessage } from './write-message.ts'

/**
 * Posts an event as a message. A web server before RT may take less than RT: what it finds too large goes once more,
 * its files as links.
 *
 * @param fields beside the message
 */
export async function sendMessage(
  event: RoutedEvent,
  context: RtContext,
  path: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<{ answer: Response; degraded: readonly string[] }> {
  const opens = path === 'ticket'
  const { message, degraded } = await writeMessage(event, context, { opens })
  const answer = await ask(context, 'POST', path, { ...message, ...fields })
  if (answer.status !== 413 || message.Attachments === undefined) return { answer, degraded }
  const smaller = await writeMessage(event, context, { opens, withFiles: false })
  const second = await ask(context, 'POST', path, { ...smaller.message, ...fields })
  return { answer: second, degraded: smaller.degraded }
}
