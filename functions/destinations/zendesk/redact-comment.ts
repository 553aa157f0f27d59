import type { JsonApi } from '../../kits/http/json-api.ts'
import type { FoundComment } from './find-comments.ts'

/**
 * Blacks out a comment and its files for good; Zendesk allows it on closed tickets too.
 *
 * @returns whether Zendesk did: it needs the Agent Workspace and the right to redact
 */
export async function redactComment(
  ticket: string,
  { id, html_body: html, attachments }: FoundComment,
  zendesk: JsonApi,
): Promise<boolean> {
  if (!html) return false
  const { status } = await zendesk({
    method: 'PUT',
    path: `/comment_redactions/${id}`,
    json: {
      ticket_id: Number(ticket),
      html_body: redactHtml(html),
      external_attachment_urls: attachments?.length ? attachments.map((file) => file.content_url) : undefined,
    },
    expected: [400, 403, 404, 422],
  })
  return status < 400
}

const tagOrText = /<[^<>]*>|[^<]+|</g
const shownTag = /^<(a|img)\b/i
/** What tells an event again, and nothing of what was said. */
export const eventId = /(evt_[0-9a-f]{32})/

/** Everything between tags marked for redaction, links and pictures too; the event's id stays. */
export function redactHtml(html: string): string {
  return html.replace(tagOrText, (part) =>
    part.startsWith('<') && part.length > 1
      ? part.replace(shownTag, '<$1 redact')
      : part.split(eventId).map(redactText).join(''),
  )
}

function redactText(text: string): string {
  return text.trim() === '' || eventId.test(text) ? text : `<redact>${text}</redact>`
}
