import { CfnReceiptRule, CfnReceiptRuleSet } from 'aws-cdk-lib/aws-ses'
import { Stack } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import type * as z from 'zod'
import type { Deployment } from '../schemas/deployment.ts'
import type { receiving as receivingSchema } from '../schemas/receiving.ts'
import type { ObjectStore } from './object-store.ts'

/** What operators enter elsewhere, so that mail comes. */
export interface ReceivedMail {
  /** Of each domain. */
  readonly mx: string
  /** The one that has to be active. */
  readonly ruleSet: string
}

/**
 * A receipt rule of Amazon SES that puts each mail under `incoming/<platform>/` of the bucket. It alone may.
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-permissions.html
 */
export function receiveMail(
  scope: Construct,
  {
    receiving,
    platform,
    deployment: { name },
    store,
  }: {
    receiving: z.infer<typeof receivingSchema>
    platform: string
    deployment: Pick<Deployment, 'name'>
    store: ObjectStore
  },
): ReceivedMail {
  const { bucket } = store
  const prefix = `incoming/${platform}` as const
  const ruleName = `${name}-${platform}`
  const ruleSet = receiving.ruleSet ?? name
  const resourceName = `${ruleSet}:receipt-rule/${ruleName}`
  const ruleArn = Stack.of(scope).formatArn({ service: 'ses', resource: 'receipt-rule-set', resourceName })
  store.filledBy(ruleArn, prefix)
  const rule = new CfnReceiptRule(scope, 'Rule', {
    ruleSetName: ruleSet,
    rule: {
      name: ruleName,
      enabled: true,
      recipients: receiving.recipients,
      // Spam and viruses are marked; nothing is refused for them.
      scanEnabled: true,
      tlsPolicy: receiving.requireTls ? 'Require' : 'Optional',
      actions: [{ s3Action: { bucketName: bucket.bucketName, objectKeyPrefix: `${prefix}/` } }],
    },
  })
  // SES tries whether it may put something there, and the first mail may follow.
  if (bucket.policy) rule.node.addDependency(bucket.policy)
  if (receiving.ruleSet === undefined)
    rule.node.addDependency(new CfnReceiptRuleSet(scope, 'RuleSet', { ruleSetName: ruleSet }))
  return { mx: `10 inbound-smtp.${Stack.of(scope).region}.amazonaws.com`, ruleSet }
}
