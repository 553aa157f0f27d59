import * as z from 'zod'

const hostName = z
  .string()
  .max(253, 'must be at most 253 characters')
  .regex(
    /^[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9][a-z0-9-]{0,62}){1,20}$/,
    'must be a name like contacts.example.com',
  )

/** An address of one's own in place of `<id>.execute-api.<region>.amazonaws.com`. */
export const domain = z.strictObject({
  name: hostName.meta({ description: 'What webhooks and links begin with: `contacts.example.com`.' }),
  certificateArn: z
    .string()
    .regex(
      /^arn:aws[a-z-]{0,20}:acm:[a-z0-9-]{1,30}:\d{12}:certificate\/[a-f0-9-]{36}$/,
      'must be the ARN of a certificate in ACM',
    )
    .meta({ description: 'Of a certificate for the name, in the region of the stack.' }),
  hostedZone: z
    .strictObject({
      id: z.string().regex(/^Z[A-Z0-9]{1,31}$/, 'must be the id of a hosted zone, like Z0123456789ABC'),
      name: hostName,
    })
    .optional()
    .meta({
      description:
        'In Route 53, which gets its records; without it you make one to the output `DomainTarget`.',
    }),
  truststore: z
    .strictObject({
      bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket'),
      key: z.string().min(1).max(1024),
      version: z.string().min(1).max(1024).optional(),
    })
    .optional()
    .meta({
      description:
        'A PEM file in S3 with the authorities of client certificates: whoever calls must show one (mutual TLS).',
    }),
  executeApi: z
    .boolean()
    .default(false)
    .meta({ description: 'Whether the old address works, too, until nobody uses it any more.' }),
})

export type Domain = z.infer<typeof domain>
