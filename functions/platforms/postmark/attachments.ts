import type { NormalizeResult } from '../../contracts/platform.ts'
import { gatewayAttachment, shownContentIds } from '../../kits/mail/files/gateway-attachment.ts'
import type { MailAttachment } from '../../kits/mail/mail.ts'
import { type InboundPayload, inboundAttachment } from './payload.ts'

const whiteSpace = /\s+/g
const base64 = /^[A-Za-z0-9+/]*={0,2}$/

export function readAttachments(payload: InboundPayload): {
  attachments: MailAttachment[]
  unread: NormalizeResult['quarantined']
} {
  const parts = payload.Attachments ?? []
  const shown = shownContentIds(payload.HtmlBody)
  const attachments: MailAttachment[] = []
  const unread: NormalizeResult['quarantined'] = []
  for (const part of parts) {
    const { data } = inboundAttachment.safeParse(part)
    const bytes = readContent(data?.Content ?? data?.Data)
    if (data && bytes)
      attachments.push(
        gatewayAttachment(
          { name: data.Name, type: data.ContentType, contentId: data.ContentID, bytes },
          shown,
        ),
      )
    else unread.push({ what: 'attachment', why: 'has no content in base64', part })
  }
  return { attachments, unread }
}

function readContent(content: string | null | undefined): Uint8Array | undefined {
  const text = content?.replace(whiteSpace, '')
  return text !== undefined && base64.test(text) ? Buffer.from(text, 'base64') : undefined
}
