import type { Template } from 'aws-cdk-lib/assertions'
import { beforeAll, describe, expect, it } from 'vitest'
import type { DeploymentInput } from '../../schemas/deployment.ts'
import { allResources, resourcesOf, templateOf, twoOfEach } from './synthesize.ts'

let template: Template
beforeAll(() => {
  template = templateOf(twoOfEach)
})

/** The one property of a type that names a thing, where it does: the name is taken as long as the thing is there. */
const naming: Record<string, string> = {
  'AWS::ApiGatewayV2::Api': '',
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::CloudWatch::CompositeAlarm': 'AlarmName',
  'AWS::CloudWatch::Dashboard': 'DashboardName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::Events::Rule': 'Name',
  'AWS::IAM::Policy': '',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::Logs::QueryDefinition': 'Name',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SecretsManager::Secret': 'Name',
}

/** What else the stack is made of; nothing of it has a name that another could have. */
const nameless = new Set([
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Logs::MetricFilter',
  'AWS::Lambda::Permission',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Subscription',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
])

describe('a stack that is destroyed and deployed again, or a destination that is removed and added again', () => {
  it('finds no name taken by what stayed behind', () => {
    for (const [id, { Type, Properties, DeletionPolicy = 'Delete' }] of allResources(template)) {
      if (nameless.has(Type)) continue
      expect(Object.keys(naming), `${id}: say of ${Type} how it is named`).toContain(Type)
      const isNamed = Properties[naming[Type] ?? ''] !== undefined
      expect([id, isNamed, DeletionPolicy]).toEqual([id, isNamed, isNamed ? 'Delete' : DeletionPolicy])
    }
  })

  it('leaves the table and the bucket behind, and nothing else', () => {
    const kept = [...allResources(template).values()].filter(
      ({ DeletionPolicy = 'Delete' }) => DeletionPolicy !== 'Delete',
    )
    expect(kept.map(({ Type }) => Type).sort()).toEqual(['AWS::DynamoDB::GlobalTable', 'AWS::S3::Bucket'])
  })

  it('names every resource of a destination alike, whatever else was there before', () => {
    const others: DeploymentInput = {
      ...twoOfEach,
      destinations: twoOfEach.destinations.filter(({ name }) => name !== 'crm'),
      routing: { ...twoOfEach.routing, rules: [{ to: ['acd'] }] },
    }
    const before = allResources(templateOf(others))
    const added = [...allResources(template)].filter(([id]) => !before.has(id))
    expect(added.length).toBeGreaterThan(10)
    for (const [id, { Type }] of added)
      expect(id).toMatch(Type === 'AWS::CloudWatch::Alarm' ? /^Alarmsdelivercrm/ : /^Delivercrm/)
  })
})

describe('a release', () => {
  const secrets = () => [...resourcesOf(template, 'AWS::SecretsManager::Secret').values()]

  it('puts no value over the one that an operator has put into a secret', () => {
    for (const { Properties } of secrets().filter(({ Properties }) => Properties['Name'] !== 'acme/links')) {
      expect(Properties).not.toHaveProperty('SecretString')
      expect(Properties).not.toHaveProperty('GenerateSecretString')
    }
  })

  it('has the key of links made as the first one had it: CloudFormation makes another when a word of this changes', () => {
    const links = secrets().find(({ Properties }) => Properties['Name'] === 'acme/links')
    expect(links?.Properties['GenerateSecretString']).toEqual({
      ExcludePunctuation: true,
      GenerateStringKey: 'key',
      PasswordLength: 64,
      SecretStringTemplate: '{"others":[]}',
    })
  })

  it('changes what a function may do before its code, so that new code never runs with old rights', () => {
    const resources = allResources(template)
    const policies = [...resourcesOf(template, 'AWS::IAM::Policy')]
    const functions = [...resources].filter(([, { Type }]) => Type === 'AWS::Lambda::Function')
    expect(functions).toHaveLength(7)
    for (const [id, { Properties, DependsOn = [] }] of functions) {
      const role = JSON.stringify(Properties['Role'])
      const own = policies.filter(([, policy]) =>
        (policy.Properties['Roles'] as { Ref: string }[]).some(({ Ref }) => role.includes(`"${Ref}"`)),
      )
      expect(own.length, id).toBeGreaterThan(0)
      for (const [policy] of own) expect([DependsOn].flat(), id).toContain(policy)
    }
  })
})
