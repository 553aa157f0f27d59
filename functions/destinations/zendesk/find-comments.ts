import * as z from 'zod'
import { unreadable } from '../../contracts/delivery-ended.ts'
import type { JsonApi } from '../../kits/http/json-api.ts'
import { zendeskId } from './zendesk-api.ts'

const commentForm = z
  .object({
    id: zendeskId,
    body: z.string().nullish(),
    html_body: z.string().nullish(),
    attachments: z.array(z.object({ content_url: z.string() })).nullish(),
  })
  .transform((comment) => ({ ...comment, text: `${comment.body} ${comment.html_body}` }))
export type FoundComment = z.infer<typeof commentForm>
const page = z.object({ comments: z.array(commentForm) })

/** How far back it looks: an attempt of which nothing is known is among the latest. */
const maxComments = 60
const perPage = 10

/**
 * A ticket's comments, newest first; none where there is no such ticket. Comments repeat their text three times, so
 * that a page of them may be cut at 64 kB: from there on they are read one at a time.
 */
export async function* latestComments(ticket: string, zendesk: JsonApi): AsyncGenerator<FoundComment> {
  let size = perPage
  let seen = 0
  while (seen < maxComments) {
    const path = `/tickets/${ticket}/comments?sort_order=desc&per_page=${size}&page=${seen / size + 1}`
    const { status, text, json } = await zendesk({ path, expected: [404] })
    if (status === 404) return
    const comments = json(page)?.comments
    if (!comments && size > 1) {
      size = 1
      continue
    }
    yield* comments ?? [cutComment(text)]
    if (comments && comments.length < size) return
    seen += size
  }
}

const firstId = /^\{"comments":\[\{(?:"url":"[^"]*",)?"id":(\d+)/

/** Without its HTML, which the answer was too long for. */
function cutComment(text: string): FoundComment {
  const id = firstId.exec(text)?.[1]
  if (id === undefined) throw unreadable('comments')
  return { id, text }
}
