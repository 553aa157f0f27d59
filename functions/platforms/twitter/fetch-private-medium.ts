import { randomBytes } from 'node:crypto'
import type { Attachment } from '../../../schemas/contact-event.ts'
import type { AttachmentContext, AttachmentRequest } from '../../contracts/platform.ts'
import { oauth1Header } from '../../kits/http/oauth1.ts'
import type { TwitterSettings } from './settings.ts'

/** Where pictures of direct messages lie: the documented host, and its name under X's newer domain. */
export const privateHosts: readonly string[] = ['ton.twitter.com', 'ton.x.com']

/**
 * Media of posts are public; a picture of a direct message is handed out to whom the account let in, by OAuth 1.0a. Without
 * a token of the account it is asked for all the same, and X says no.
 *
 * @see https://developer.x.com/en/docs/direct-messages/message-attachments/guides/retrieving-media
 */
export function privateMedia({
  now = () => new Date(),
  nonce = () => randomBytes(16).toString('hex'),
}: {
  readonly now?: () => Date
  readonly nonce?: () => string
} = {}) {
  return async (
    { url: address, details }: Attachment,
    { settings }: Pick<AttachmentContext<TwitterSettings>, 'settings'>,
  ): Promise<AttachmentRequest | undefined> => {
    const url = URL.parse(address ?? '')
    if (!url) return undefined
    const token = settings.accountTokens.find(({ account }) => account === details?.['account'])
    if (!privateHosts.includes(url.hostname) || !token) return { url: url.href }
    const authorization = oauth1Header({ method: 'GET', url, now: now(), nonce: nonce() }, token)
    return { url: url.href, headers: { authorization } }
  }
}
