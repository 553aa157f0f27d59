import { spawnSync } from 'node:child_process'
import { Match, type Template } from 'aws-cdk-lib/assertions'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { attachmentKey } from '../../functions/core/attachment-key.ts'
import { sha256 } from '../../functions/core/ids.ts'
import { countFixed } from '../bench/costs/count-fixed.ts'
import { readRecordedCosts } from '../bench/costs/recorded-costs.ts'
import { routedMail } from '../contracts/routed-event.ts'
import { describeWith } from '../support/describe-with.ts'
import { cfnLint } from '../support/programs.ts'
import { mayDo } from '../support/roles/may-do.ts'
import { describeThorough } from '../support/thorough.ts'
import { complaintsOf, deployments, everyOption, functionOf, resourcesOf, templateOf } from './synthesize.ts'

let template: Template
let key: unknown
const entries = (type: string) => [...resourcesOf(template, type).entries()]
const all = (type: string) => entries(type).map(([, { Properties }]) => Properties)
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
    // Attachments and the watch; two of ingest, and what scans; route, three of deliver, and what fetches files.
    const sets = actions.map((each) => [...new Set(each)].sort().join()).sort()
    expect(sets).toEqual(
      [
        ['kms:Decrypt'],
        ['kms:Decrypt'],
        sealing,
        sealing,
        sealing,
        keeping,
        keeping,
        keeping,
        keeping,
        keeping,
      ]
        .map((each) => each.join())
        .sort(),
    )
  })
})

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((given) => [given].flat())
const denial = z.object({
  Sid: z.string(),
  Effect: z.literal('Deny'),
  Principal: z.object({ AWS: z.literal('*') }),
  Action: oneOrMore,
  Resource: z.object({ 'Fn::Join': z.tuple([z.literal(''), z.tuple([z.unknown(), z.string()])]) }),
  Condition: z.object({
    ArnNotEquals: z.object({
      'aws:PrincipalArn': z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
    }),
    StringNotEquals: z.record(z.string(), z.string()).default({}),
  }),
})

/** What the bucket's own policy says of files: it goes before whatever a role allows. */
function bucketSays() {
  const [[, policy] = []] = entries('AWS::S3::BucketPolicy')
  const { Statement } = z
    .object({ Statement: z.array(z.looseObject({ Sid: z.string().optional() })) })
    .parse(policy?.Properties['PolicyDocument'])
  return Statement.filter(({ Sid }) => Sid?.includes('FoundClean')).map((each) => {
    const { Action, Resource, Condition } = denial.parse(each)
    const [scanner] = Condition.ArnNotEquals['aws:PrincipalArn']['Fn::GetAtt']
    return {
      effect: 'Deny' as const,
      actions: Action,
      resources: [`bucket${Resource['Fn::Join'][1][1]}`],
      conditions: {
        ArnNotEquals: { 'aws:PrincipalArn': [scanner] },
        StringNotEquals: Object.fromEntries(
          Object.entries(Condition.StringNotEquals).map(([key, value]) => [key, [value]]),
        ),
      },
    }
  })
}

const tag = 's3:ExistingObjectTag/GuardDutyMalwareScanStatus'
const everything = { effect: 'Allow' as const, actions: ['s3:*'], resources: ['bucket/*'], conditions: {} }

