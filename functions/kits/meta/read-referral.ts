import * as z from 'zod'
import type { ContactEvent } from '../../../schemas/contact-event.ts'
import { compact } from '../../core/compact.ts'
import { sha256 } from '../../core/ids.ts'
import { draftDirect } from './draft-direct.ts'
import { id, maybe, text, webAddress } from './fields.ts'
import type { MessagingThread } from './messaging-thread.ts'
import { type Reading, readAs } from './reading.ts'

export const referralValue = z.lazy(() =>
  z.object({
    source: text,
    type: text,
    ref: text,
    ad_id: maybe(id),
    referer_uri: webAddress,
    product: maybe(z.object({ id: maybe(id) })).catch(undefined),
    ads_context_data: maybe(
      z.object({
        ad_title: text,
        post_id: maybe(id).catch(undefined),
        product_id: maybe(id).catch(undefined),
      }),
    ),
  }),
)

export function referralOf(value: z.infer<typeof referralValue>): ContactEvent['referral'] {
  const { source, type, ref, ad_id, referer_uri, product, ads_context_data: ad } = value
  return compact({
    source,
    type,
    ref,
    adId: ad_id,
    title: ad?.ad_title,
    url: referer_uri,
    productId: product?.id ?? ad?.product_id,
    postId: ad?.post_id,
  })
}

/** A `referral`: somebody came into the thread by an ad, a link or a code. */
export function readReferral(content: unknown, thread: MessagingThread): Reading {
  return readAs(referralValue, content, (value) => {
    const referral = referralOf(value)
    const native = [thread.customer, thread.moment, sha256(JSON.stringify(referral))]
    return {
      events: [draftDirect(thread, native, { kind: 'conversation.started', referral, actor: thread.sender })],
    }
  })
}
