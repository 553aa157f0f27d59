import * as z from 'zod'

const text = z.string().nullish()

const address = z.looseObject({ Email: text, Name: text })

/**
 * What is read of an inbound webhook (postmarkapp.com/developer/webhooks/inbound-webhook).
 * Headers and attachments are checked one by one, so that an unreadable one costs none of the others.
 */
export const inboundPayload = z.looseObject({
  RecordType: z.literal('Inbound').nullish(),
  MessageID: text,
  From: text,
  FromFull: address.nullish(),
  To: text,
  ToFull: z.array(address).nullish(),
  Cc: text,
  CcFull: z.array(address).nullish(),
  Bcc: text,
  BccFull: z.array(address).nullish(),
  ReplyTo: text,
  Subject: text,
  Date: text,
  OriginalRecipient: text,
  TextBody: text,
  HtmlBody: text,
  RawEmail: text,
  Headers: z.array(z.unknown()).nullish(),
  Attachments: z.array(z.unknown()).nullish(),
})

export const inboundHeader = z.looseObject({ Name: z.string().min(1), Value: z.string() })

/** `Content` in mails, `Data` in what the test button sends. */
export const inboundAttachment = z.looseObject({
  Name: text,
  Content: text,
  Data: text,
  ContentType: text,
  ContentID: text,
})

/** Postmark's other webhooks (postmarkapp.com/developer/webhooks/webhooks-overview). */
export const otherWebhook = z.looseObject({
  RecordType: z.enum([
    'Bounce',
    'Click',
    'Delivery',
    'Open',
    'SMTPApiError',
    'SpamComplaint',
    'SubscriptionChange',
  ]),
})

export type InboundPayload = z.infer<typeof inboundPayload>
export type InboundAddress = z.infer<typeof address>