describe('a deployment whose files are scanned', () => {
  const file = (scans: boolean) =>
    `bucket/${attachmentKey(routedMail(), { hash: sha256('x'), name: 'x.pdf', scans })}`
  const may = (action: string, resource: string, principal: string, status?: string) =>
    mayDo(
      {
        action,
        resource,
        keys: { 'aws:PrincipalArn': [principal], ...(status !== undefined && { [tag]: [status] }) },
      },
      [everything, ...bucketSays()],
    )

  it('hands out none that was not found clean, to nobody but what scans it', () => {
    const [[scanner = ''] = []] = entries('AWS::IAM::Role').filter(([id]) => id.startsWith('Scan'))
    expect(bucketSays()).toHaveLength(2)
    for (const status of [undefined, '', 'THREATS_FOUND', 'UNSUPPORTED', 'ACCESS_DENIED', 'FAILED']) {
      expect(may('s3:GetObject', file(true), 'deliver', status), status).toBe(false)
      expect(may('s3:GetObjectVersion', file(true), 'administrator', status), status).toBe(false)
      expect(may('s3:GetObject', file(true), scanner, status), status).toBe(true)
    }
    expect(may('s3:GetObject', file(true), 'deliver', 'NO_THREATS_FOUND')).toBe(true)
    // From before, and of deployments that have nothing scanned.
    expect(may('s3:GetObject', file(false), 'deliver')).toBe(true)
    expect(may('s3:GetObject', 'bucket/bodies/crm/evt_1.json', 'deliver')).toBe(true)
    for (const action of ['s3:PutObjectTagging', 's3:DeleteObjectTagging'])
      expect([may(action, file(true), 'administrator'), may(action, file(true), scanner)]).toEqual([
        false,
        true,
      ])
    // They can be emptied, and erased.
    for (const action of ['s3:PutObject', 's3:DeleteObject'])
      expect(may(action, file(true), 'route')).toBe(true)
  })

  it('stores none before there is anything that scans', () => {
    const [[plan] = []] = entries('AWS::GuardDuty::MalwareProtectionPlan')
    for (const service of ['ingest-facebook', 'ingest-twitter', 'fetch']) {
      const { id } = functionOf(template, service)
      const [, resource] = entries('AWS::Lambda::Function').find(([each]) => each === id) ?? []
      expect(JSON.stringify((resource as { DependsOn?: unknown } | undefined)?.DependsOn)).toContain(plan)
    }
  })

  it('has GuardDuty scan and tag them, with a role that can do no more', () => {
    const [[id, plan] = []] = entries('AWS::GuardDuty::MalwareProtectionPlan')
    const [[bucket] = []] = entries('AWS::S3::Bucket')
    expect(id).toMatch(/^Scan/)
    expect(plan?.Properties).toMatchObject({
      Actions: { Tagging: { Status: 'ENABLED' } },
      ProtectedResource: { S3Bucket: { BucketName: { Ref: bucket }, ObjectPrefixes: ['attachments/'] } },
      Role: { 'Fn::GetAtt': [expect.stringMatching(/^ScanRole/), 'Arn'] },
    })
    const waits = JSON.stringify((plan as { DependsOn?: unknown } | undefined)?.DependsOn)
    for (const each of ['ScanRoleDefaultPolicy', 'ScanRole', 'StoreBucketPolicy'])
      expect(waits).toContain(each)
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Action: 'sts:AssumeRole',
            Effect: 'Allow',
            Principal: { Service: 'malware-protection-plan.guardduty.amazonaws.com' },
          },
        ],
      },
    })
    const [[, policy] = []] = entries('AWS::IAM::Policy').filter(([each]) => each.startsWith('Scan'))
    const text = JSON.stringify(policy?.Properties['PolicyDocument'])
    expect([...text.matchAll(/"((?:events|s3|kms):[A-Z]\w+)"(?!:)/g)].map(([, each]) => each).sort()).toEqual(
      [
        'events:DeleteRule',
        'events:DescribeRule',
        'events:ListTargetsByRule',
        'events:PutRule',
        'events:PutTargets',
        'events:RemoveTargets',
        'kms:Decrypt',
        'kms:GenerateDataKey',
        's3:GetBucketNotification',
        's3:GetObject',
        's3:GetObjectTagging',
        's3:GetObjectVersion',
        's3:GetObjectVersionTagging',
        's3:ListBucket',
        's3:PutBucketNotification',
        's3:PutObject',
        's3:PutObjectTagging',
        's3:PutObjectVersionTagging',
      ],
    )
    expect(text).not.toContain('"Resource":"*"')
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
