import * as z from 'zod'

const forms = {
  vpc: /^vpc-[0-9a-f]{8,17}$/,
  subnet: /^subnet-[0-9a-f]{8,17}$/,
  sg: /^sg-[0-9a-f]{8,17}$/,
  rtb: /^rtb-[0-9a-f]{8,17}$/,
}

const idOf = (kind: keyof typeof forms) =>
  z.string().regex(forms[kind], `must be like ${kind}-0a1b2c3d4e5f67890`)

/** A private network that a destination lies in. */
export const network = z
  .strictObject({
    vpcId: idOf('vpc'),
    subnetIds: z.array(idOf('subnet')).min(1).max(16).meta({
      description: 'Its function gets an address in each: name some in two zones.',
    }),
    securityGroupIds: z.array(idOf('sg')).min(1).max(5).meta({
      description: 'They must let out what goes to the destination, and HTTPS to AWS.',
    }),
    endpoints: z
      .strictObject({
        routeTableIds: z
          .array(idOf('rtb'))
          .min(1)
          .meta({ description: 'Of the subnets, which get their ways to S3 and DynamoDB.' }),
      })
      .optional()
      .meta({
        description:
          'Makes the VPC endpoints that the function needs; without it they, or a NAT gateway, must be there.',
      }),
  })
  .meta({ description: 'The network that its function works in.' })

export type Network = z.infer<typeof network>

/** One certificate or more, as files have them. */
export const certificateAuthority = z
  .string()
  .regex(/^-----BEGIN CERTIFICATE-----/, 'must be a certificate in PEM')
  .max(20_000, 'must be at most 20,000 characters')
  .meta({ description: 'PEM of the authorities to trust for it instead of the public ones.' })
