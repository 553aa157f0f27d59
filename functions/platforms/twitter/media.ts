import * as z from 'zod'
import type { Attachment } from '../../../schemas/contact-event.ts'
import { adornment, adornments } from './fields.ts'

const webUrl = z.string().regex(/^https?:\/\//)
const words = z.string().min(1)

const variant = z.lazy(() =>
  z.looseObject({
    url: webUrl,
    content_type: words,
    bitrate: adornment(z.number()),
    bit_rate: adornment(z.number()),
  }),
)

/** A medium of v1.1 (`media_url_https`, `video_info`) or of v2 (`url`, `variants`). */
const medium = z.lazy(() =>
  z.looseObject({
    type: words,
    media_url_https: adornment(webUrl),
    url: adornment(webUrl),
    preview_image_url: adornment(webUrl),
    video_info: adornment(z.looseObject({ variants: adornments(variant) })),
    variants: adornments(variant),
    ext_alt_text: adornment(words),
    alt_text: adornment(words),
  }),
)

/** X's image servers name files by their true type. */
const imageTypes: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
}
const extension = /\.([a-z]{3,4})(?:[?:]|$)/

/**
 * A photo, video or animation as an attachment that stays with X.
 *
 * @param details what else there is to say of where it lies
 */
export function readMedium(value: unknown, details?: Record<string, unknown>): Attachment {
  const read = medium.safeParse(value)
  if (!read.success) return withheldMedium('the payload describes it in an unknown shape', details)
  const { type, media_url_https, url, preview_image_url, video_info, ext_alt_text, alt_text } = read.data
  const best = bestVariant([...(video_info?.variants ?? []), ...read.data.variants])
  // A v1.1 medium's `url` is the short link to the post, not the medium.
  const address = best?.url ?? media_url_https ?? url ?? preview_image_url
  const title = ext_alt_text ?? alt_text
  if (address === undefined) return { ...withheldMedium('the payload gives no address', details), type }
  return {
    type: best?.content_type ?? imageTypes[extension.exec(address)?.[1] ?? ''] ?? type,
    state: 'remote',
    url: address,
    ...(title !== undefined && { title }),
    ...(details && { details }),
  }
}

export function withheldMedium(reason: string, details?: Record<string, unknown>): Attachment {
  return { type: 'media', state: 'unavailable', reason, ...(details && { details }) }
}

/** The whole file of the highest rate; playlists (`application/x-mpegURL`) carry no rate. */
function bestVariant(variants: readonly z.infer<typeof variant>[]): z.infer<typeof variant> | undefined {
  const rate = ({ bitrate, bit_rate }: z.infer<typeof variant>) => bitrate ?? bit_rate ?? -1
  return variants.toSorted((a, b) => rate(b) - rate(a))[0]
}
