import * as z from 'zod'
import type { Attachment } from '../../../schemas/contact-event.ts'
import { compact } from '../../core/compact.ts'
import { id, maybe, text, webAddress } from './fields.ts'
import { buttons, product } from './product.ts'

const coordinates = z.lazy(() =>
  z.object({ lat: z.number().min(-90).max(90), long: z.number().min(-180).max(180) }),
)

/** One unreadable detail costs neither the others nor the message. */
const attachmentPayload = z.lazy(() =>
  z.object({
    url: webAddress.catch(undefined),
    title: text.catch(undefined),
    id: maybe(id).catch(undefined),
    sticker_id: maybe(id).catch(undefined),
    reel_video_id: maybe(id).catch(undefined),
    coordinates: maybe(coordinates).catch(undefined),
    template_type: text.catch(undefined),
    text: text.catch(undefined),
    product: maybe(z.object({ elements: z.array(product) })).catch(undefined),
    elements: maybe(z.array(product)).catch(undefined),
    buttons: buttons.catch(undefined),
  }),
)
type AttachmentPayload = z.infer<typeof attachmentPayload>

/** One of `message.attachments`; of links, older messages have address and title beside the payload. */
export const attachmentValue = z.lazy(() =>
  z.object({
    type: z.string().min(1),
    title: text,
    url: webAddress,
    payload: z.unknown().optional(),
  }),
)

/** What stands for a message of a kind that Meta does not hand over. */
export const unsupported: Attachment = {
  type: 'unsupported',
  state: 'unavailable',
  reason: 'the platform does not hand this kind of message over',
}

/** An attachment as Meta offers it: the file stays there, under an address that expires. */
export function readAttachment(value: z.infer<typeof attachmentValue>): Attachment {
  const payload = readPayload(value.payload)
  const url = payload.url ?? value.url
  const location = payload.coordinates && {
    latitude: payload.coordinates.lat,
    longitude: payload.coordinates.long,
  }
  const details = detailsOf(payload)
  const isKnown = Object.keys(details).length > 0 || !hasFields(value.payload)
  const isInline =
    location !== undefined || details['products'] !== undefined || details['templateType'] !== undefined
  return compact({
    type: value.type,
    ...(url !== undefined
      ? { state: 'remote' as const, url }
      : isInline
        ? { state: 'inline' as const }
        : { state: 'unavailable' as const, reason: isKnown ? nothingOfIt : unknownForm }),
    title: payload.title ?? value.title,
    location,
    details: Object.keys(details).length > 0 ? details : undefined,
  })
}

const nothingOfIt = 'the notification carries nothing of it'
const unknownForm = 'the notification describes it in a form that is not known'

function hasFields(payload: unknown): boolean {
  return (
    typeof payload === 'object' &&
    payload !== null &&
    Object.values(payload).some((value) => value !== null && value !== '')
  )
}

/** Some payloads are `null` or a plain text. */
function readPayload(payload: unknown): AttachmentPayload {
  const parsed = attachmentPayload.safeParse(payload)
  return parsed.success ? parsed.data : attachmentPayload.parse({})
}

function detailsOf(payload: AttachmentPayload): Record<string, unknown> {
  return compact({
    id: payload.id,
    stickerId: payload.sticker_id,
    reelVideoId: payload.reel_video_id,
    templateType: payload.template_type,
    text: payload.text,
    products: payload.product?.elements,
    elements: payload.elements,
    buttons: payload.buttons,
  })
}
