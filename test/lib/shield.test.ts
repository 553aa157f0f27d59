import { spawnSync } from 'node:child_process'
import { Match, Template } from 'aws-cdk-lib/assertions'
import { App } from 'aws-cdk-lib/core'
import { beforeAll, expect, it } from 'vitest'
import { ShieldStack } from '../../lib/shield-stack.ts'
import { type DeploymentInput, deployment } from '../../schemas/deployment.ts'
import { describeWith } from '../support/describe-with.ts'
import { cfnLint } from '../support/programs.ts'
import { describeThorough } from '../support/thorough.ts'
import { complaintsOf, everyOption, functionOf, resourcesOf, templateOf } from './synthesize.ts'

const shield = {
  webAclArn: `arn:aws:wafv2:us-east-1:123456789012:global/webacl/acme-shield/${'c'.repeat(8)}-1111-2222-3333-${'d'.repeat(12)}`,
  certificateArn: `arn:aws:acm:us-east-1:123456789012:certificate/${'e'.repeat(36)}`,
}
const shielded: DeploymentInput = { ...everyOption, shield }
const { domain: _, ...withoutDomain } = everyOption
/** The least that there can be: its rules are still to come. Besides, its mails come by the bucket. */
const begun: DeploymentInput = {
  ...withoutDomain,
  platforms: {
    ...withoutDomain.platforms,
    mime: { uploads: true },
    ses: { receiving: { recipients: ['acme.example'], requireTls: true } },
  },
  shield: { direct: true },
}

let template: Template
const all = (type: string, of = template) =>
  [...resourcesOf(of, type).values()].map(({ Properties }) => Properties)
beforeAll(() => {
  template = templateOf(shielded)
})

describeThorough('the shield', () => {
  it('leads what comes by the domain to the API, unchanged and uncached, over TLS alone and by the rules', () => {
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        Aliases: ['contacts.acme.example'],
        WebACLId: shield.webAclArn,
        ViewerCertificate: {
          AcmCertificateArn: shield.certificateArn,
          MinimumProtocolVersion: 'TLSv1.2_2021',
        },
        DefaultCacheBehavior: {
          AllowedMethods: Match.arrayWith(['GET', 'HEAD', 'POST']),
          ViewerProtocolPolicy: 'https-only',
          // CachingDisabled, and all headers but the host's.
          CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
          OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
        },
        Origins: [
          Match.objectLike({ CustomOriginConfig: Match.objectLike({ OriginProtocolPolicy: 'https-only' }) }),
        ],
      },
    })
    const records = all('AWS::Route53::RecordSet').map(({ Name, AliasTarget }) => [
      Name,
      JSON.stringify(AliasTarget).includes('Distribution'),
    ])
    expect(records).toEqual([
      ['contacts.acme.example', true],
      ['contacts.acme.example', true],
    ])
    template.hasOutput('WebhookTwitter', { Value: 'https://contacts.acme.example/webhooks/twitter' })
  })

  it('is turned on and off by the same records, which lead elsewhere: Route 53 has no two of one name', () => {
    const idsOf = (of: Template) =>
      [...resourcesOf(of, 'AWS::Route53::RecordSet')].map(
        ([
          id,
          {
            Properties: { Name, Type },
          },
        ]) => [id, Name, Type],
      )
    const without = idsOf(templateOf(everyOption))
    expect(without).toHaveLength(2)
    expect(idsOf(template)).toEqual(without)
  })

  it('proves itself by a key that stands in no template and that the functions before the queue ask for', () => {
    const [distribution] = all('AWS::CloudFront::Distribution')
    const headers = JSON.stringify(distribution).match(/"OriginCustomHeaders":(\[.*?\}\])/)?.[1] ?? ''
    expect(headers).toContain('x-netzdialog-origin')
    expect(headers).toContain(':SecretString:first::}}')
    const asks = (service: string) => functionOf(template, service).environment['SHIELD_SECRET_ID']
    expect(asks('ingest-twitter')).toEqual(asks('attachments'))
    expect(asks('attachments')).toBeDefined()
    // Its own address asks for a certificate of the caller instead.
    expect(asks('ingest-facebook')).toBeUndefined()
    expect(asks('deliver-crm')).toBeUndefined()
    const readers = all('AWS::IAM::Policy').filter(({ PolicyDocument }) =>
      JSON.stringify(PolicyDocument).includes(JSON.stringify(asks('attachments'))),
    )
    expect(readers).toHaveLength(2)
  })

  it('leaves the API’s own address on, for CloudFront calls it', () => {
    const apis = all('AWS::ApiGatewayV2::Api').map((api) => [api['Name'], api['DisableExecuteApiEndpoint']])
    expect(apis).toEqual([
      ['acme', undefined],
      ['acme-front-door-facebook', true],
    ])
  })

  it('changes what it proves itself with by a setting, so that CloudFormation looks the new key up', () => {
    const other = templateOf({ ...shielded, shield: { ...shield, sends: 'second' } })
    const text = JSON.stringify(other.findResources('AWS::CloudFront::Distribution'))
    expect(text).toContain(':SecretString:second::}}')
  })

  it('lets pass what comes round it, while platforms move to its address', () => {
    const moving = templateOf(begun)
    for (const service of ['ingest-twitter', 'attachments'])
      expect(functionOf(moving, service).environment).not.toHaveProperty('SHIELD_SECRET_ID')
    expect(JSON.stringify(moving.findOutputs('WebhookTwitter'))).toContain('Distribution')
  })

  it.each([
    ['without a certificate for the domain', { ...everyOption, shield: {} }, 'shield.certificateArn'],
    ['with a certificate for no domain', { ...withoutDomain, shield }, 'shield.certificateArn'],
    [
      'with client certificates, which end at it',
      {
        ...everyOption,
        domain: { ...everyOption.domain!, truststore: { bucket: 'acme-trust', key: 'meta.pem' } },
        shield,
      },
      'domain.truststore',
    ],
  ])('is a mistake %s', (_what, input, field) => {
    const { error } = deployment.safeParse(input)
    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([field])
  })
})

