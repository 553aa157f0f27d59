import * as z from 'zod'

const text = z.string().nullish()

/** What is read of an inbound event (mailchimp.com/developer/transactional/docs/webhooks/#inbound-messages). */
export const inboundEvent = z.looseObject({
  event: z.literal('inbound'),
  ts: z.number().nullish(),
  msg: z.looseObject({
    raw_msg: text,
    headers: z.record(z.string(), z.unknown()).nullish(),
    text,
    html: text,
    from_email: text,
    from_name: text,
    subject: text,
    email: text,
    /** What it is sent from, where that is told apart. */
    sender: text,
    attachments: z.record(z.string(), z.unknown()).nullish(),
    images: z.record(z.string(), z.unknown()).nullish(),
    spf: z.looseObject({ result: text }).nullish().catch(undefined),
    dkim: z
      .looseObject({ signed: z.boolean().nullish(), valid: z.boolean().nullish() })
      .nullish()
      .catch(undefined),
  }),
})

export type InboundMessage = z.infer<typeof inboundEvent>['msg']

/** `base64: false` is the text itself; images have no such field, and are always base64. */
export const inboundFile = z.looseObject({
  name: text,
  type: text,
  content: z.string(),
  base64: z.boolean().nullish(),
})
