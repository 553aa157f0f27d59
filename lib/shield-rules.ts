import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2'
import { Construct } from 'constructs'

/** Groups of rules that AWS keeps up to date, and of each the rules that only count here. */
const groups: Readonly<Record<string, readonly string[]>> = {
  AWSManagedRulesAmazonIpReputationList: [],
  AWSManagedRulesCommonRuleSet: [
    // A body is what a customer wrote: longer than 8 kB, with HTML, paths and addresses in it. What it is worth says the
    // signature, and nothing that is blocked here would ever be delivered.
    'SizeRestrictions_BODY',
    'CrossSiteScripting_BODY',
    'GenericLFI_BODY',
    'GenericRFI_BODY',
    'EC2MetaDataSSRF_BODY',
    // Links to attachments hold the file's name.
    'SizeRestrictions_URIPATH',
    // Gateways and systems of one's own need not name themselves.
    'NoUserAgent_HEADER',
  ],
  AWSManagedRulesKnownBadInputsRuleSet: ['JavaDeserializationRCE_BODY', 'Log4JRCE_BODY', 'ReactJSRCE_BODY'],
}

/**
 * What the groups look at. AWS adds rules to them that hold at once, and what one of those blocked of a webhook would be
 * lost: there the signature decides. Links are opened by anybody.
 */
const allButWebhooks = {
  notStatement: {
    statement: {
      byteMatchStatement: {
        fieldToMatch: { uriPath: {} },
        positionalConstraint: 'STARTS_WITH',
        searchString: '/webhooks/',
        textTransformations: [{ priority: 0, type: 'NONE' }],
      },
    },
  },
}

/**
 * Rules of the firewall before webhooks and links. No limit by address: a platform sends all of its webhooks from a few,
 * and each route of the API has a limit of its own.
 */
export class ShieldRules extends Construct {
  readonly webAclArn: string

  constructor(scope: Construct, id: string, { deploymentName }: { readonly deploymentName: string }) {
    super(scope, id)
    const seen = (metricName: string) => ({
      cloudWatchMetricsEnabled: true,
      metricName,
      // A sample would be a customer's request.
      sampledRequestsEnabled: false,
    })
    const webAcl = new CfnWebACL(this, 'WebAcl', {
      name: `${deploymentName}-shield`,
      description: `Before webhooks and links of ${deploymentName}.`,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: seen(`${deploymentName}-shield`),
      rules: Object.entries(groups).map(([name, counted], priority) => ({
        name,
        priority,
        overrideAction: { none: {} },
        visibilityConfig: seen(name),
        statement: {
          managedRuleGroupStatement: {
            vendorName: 'AWS',
            name,
            scopeDownStatement: allButWebhooks,
            ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
          },
        },
      })),
    })
    this.webAclArn = webAcl.attrArn
  }
}
