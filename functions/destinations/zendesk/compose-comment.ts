import * as z from 'zod'
import { unreadable } from '../../contracts/delivery-ended.ts'
import type { GatheredFile } from '../../kits/delivery/gather-attachments.ts'
import type { JsonApi } from '../../kits/http/json-api.ts'
import type { Note } from '../../kits/ticketing/compose-note.ts'
import type { TicketAttempt } from '../../kits/ticketing/ticket-system.ts'
import { uploadNote } from '../../kits/ticketing/upload-note.ts'
import type { ZendeskSettings } from './settings.ts'

/** Of the hour that an upload's token is good for: the rest is for the requests after it. */
const goodForMs = 45 * 60 * 1000
const uploaded = z.object({ upload: z.object({ token: z.string().min(1) }) })

/**
 * The `comment` of a ticket as the API has it, its files handed over already. Internal without an author: a public
 * comment without one would be the API user's, as if the company had said it.
 */
export async function composeComment(
  written: Note,
  attempt: TicketAttempt<ZendeskSettings>,
  zendesk: JsonApi,
  author: number | undefined,
) {
  const upload = async ({ name, type, bytes }: GatheredFile) => {
    const { status, json } = await zendesk({
      method: 'POST',
      path: `/uploads?filename=${encodeURIComponent(name)}`,
      body: { type, content: bytes },
      expected: [400, 413, 415, 422],
    })
    const token = json(uploaded)?.upload.token
    if (status < 400 && token === undefined) throw unreadable('an upload token')
    return token
  }
  const { note, tokens } = await uploadNote(written, attempt, { upload, goodForMs })
  return {
    [note.format === 'html' ? 'html_body' : 'body']: note.body,
    public: author !== undefined,
    author_id: author,
    ...(tokens.length > 0 && { uploads: tokens }),
  }
}
