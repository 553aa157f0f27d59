import type { SESClient } from '@aws-sdk/client-ses'
import type { ReceiptRules } from '../contracts/platform-operator.ts'
import { errorCode } from '../core/errors.ts'

interface OurRule {
  /** The deployment's. */
  readonly name: string
  readonly platform: string
  /** As the deployment says; without it the stack has made one of its own name. */
  readonly ruleSet: string | undefined
}

/** Receipt rules where an SDK client looks, which is loaded when it is asked: most deployments have none. */
export function receiptRules(
  { name, platform, ruleSet = name }: OurRule,
  options: ConstructorParameters<typeof SESClient>[0] & { readonly region?: string },
): ReceiptRules {
  const region = options.region ?? process.env['AWS_REGION'] ?? ''
  const open = async () => {
    const sdk = await import('@aws-sdk/client-ses')
    return { sdk, client: new sdk.SESClient({ ...options, ...(region !== '' && { region }) }) }
  }
  return {
    region,
    ruleSet,
    rule: `${name}-${platform}`,
    async active() {
      const { sdk, client } = await open()
      const { Metadata, Rules = [] } = await client.send(new sdk.DescribeActiveReceiptRuleSetCommand({}))
      if (Metadata?.Name === undefined) return undefined
      return {
        ruleSet: Metadata.Name,
        rules: Rules.map((rule) => ({ name: rule.Name ?? '', isEnabled: rule.Enabled === true })),
      }
    },
    async activate() {
      const { sdk, client } = await open()
      try {
        await client.send(new sdk.SetActiveReceiptRuleSetCommand({ RuleSetName: ruleSet }))
      } catch (error) {
        throw new Error(
          `SES does not make ${ruleSet} active (${errorCode(error)}): that takes ses:SetActiveReceiptRuleSet`,
        )
      }
    },
  }
}
