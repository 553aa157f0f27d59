import * as z from 'zod'
import { readJson, zendeskId } from './zendesk-api.ts'

const written = z.object({
  audit: z.object({ events: z.array(z.looseObject({ type: z.string().optional(), id: z.unknown() })) }),
})

/** The comment that a creation or update of a ticket has made, from the audit in its answer. */
export function commentIdOf(text: string): string | undefined {
  const comment = readJson(text, written)?.audit.events.find(({ type }) => type === 'Comment')
  return zendeskId.safeParse(comment?.id).data
}
