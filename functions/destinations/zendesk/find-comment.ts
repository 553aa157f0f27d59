import * as z from 'zod'
import { unreadable } from '../ended.ts'
import { readJson, type Zendesk, zendeskId } from './zendesk-api.ts'

export interface FoundComment {
  readonly id: string
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

/**
 * Looks for a comment, by its id or by the id of the event that it bears, newest first. Comments repeat their text
 * three times, so that a page of them may be cut at 64 kB: from there on they are read one at a time.
 */
export async function findComment(
  ticket: string,
  wanted: { readonly id: string } | { readonly eventId: string },
  zendesk: Zendesk,
): Promise<FoundComment | undefined> {
  let seen = 0
  let size = atOnce
  while (seen < furthest) {
    const query = `sort_order=desc&per_page=${size}&page=${Math.floor(seen / size) + 1}`
    const path = `/api/v2/tickets/${ticket}/comments?${query}`
    const { status, text } = await zendesk({ method: 'GET', path, expected: [404] })
    if (status === 404) return undefined
    const page = readJson(text, comments)
    if (page) {
      const found = page.comments.find((each) =>
        'id' in wanted ? each.id === wanted.id : `${each.body} ${each.html_body}`.includes(wanted.eventId),
      )
      if (found) return toComment(found)
      if (page.comments.length < size) return undefined
    } else if (size > 1) {
      size = 1
      continue
    } else {
      const id = firstId.exec(text)?.[1]
      if (id === undefined) throw unreadable('comments')
      if ('id' in wanted ? id === wanted.id : text.includes(wanted.eventId)) return { id, attachmentUrls: [] }
    }
    seen += size
  }
  return undefined
}

const firstId = /^\{"comments":\[\{(?:"url":"[^"]*",)?"id":(\d+)/

function toComment({
  id,
  html_body: html,
  attachments,
}: z.infer<typeof comments>['comments'][number]): FoundComment {
  return {
    id,
    ...(html && { html }),
    attachmentUrls: (attachments ?? []).map(({ content_url: url }) => url),
  }
}
