import { spawnSync } from 'node:child_process'
import { Match, type Template } from 'aws-cdk-lib/assertions'
import { beforeAll, describe, expect, it } from 'vitest'
import { countFixed } from '../bench/costs/count-fixed.ts'
import { readRecordedCosts } from '../bench/costs/recorded-costs.ts'
import { describeWith } from '../support/describe-with.ts'
import { cfnLint } from '../support/programs.ts'
import { describeThorough } from '../support/thorough.ts'
import { complaintsOf, deployments, everyOption, resourcesOf, templateOf } from './synthesize.ts'

let template: Template
let key: unknown
const all = (type: string) => [...resourcesOf(template, type).values()].map(({ Properties }) => Properties)
beforeAll(() => {
  template = templateOf(everyOption)
  const [id = ''] = resourcesOf(template, 'AWS::KMS::Key').keys()
  key = { 'Fn::GetAtt': [id, 'Arn'] }
})

describe('the key of one’s own', () => {
  it('encrypts queues, whose data keys serve for an hour', () => {
    expect(all('AWS::SQS::Queue').length).toBeGreaterThan(5)
    for (const queue of all('AWS::SQS::Queue')) {
      expect(queue).toMatchObject({ KmsMasterKeyId: key, KmsDataKeyReusePeriodSeconds: 3600 })
      expect(queue).not.toHaveProperty('SqsManagedSseEnabled')
    }
  })

  it('encrypts the table, the bucket, the topic, every secret and every log', () => {
    for (const table of all('AWS::DynamoDB::GlobalTable'))
      expect(table).toMatchObject({
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
        Replicas: [{ SSESpecification: { KMSMasterKeyId: key } }],
      })
    for (const bucket of all('AWS::S3::Bucket'))
      expect(bucket['BucketEncryption']).toEqual({
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: { KMSMasterKeyID: key, SSEAlgorithm: 'aws:kms' },
          },
        ],
      })
    for (const topic of all('AWS::SNS::Topic')) expect(topic['KmsMasterKeyId']).toEqual(key)
    for (const secret of all('AWS::SecretsManager::Secret')) expect(secret['KmsKeyId']).toEqual(key)
    for (const log of all('AWS::Logs::LogGroup')) expect(log['KmsKeyId']).toEqual(key)
  })

  it('is renewed each year, stays behind, and lets in what writes logs and rings alarms', () => {
    const [resource] = resourcesOf(template, 'AWS::KMS::Key').values()
    expect(resource).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: { EnableKeyRotation: true },
    })
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({ Sid: 'LogsOfThisDeployment', Condition: Match.anyValue() }),
          Match.objectLike({
            Sid: 'AlarmsOfThisAccount',
            Principal: { Service: ['budgets.amazonaws.com', 'cloudwatch.amazonaws.com'] },
          }),
        ]),
      },
    })
  })

  it('opens to every function that reads or writes what it encrypts, and to no other action', () => {
    const actions = all('AWS::IAM::Policy').map(({ PolicyDocument }) =>
      (PolicyDocument as { Statement: { Action: string | string[]; Resource: unknown }[] }).Statement.filter(
        ({ Resource }) => JSON.stringify(Resource) === JSON.stringify(key),
      ).flatMap(({ Action }) => Action),
    )
    const sealing = ['kms:Decrypt', 'kms:GenerateDataKey']
    const keeping = [
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:GenerateDataKey',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
    ]
    // Attachments and the watch; two of ingest; route, three of deliver, and what fetches files.
    const sets = actions.map((each) => [...new Set(each)].sort().join()).sort()
    expect(sets).toEqual(
      [['kms:Decrypt'], ['kms:Decrypt'], sealing, sealing, keeping, keeping, keeping, keeping, keeping]
        .map((each) => each.join())
        .sort(),
    )
  })
})

it('names no partition: the stack may stand in China, in GovCloud or in the sovereign cloud', () => {
  // What the operator has written names one.
  const { domain: _, account: __, region: ___, ...rest } = everyOption
  const text = JSON.stringify(templateOf({ ...rest, platforms: { facebook: {}, twitter: {} } }).toJSON())
  expect(text.match(/arn:aws[^"]{0,40}/g) ?? []).toEqual([])
})

it('takes a key that is there already, whose policy is its owner’s', () => {
  const given = 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555'
  const own = templateOf({ ...everyOption, encryptionKey: given })
  own.resourceCountIs('AWS::KMS::Key', 0)
  for (const { Properties } of resourcesOf(own, 'AWS::SQS::Queue').values())
    expect(Properties['KmsMasterKeyId']).toBe(given)
})

describeThorough('every deployment', () => {
  it.each(Object.entries(deployments))(
    'is clean by AwsSolutions and NIST 800-53, but for what has its sentence: %s',
    (_what, input) => {
      expect(complaintsOf(input)).toEqual([])
    },
  )

  it('costs a month, with nothing coming in, what docs/costs.md says (npm run costs -- --fixed --write)', () => {
    const counted = Object.entries(deployments).map(([what, input]) => [
      what,
      countFixed(templateOf(input).toJSON()),
    ])
    expect(readRecordedCosts().fixed).toEqual(Object.fromEntries(counted))
  })

  describeWith(cfnLint, 'by cfn-lint', () => {
    it.each(Object.entries(deployments))('is a template that CloudFormation takes: %s', (_what, input) => {
      // The CDK names the role of a function twice: W3005.
      const words = ['--format', 'parseable', '--ignore-checks', 'W3005']
      const { stdout, stderr } = spawnSync(cfnLint.find()?.cfnLint ?? '', words, {
        input: JSON.stringify(templateOf(input).toJSON()),
        encoding: 'utf8',
      })
      expect([stdout, stderr]).toEqual(['', ''])
    })
  })
})
