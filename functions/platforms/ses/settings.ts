import * as z from 'zod'
import { mailSettings } from '../../kits/mail/mail-settings.ts'

const topicArn = z
  .string()
  .regex(
    /^arn:aws[a-z-]{0,20}:sns:[a-z0-9-]{1,30}:\d{12}:[A-Za-z0-9_-]{1,256}$/,
    'must be the ARN of an SNS topic, e.g. arn:aws:sns:eu-west-1:123456789012:mail',
  )

export const sesSettings = z.strictObject({
  ...mailSettings,
  topics: z
    .array(topicArn)
    .default([])
    .meta({
      description:
        'SNS topics that mail may come by: their subscriptions are confirmed, and of no other one anything is believed. ' +
        'Not needed for mail that comes by the bucket.',
    }),
})

export type SesSettings = z.infer<typeof sesSettings>
