import type { Attachment, Message } from '../../../schemas/contact-event.ts'
import { compact } from '../../core/compact.ts'
import { webAddress } from '../../kits/meta/fields.ts'
import type { FeedValue } from './feed-value.ts'

type Media = Pick<
  FeedValue,
  'item' | 'link' | 'photo' | 'photos' | 'photo_id' | 'photo_ids' | 'video' | 'video_id'
>

/** Pictures and videos; of a photo or video item, `link` is the file itself. */
export function attachmentsOf(value: Media): Attachment[] {
  const { item, link, photo, photos = [], photo_ids = [], photo_id, video, video_id } = value
  const image = photo ?? (item === 'photo' ? link : undefined)
  const film = video ?? (item === 'video' ? link : undefined)
  const attachments = photos.map((url, index) => attachment('image', url, 'photoId', photo_ids[index]))
  if (photos.length === 0 && (image !== undefined || (item === 'photo' && photo_id !== undefined)))
    attachments.push(attachment('image', image, 'photoId', photo_id))
  if (film !== undefined || (item === 'video' && video_id !== undefined))
    attachments.push(attachment('video', film, 'videoId', video_id))
  return attachments
}

/** What the post shares, where that is not the post's own picture or video. */
export function linksOf({ item, link, title }: FeedValue): Message['links'] {
  const url = webAddress.parse(link)
  if (url === undefined || item === 'photo' || item === 'video') return undefined
  return [compact({ url, title })]
}

function attachment(
  type: string,
  address: string | undefined,
  idName: string,
  id: string | undefined,
): Attachment {
  const url = webAddress.parse(address)
  return compact({
    type,
    state: url === undefined ? ('unavailable' as const) : ('remote' as const),
    url,
    reason: url === undefined ? 'the notification carries no web address' : undefined,
    details: id === undefined ? undefined : { [idName]: id },
  })
}
