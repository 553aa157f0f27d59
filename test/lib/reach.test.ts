import { Match, type Template } from 'aws-cdk-lib/assertions'
import { beforeAll, expect, it } from 'vitest'
import type { NetzdialogStack } from '../../lib/netzdialog-stack.ts'
import { describeThorough } from '../support/thorough.ts'
import { allResources, everyOption, functionOf, resourcesOf, synthesized } from './synthesize.ts'

let template: Template
let stack: NetzdialogStack
const all = (type: string) => [...resourcesOf(template, type).values()]
beforeAll(() => {
  ;({ template, stack } = synthesized(everyOption))
})

describeThorough('a destination in a private network', () => {
  const roleOf = (service: string) =>
    JSON.stringify(functionOf(template, service).properties['Role']).match(/"(\w+Role\w+)"/)?.[1]
  const rolesThat = (action: string) =>
    all('AWS::IAM::Policy')
      .filter(({ Properties }) => JSON.stringify(Properties['PolicyDocument']).includes(action))
      .flatMap(({ Properties }) => (Properties['Roles'] as { Ref: string }[]).map(({ Ref }) => Ref))

  it('has its function in it, and no other function is', () => {
    const inside = all('AWS::Lambda::Function').filter(({ Properties }) => 'VpcConfig' in Properties)
    expect(inside.map(({ Properties }) => Properties)).toEqual([
      functionOf(template, 'deliver-crm').properties,
    ])
    expect(inside[0]?.Properties['VpcConfig']).toEqual({
      SubnetIds: ['subnet-0a1b2c3d4e5f67890', 'subnet-0a1b2c3d4e5f67891'],
      SecurityGroupIds: ['sg-0a1b2c3d4e5f67890'],
    })
  })

  it('gives the rights for network interfaces to its role alone, and denies them to its code', () => {
    expect(rolesThat('ec2:')).toEqual([roleOf('deliver-crm')])
    template.hasResourceProperties('AWS::IAM::Policy', {
      Roles: [{ Ref: roleOf('deliver-crm') }],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Action: Match.arrayWith(['ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface']),
            Condition: { Null: { 'lambda:SourceFunctionArn': 'false' } },
          }),
        ]),
      },
    })
  })

  it('reaches by endpoints every service that a deliver function calls', () => {
    const made = all('AWS::EC2::VPCEndpoint').map(({ Properties }) => [
      JSON.stringify(Properties['ServiceName']).match(/\.(\w+)"/)?.[1],
      Properties['VpcEndpointType'],
    ])
    expect(made.sort()).toEqual([
      ['dynamodb', 'Gateway'],
      ['s3', 'Gateway'],
      ['secretsmanager', 'Interface'],
      ['sqs', 'Interface'],
    ])
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: [
        Match.objectLike({ FromPort: 443, ToPort: 443, SourceSecurityGroupId: 'sg-0a1b2c3d4e5f67890' }),
      ],
    })
  })
})

describeThorough('an address of one’s own', () => {
  it('leads to the API, which is reached under no other', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainName: 'contacts.acme.example',
      DomainNameConfigurations: [Match.objectLike({ SecurityPolicy: 'TLS_1_2' })],
    })
    for (const { Properties } of all('AWS::ApiGatewayV2::Api'))
      expect(Properties['DisableExecuteApiEndpoint']).toBe(true)
    const records = all('AWS::Route53::RecordSet').map(({ Properties }) => [
      Properties['Name'],
      Properties['Type'],
    ])
    expect(records.sort()).toEqual([
      ['contacts.acme.example', 'A'],
      ['contacts.acme.example', 'AAAA'],
    ])
  })

  it('stands in what is entered at platforms, and in links', () => {
    template.hasOutput('WebhookTwitter', { Value: 'https://contacts.acme.example/webhooks/twitter' })
    template.hasOutput('WebhookFacebook', { Value: 'https://meta.acme.example/webhooks/facebook' })
    template.hasOutput('DomainTargetFacebook', {})
    expect(functionOf(template, 'deliver-crm').environment['LINKS_BASE_URL']).toBe(
      'https://contacts.acme.example',
    )
  })

  it('of a platform alone asks for a client’s certificate and leads to that platform and nowhere else', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainName: 'meta.acme.example',
      MutualTlsAuthentication: { TruststoreUri: 's3://acme-trust/meta.pem', TruststoreVersion: '3' },
    })
    const apiOf = (key: string) =>
      all('AWS::ApiGatewayV2::Route')
        .filter(({ Properties }) => Properties['RouteKey'] === key)
        .map(({ Properties }) => (Properties['ApiId'] as { Ref: string }).Ref)
    const [own = ''] = apiOf('POST /webhooks/facebook')
    expect(apiOf('POST /webhooks/facebook')).toHaveLength(1)
    for (const key of ['POST /webhooks/twitter', 'GET /attachments/{token}'])
      expect(apiOf(key)).not.toContain(own)
  })
})

