import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { characterEnd } from '../../text/character-end.ts'
import { printableLine } from '../../text/clean.ts'

/**
 * What rules of the receiving system go by: `X-Netzdialog-*`, one value each, missing where the event has none.
 * Printable and on one line, and ASCII after RFC 2047 encoding; only names of people need that.
 */
export function ruleHeaders(event: RoutedEvent, thread: string): Record<string, string> {
  const { work, conversation, message, account } = event
  const person = event.author ?? event.actor
  const values: Record<string, string | number | boolean | undefined> = {
    Event: event.id,
    Thread: thread,
    Effect: work.effect,
    Reopen: work.reopen,
    Key: work.key,
    Platform: event.platform,
    Surface: event.surface,
    Kind: event.kind,
    Visibility: event.visibility,
    Direction: event.direction,
    Addressing: event.addressing,
    Account: account.id,
    Conversation: conversation.id,
    Message: message?.id,
    Url: message?.url ?? conversation.url,
    Language: message?.language,
    Rating: message?.rating?.value,
    Automated: message?.automated,
    Late: conversation.late,
    Test: event.test,
    Role: person?.role,
    Author: person?.name,
    'Author-Id': person?.id,
    'Author-Handle': person?.handle,
    'Author-Address': person?.email,
    'Reply-Until': event.reply.windows
      .map(({ until }) => until)
      .toSorted()
      .at(-1),
    Received: event.receivedAt,
  }
  return Object.fromEntries(
    Object.entries(values)
      .map(([name, value]) => [`X-Netzdialog-${name}`, headerValue(value)] as const)
      .filter(([, value]) => value !== ''),
  )
}

/** UTF-16 code units. Longer ones only get in the way: a header line ends at 998 bytes (RFC 5322, 2.1.1). */
const maxValue = 800

function headerValue(value: string | number | boolean | undefined): string {
  const line = printableLine(String(value ?? ''))
  return line.slice(0, characterEnd(line, maxValue))
}
