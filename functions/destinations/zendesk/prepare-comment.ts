import { type GatheredFile, gatherAttachments } from '../../kits/delivery/gather-attachments.ts'
import type { Presentation } from '../../presentation/present-event.ts'
import type { ZendeskDelivery } from './ticket-delivery.ts'
import { fileLimit, uploadFiles } from './upload-files.ts'
import { writeComment } from './write-comment.ts'

/** The `comment` of a ticket as the API has it. */
export interface TicketComment {
  readonly body?: string
  readonly html_body?: string
  readonly public: boolean
  readonly author_id?: number
  readonly uploads?: readonly string[]
}

const words = {
  de: { refused: 'von Zendesk nicht angenommen', whole: 'ganzer-text.txt' },
  en: { refused: 'not accepted by Zendesk', whole: 'whole-text.txt' },
}

/**
 * Words and files for a comment, the files handed over already. Internal without an author: a public comment without
 * one would be the API user's, as if the company had said it.
 *
 * @param author whose public comment it is to be
 */
export async function prepareComment(
  presentation: Presentation,
  { event, context, zendesk, progress, degraded }: ZendeskDelivery,
  author?: number,
): Promise<TicketComment> {
  const { language } = presentation
  const gathered = await gatherAttachments(event, context, {
    maxBytes: fileLimit,
    maxTotalBytes: fileLimit,
    language,
  })
  for (const code of gathered.degraded) degraded.add(code)
  const state = { progress, now: context.now }
  const { tokens, refused } = await uploadFiles(gathered.files, zendesk, state)
  if (refused.length > 0) degraded.add('attachment_refused')
  const shown = [...gathered.shown, ...refused.map(({ name }) => ({ name, note: words[language].refused }))]
  const written = writeComment(presentation, shown)
  const uploads = [...tokens]
  if (written.whole !== undefined) {
    degraded.add('text_shortened')
    const file: GatheredFile = {
      name: words[language].whole,
      type: 'text/plain; charset=utf-8',
      bytes: new TextEncoder().encode(written.whole),
    }
    uploads.push(...(await uploadFiles([file], zendesk, { ...state, prefix: 'whole' })).tokens)
  }
  return {
    ...(written.html === undefined ? { body: written.text } : { html_body: written.html }),
    public: author !== undefined,
    ...(author !== undefined && { author_id: author }),
    ...(uploads.length > 0 && { uploads }),
  }
}
