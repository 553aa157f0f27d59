import { Match, type Template } from 'aws-cdk-lib/assertions'
import { beforeAll, describe, expect, it } from 'vitest'
import { linkKeys } from '../../functions/core/attachment-link.ts'
import { resourcesOf, templateOf, twoOfEach } from './synthesize.ts'

let template: Template
const all = (type: string) => [...resourcesOf(template, type).values()]
beforeAll(() => {
  template = templateOf(twoOfEach)
})

describe('what is kept', () => {
  it('lies in a table that expires, can be restored, and cannot be deleted by mistake', () => {
    const [table] = all('AWS::DynamoDB::GlobalTable')
    expect(table?.DeletionPolicy).toBe('Retain')
    expect(table?.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      Replicas: [
        {
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 7 },
        },
      ],
    })
  })

  it('lies in the table that a restore has made, where one is named, and the stack’s own stays behind it', () => {
    const restored = templateOf({ ...twoOfEach, restoredTable: 'acme-of-monday' })
    const text = (type: string) => JSON.stringify([...resourcesOf(restored, type).values()])
    const [own = ''] = resourcesOf(restored, 'AWS::DynamoDB::GlobalTable').keys()
    expect([...resourcesOf(restored, 'AWS::DynamoDB::GlobalTable')]).toEqual([
      ...resourcesOf(template, 'AWS::DynamoDB::GlobalTable'),
    ])
    for (const type of ['AWS::IAM::Policy', 'AWS::Lambda::Function', 'AWS::CloudWatch::Alarm']) {
      expect(text(type)).toContain('acme-of-monday')
      expect(text(type)).not.toContain(own)
    }
    restored.hasOutput('Table', { Value: 'acme-of-monday' })
  })

  it('lies in a private bucket, each prefix for its time, and no version outlives a deletion', () => {
    const [bucket] = all('AWS::S3::Bucket')
    expect(bucket?.DeletionPolicy).toBe('RetainExceptOnCreate')
    expect(bucket?.UpdateReplacePolicy).toBe('Retain')
    expect(bucket?.Properties['VersioningConfiguration']).toBeUndefined()
    expect(bucket?.Properties['PublicAccessBlockConfiguration']).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    })
    const days = { attachments: 90, bodies: 15, parked: 30, quarantine: 21 }
    for (const [prefix, ExpirationInDays] of Object.entries(days))
      template.hasResourceProperties('AWS::S3::Bucket', {
        LifecycleConfiguration: {
          Rules: Match.arrayWith([
            Match.objectLike({ Prefix: `${prefix}/`, ExpirationInDays, Status: 'Enabled' }),
          ]),
        },
      })
  })

  it('keeps the keys of each platform and destination in a secret that says what to put in', () => {
    const secrets = new Map(
      all('AWS::SecretsManager::Secret').map((secret) => [secret.Properties['Name'], secret]),
    )
    expect([...secrets.keys()].sort()).toEqual([
      'acme/destination/acd',
      'acme/destination/crm',
      'acme/links',
      'acme/platform/facebook',
      'acme/platform/twitter',
    ])
    expect(secrets.get('acme/platform/facebook')?.Properties['Description']).toBe(
      'Put in as JSON: {"appSecrets":["…"]}',
    )
  })

  it('makes up the key of links, as the functions read it', () => {
    const secret = all('AWS::SecretsManager::Secret').find(
      ({ Properties }) => Properties['Name'] === 'acme/links',
    )
    const { GenerateSecretString } = secret?.Properties ?? {}
    const { GenerateStringKey, SecretStringTemplate, PasswordLength } = GenerateSecretString as Record<
      string,
      string
    >
    const generated = {
      ...JSON.parse(SecretStringTemplate ?? ''),
      [GenerateStringKey ?? '']: 'x'.repeat(Number(PasswordLength)),
    }
    expect(linkKeys.parse(generated)).toEqual({ key: 'x'.repeat(64), others: [] })
  })
})