describeThorough('a flood', () => {
  it('is throttled by its own route, whose limit no other shares', () => {
    const routes = [...resourcesOf(template, 'AWS::ApiGatewayV2::Route')]
    const stages = all('AWS::ApiGatewayV2::Stage')
    expect(stages).toHaveLength(2)
    for (const { Properties, DependsOn = [] } of stages) {
      const api = JSON.stringify(Properties['ApiId'])
      const own = routes.filter(([, route]) => JSON.stringify(route.Properties['ApiId']) === api)
      const keys = own.map(([, route]) => String(route.Properties['RouteKey']))
      const settings = Properties['RouteSettings'] as Record<string, unknown>
      expect(Object.keys(settings).sort()).toEqual(keys.sort())
      expect([DependsOn].flat()).toEqual(expect.arrayContaining(own.map(([id]) => id)))
      for (const [key, limit] of Object.entries(settings))
        expect(limit).toEqual(
          key.includes('facebook')
            ? { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 90 }
            : { ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 },
        )
    }
  })
})

describeThorough('a platform’s share of the account’s concurrency', () => {
  it('is set apart for its function where that is wanted, and for no other', () => {
    const reserved = all('AWS::Lambda::Function').filter(
      ({ Properties }) => 'ReservedConcurrentExecutions' in Properties,
    )
    expect(reserved.map(({ Properties }) => Properties)).toEqual([
      functionOf(template, 'ingest-facebook').properties,
    ])
    expect(reserved[0]?.Properties['ReservedConcurrentExecutions']).toBe(20)
  })
})

describeThorough('a stage', () => {
  it('shows what may be removed next', () => {
    template.hasOutput('Draining', { Value: 'old' })
  })

  it('is deployed to its account and region alone, and deleted by nobody', () => {
    expect([stack.account, stack.region]).toEqual(['123456789012', 'eu-central-1'])
    expect(stack.terminationProtection).toBe(true)
  })

  it('has its name, and tags of one’s own, on everything that costs', () => {
    const costing = [
      'AWS::SQS::Queue',
      'AWS::Lambda::Function',
      'AWS::S3::Bucket',
      'AWS::SecretsManager::Secret',
    ]
    for (const { Properties } of costing.flatMap(all))
      expect(Properties['Tags']).toEqual([
        { Key: 'cost-centre', Value: '4711' },
        { Key: 'netzdialog', Value: 'acme' },
        { Key: 'stage', Value: 'prod' },
      ])
  })

  it('rings when the month is about to cost more than was meant, counting its own resources', () => {
    const [topic = ''] = resourcesOf(template, 'AWS::SNS::Topic').keys()
    const [budget] = all('AWS::Budgets::Budget')
    expect(budget?.Properties).toMatchObject({
      Budget: {
        BudgetLimit: { Amount: 200, Unit: 'USD' },
        CostFilters: { TagKeyValue: ['user:netzdialog$acme'] },
      },
      NotificationsWithSubscribers: [
        {
          Notification: { NotificationType: 'FORECASTED' },
          Subscribers: [{ SubscriptionType: 'SNS', Address: { Ref: topic } }],
        },
        { Notification: { NotificationType: 'ACTUAL' } },
      ],
    })
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Principal: { Service: 'budgets.amazonaws.com' }, Action: 'sns:Publish' }),
        ]),
      },
    })
  })

  it('has no name that another stage, or the same in another region, would want', () => {
    const names = [
      'QueueName',
      'LogGroupName',
      'AlarmName',
      'TopicName',
      'Name',
      'FunctionName',
      'RoleName',
      'BucketName',
    ]
    for (const [id, { Type, Properties }] of allResources(template)) {
      if (Type === 'AWS::Route53::RecordSet') continue
      for (const name of names.map((each) => Properties[each]).filter((each) => typeof each === 'string'))
        expect([id, name]).toEqual([id, expect.stringMatching(/(^|\/)acme(-|\/|$)/)])
      // These would be one's own in all regions of an account, or in all the world.
      for (const global of ['RoleName', 'BucketName']) expect(Properties).not.toHaveProperty(global)
    }
  })
})
