import * as z from 'zod'
import type { NormalizeResult } from '../../contracts/platform.ts'
import { gatewayAttachment, shownContentIds } from '../../kits/mail/files/gateway-attachment.ts'
import type { MailAttachment } from '../../kits/mail/mail.ts'
import { type Fields, readJsonField } from './fields.ts'

const text = z.string().min(1).optional().catch(undefined)
const description = z.looseObject({ filename: text, name: text, type: text, 'content-id': text })
const byName = z.record(z.string(), z.unknown())

/**
 * The files of the form, as `attachment-info` and `content-ids` describe them; what is announced and did not come
 * is unread.
 */
export function readAttachments(fields: Fields): {
  attachments: MailAttachment[]
  unread: NormalizeResult['quarantined']
} {
  const described = entriesOf(fields, 'attachment-info')
  const contentIds = new Map([...entriesOf(fields, 'content-ids')].map(([id, name]) => [name, id]))
  const shown = shownContentIds(fields.text('html'))
  const attachments = fields.files.map((file) => {
    const { data } = description.safeParse(described.get(file.name))
    return gatewayAttachment(
      {
        name: data?.filename ?? data?.name ?? file.filename,
        type: data?.type ?? file.type,
        contentId: data?.['content-id'] ?? contentIds.get(file.name),
        bytes: file.bytes,
      },
      shown,
    )
  })
  return { attachments, unread: findMissing(fields, described) }
}

function entriesOf(fields: Fields, name: string): Map<string, unknown> {
  return new Map(Object.entries(readJsonField(fields.bytes.get(name), byName) ?? {}))
}

function findMissing(
  { files, text }: Fields,
  described: ReadonlyMap<string, unknown>,
): NormalizeResult['quarantined'] {
  const came = new Set(files.map(({ name }) => name))
  const missing = [...described].filter(([name]) => !came.has(name))
  if (missing.length > 0)
    return [
      { what: 'attachments', why: 'some are announced and did not come', part: Object.fromEntries(missing) },
    ]
  const announced = Number(text('attachments') ?? 0)
  if (!(announced > came.size)) return []
  return [{ what: 'attachments', why: 'fewer came than are announced', part: { announced, came: came.size } }]
}
