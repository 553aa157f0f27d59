import * as z from 'zod'
import { unreadable } from '../../contracts/delivery-ended.ts'
import { readJson, type Zendesk, zendeskId } from './zendesk-api.ts'

export interface FoundComment {
  readonly id: string
  /** For looking for ids in it. */
  readonly text: string
  /** Left out where the answer was too long for it. */
  readonly html?: string
  readonly attachmentUrls: readonly string[]
}

const comments = z.object({
  comments: z.array(
    z.object({
      id: zendeskId,
      body: z.string().nullish(),
      html_body: z.string().nullish(),
      attachments: z.array(z.object({ content_url: z.string() })).nullish(),
    }),
  ),
})

/** How far back it looks: an attempt of which nothing is known is among the latest. */
const furthest = 60
const atOnce = 10

/** The one that bears the id of an event. */
export async function findComment(
  ticket: string,
  eventId: string,
  zendesk: Zendesk,
): Promise<FoundComment | undefined> {
  for await (const comment of latestComments(ticket, zendesk))
    if (comment.text.includes(eventId)) return comment
  return undefined
}

/**
 * A ticket's comments, newest first; none where there is no such ticket. Comments repeat their text three times, so
 * that a page of them may be cut at 64 kB: from there on they are read one at a time.
 */
export async function* latestComments(ticket: string, zendesk: Zendesk): AsyncGenerator<FoundComment> {
  let seen = 0
  let size = atOnce
  while (seen < furthest) {
    const query = `sort_order=desc&per_page=${size}&page=${Math.floor(seen / size) + 1}`
    const path = `/api/v2/tickets/${ticket}/comments?${query}`
    const { status, text } = await zendesk({ method: 'GET', path, expected: [404] })
    if (status === 404) return
    const page = readJson(text, comments)
    if (page) {
      yield* page.comments.map(toComment)
      if (page.comments.length < size) return
    } else if (size > 1) {
      size = 1
      continue
    } else {
      const id = firstId.exec(text)?.[1]
      if (id === undefined) throw unreadable('comments')
      yield { id, text, attachmentUrls: [] }
    }
    seen += size
  }
}

const firstId = /^\{"comments":\[\{(?:"url":"[^"]*",)?"id":(\d+)/

function toComment({
  id,
  body,
  html_body: html,
  attachments,
}: z.infer<typeof comments>['comments'][number]): FoundComment {
  return {
    id,
    text: `${body} ${html}`,
    ...(html && { html }),
    attachmentUrls: (attachments ?? []).map(({ content_url: url }) => url),
  }
}
