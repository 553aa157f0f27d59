import type { RoutedEvent } from '../../schemas/contact-event.ts'
import { compact } from '../core/compact.ts'
import type { Row } from '../core/ledger.ts'
import { ledgerId } from '../core/person-key.ts'
import { newMembers } from './mail-people.ts'

/**
 * The conversation's row after an event; repeating it changes nothing.
 *
 * @param isCopy the same mail came before: with other recipients it is nobody's but a forger's
 */
export function nextConversation(
  row: Row<'conversation'> | undefined,
  event: RoutedEvent,
  isCopy: boolean,
): Row<'conversation'> {
  const { startedBy } = event.conversation
  const members = event.visibility === 'private' && !isCopy ? newMembers(event, row?.members) : []
  return {
    ...row,
    newestAt: later(row?.newestAt, earlier(event.occurredAt, event.receivedAt)),
    ...(row?.startedBy === undefined && startedBy && { startedBy: asStored(startedBy) }),
    ...(members.length > 0 && { members: new Set([...(row?.members ?? []), ...members]) }),
  }
}

/** A mail from the future would make everything after it late. */
function earlier(one: string, other: string): string {
  return Date.parse(one) < Date.parse(other) ? one : other
}

function later(one: string | undefined, other: string): string {
  return one !== undefined && Date.parse(one) > Date.parse(other) ? one : other
}

function asStored({ id, role }: { id: string; role?: string | undefined }): { id: string; role?: string } {
  return compact({ id: ledgerId(id), role })
}
