import * as z from 'zod'

/** CloudFront and its firewall before the API. CloudFront takes certificates and rules of us-east-1 alone. */
export const shield = z
  .strictObject({
    webAclArn: z
      .string()
      .regex(
        /^arn:aws:wafv2:us-east-1:\d{12}:global\/webacl\/[\w-]{1,128}\/[a-f0-9-]{36}$/,
        'must be the ARN of a web ACL for CloudFront, which lies in us-east-1',
      )
      .optional()
      .meta({ description: 'The rules of the firewall; without it CloudFront lets everything through.' }),
    certificateArn: z
      .string()
      .regex(
        /^arn:aws:acm:us-east-1:\d{12}:certificate\/[a-f0-9-]{36}$/,
        'must be the ARN of a certificate in ACM, in us-east-1',
      )
      .optional()
      .meta({ description: 'For the name of `domain`, which then leads to CloudFront.' }),
    direct: z.boolean().default(false).meta({
      description:
        'Whether the API takes what comes round it, too, until nobody uses the old address any more.',
    }),
    sends: z.enum(['first', 'second']).default('first').meta({
      description: 'Which of the two keys in the secret `<name>/shield` CloudFront proves itself with.',
    }),
  })
  .meta({ description: 'CloudFront, and its firewall, before webhooks and links.' })

export type Shield = z.infer<typeof shield>