describeThorough('the rules of the firewall', () => {
  it('block nothing for what a customer has written: every rule on bodies only counts', () => {
    const [acl] = Object.values(rulesTemplate().findResources('AWS::WAFv2::WebACL'))
    const text = JSON.stringify(acl)
    for (const rule of [
      'SizeRestrictions_BODY',
      'CrossSiteScripting_BODY',
      'GenericLFI_BODY',
      'GenericRFI_BODY',
      'EC2MetaDataSSRF_BODY',
      'JavaDeserializationRCE_BODY',
      'Log4JRCE_BODY',
      'ReactJSRCE_BODY',
    ])
      expect(text).toContain(`{"ActionToUse":{"Count":{}},"Name":"${rule}"}`)
  })

  it('look at no webhook, whatever AWS adds to its groups: what they blocked would be lost', () => {
    const rules = all('AWS::WAFv2::WebACL', rulesTemplate()).flatMap(({ Rules }) => Rules)
    expect(rules).toHaveLength(3)
    for (const rule of rules)
      expect(rule).toMatchObject({
        Statement: {
          ManagedRuleGroupStatement: {
            ScopeDownStatement: {
              NotStatement: {
                Statement: {
                  ByteMatchStatement: {
                    FieldToMatch: { UriPath: {} },
                    PositionalConstraint: 'STARTS_WITH',
                    SearchString: '/webhooks/',
                    TextTransformations: [{ Priority: 0, Type: 'NONE' }],
                  },
                },
              },
            },
          },
        },
      })
    // Each platform's webhooks have such a path.
    const routes = all('AWS::ApiGatewayV2::Route').map(({ RouteKey }) => String(RouteKey).split(' ')[1])
    expect(routes.filter((path) => path?.startsWith('/webhooks/') !== true)).toEqual(['/attachments/{token}'])
  })

  it('lie in us-east-1, in the account and as protected as the layer, with its tags for whoever shares out costs', () => {
    const { stackName, account, region, terminationProtection } = rulesStack()
    expect([stackName, account, region, terminationProtection]).toEqual([
      'acme-shield',
      '123456789012',
      'us-east-1',
      true,
    ])
    rulesTemplate().hasOutput('WebAclArn', {})
    const [acl] = all('AWS::WAFv2::WebACL', rulesTemplate())
    expect(acl?.['Tags']).toEqual([
      { Key: 'cost-centre', Value: '4711' },
      { Key: 'netzdialog', Value: 'acme' },
      { Key: 'stage', Value: 'prod' },
    ])
  })

  it('keep no sample of a request, which would be somebody’s words', () => {
    const text = JSON.stringify(rulesTemplate().toJSON())
    expect(text).toContain('"SampledRequestsEnabled":false')
    expect(text).not.toContain('"SampledRequestsEnabled":true')
  })
})

const rulesStack = () =>
  new ShieldStack(new App(), deployment.parse({ ...everyOption, region: 'eu-central-1' }))
const rulesTemplate = () => Template.fromStack(rulesStack())

describeThorough('a deployment behind a shield', () => {
  const both: [string, DeploymentInput][] = [
    ['with its rules and a domain', shielded],
    ['begun, with mails that come by the bucket', begun],
  ]
  it.each(both)(
    'is clean by AwsSolutions and NIST 800-53, but for what has its sentence: %s',
    (_what, input) => {
      expect(complaintsOf(input)).toEqual([])
    },
  )

  describeWith(cfnLint, 'by cfn-lint', () => {
    it('is a template that CloudFormation takes: of the rules', () => {
      expect(lint(rulesTemplate())).toEqual(['', ''])
    })

    it.each(both)('is a template that CloudFormation takes: %s', (_what, input) => {
      expect(lint(templateOf(input))).toEqual(['', ''])
    })
  })
})

function lint(given: Template): string[] {
  // The CDK names the role of a function twice: W3005.
  const { stdout, stderr } = spawnSync(
    cfnLint.find()?.cfnLint ?? '',
    ['--format', 'parseable', '--ignore-checks', 'W3005'],
    { input: JSON.stringify(given.toJSON()), encoding: 'utf8' },
  )
  return [stdout, stderr]
}
