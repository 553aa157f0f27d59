import { Match, type Template } from 'aws-cdk-lib/assertions'
import { beforeAll, expect, it } from 'vitest'
import { settleMs } from '../../bin/operations/erase-person.ts'
import { deployment } from '../../schemas/deployment.ts'
import { describeThorough } from '../support/thorough.ts'
import { allowedTo as rightsByName } from './allowed-to.ts'
import { complaintsOf, functionOf, resourcesOf, templateOf, twoOfEach } from './synthesize.ts'

let template: Template
const all = (type: string) => [...resourcesOf(template, type).values()]
const withMail = {
  ...twoOfEach,
  attachments: { scan: true },
  platforms: {
    facebook: {},
    mime: { uploads: true },
    ses: { receiving: { recipients: ['acme.example'], requireTls: true } },
  },
}
beforeAll(() => {
  template = templateOf(withMail)
})

/** What a function's role allows, by action. */
function allowedTo(service: string): Record<string, string> {
  const role = JSON.stringify(functionOf(template, service).properties['Role'])
  const statements = all('AWS::IAM::Policy')
    .filter(({ Properties }) =>
      (Properties['Roles'] as { Ref: string }[]).some(({ Ref }) => role.includes(`"${Ref}"`)),
    )
    .flatMap(
      ({ Properties }) =>
        (Properties['PolicyDocument'] as { Statement: { Action: string | string[]; Resource: unknown }[] })
          .Statement,
    )
  return Object.fromEntries(
    statements.flatMap(({ Action, Resource }) =>
      [Action].flat().map((action) => [action, JSON.stringify(Resource)]),
    ),
  )
}

describeThorough('mail in the bucket', () => {
  it('is waited for by an erasure as long as one may be under way', () => {
    const longest = Math.max(
      ...['collect-mime', 'collect-ses', 'route'].map((each) =>
        Number(functionOf(template, each).properties['Timeout']),
      ),
    )
    expect(longest).toBe(120)
    for (const platforms of [{ mime: withMail.platforms.mime }, { ses: withMail.platforms.ses }])
      expect(settleMs({ deployment: deployment.parse({ ...withMail, platforms }) })).toBeGreaterThanOrEqual(
        (longest + 10) * 1000,
      )
  })

  it('is told to a queue, with a dead-letter queue behind it, that the bucket waits for', () => {
    const [bucket] = all('AWS::S3::Bucket')
    expect(bucket?.Properties['NotificationConfiguration']).toMatchObject({
      // GuardDuty hears of files that are to be scanned by it.
      EventBridgeConfiguration: { EventBridgeEnabled: true },
      QueueConfigurations: ['mime', 'ses'].map((platform) => ({
        Event: 's3:ObjectCreated:*',
        Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: `incoming/${platform}/` }] } },
      })),
    })
    expect((bucket as { DependsOn?: string[] } | undefined)?.DependsOn?.join()).toMatch(/QueuePolicy/)
    for (const platform of ['mime', 'ses'])
      template.hasResourceProperties('AWS::SQS::Queue', {
        QueueName: `acme-incoming-${platform}`,
        VisibilityTimeout: 150,
        MessageRetentionPeriod: 14 * 24 * 60 * 60,
        RedrivePolicy: Match.objectLike({ maxReceiveCount: 250 }),
      })
  })

  it('brings files that wait for a scan in the function that fetches, though no platform’s files are fetched', () => {
    expect(functionOf(template, 'route').environment).toHaveProperty('FETCH_QUEUE_URL')
    expect(rightsByName(template, 'fetch')).toContain('s3:GetObjectTagging StoreBucket/attachments/*')
    expect(rightsByName(template, 'fetch')).not.toContain('s3:GetObject StoreBucket/attachments/*')
  })

  it('may be told by this account’s S3 alone', () => {
    const policies = all('AWS::SQS::QueuePolicy').map(({ Properties }) => JSON.stringify(Properties))
    const byS3 = policies.filter((policy) => policy.includes('s3.amazonaws.com'))
    expect(byS3).toHaveLength(2)
    for (const policy of byS3)
      expect(policy).toContain('"Condition":{"StringEquals":{"aws:SourceAccount":{"Ref":"AWS::AccountId"}}}')
  })

  it('is read with a gigabyte, one at a time, within two minutes', () => {
    for (const service of ['collect-mime', 'collect-ses'])
      expect(functionOf(template, service).properties).toMatchObject({
        MemorySize: 1024,
        Timeout: 120,
        Handler: 'collect.handler',
      })
    template.allResourcesProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    })
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 1,
      ScalingConfig: { MaximumConcurrency: 5 },
    })
  })

  it('is read and removed by one function, which has no secret and no other platform’s', () => {
    const allowed = allowedTo('collect-ses')
    expect(Object.keys(allowed).sort()).toEqual([
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      's3:DeleteObject',
      's3:GetObject',
      's3:ListBucket',
      's3:PutObject',
      'sqs:ChangeMessageVisibility',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:GetQueueUrl',
      'sqs:ReceiveMessage',
      'sqs:SendMessage',
    ])
    expect(allowed['s3:GetObject']).toContain('/incoming/ses/*')
    expect(allowed['s3:DeleteObject']).toContain('/incoming/ses/*')
    expect(JSON.stringify(allowed)).not.toContain('incoming/mime')
  })

  it('may be put there by ingest only where uploads are enabled', () => {
    expect(allowedTo('ingest-mime')['s3:PutObject']).toContain('/incoming/mime/*')
    expect(allowedTo('ingest-ses')['s3:PutObject']).not.toContain('incoming')
    expect(functionOf(template, 'ingest-mime').properties).toMatchObject({
      Environment: { Variables: { UPLOADS: 'true' } },
    })
  })

  it('that lies with its platform is fetched with the secret of that platform, by a pointer that ingest keeps', () => {
    const platforms = { resend: { stored: true }, mailgun: {} }
    const stored = templateOf({ ...withMail, platforms })
    const kept = template
    template = stored
    const [collects, ingest, plain] = ['collect-resend', 'ingest-resend', 'ingest-mailgun'].map(allowedTo)
    template = kept
    expect(collects?.['secretsmanager:GetSecretValue']).toBe(ingest?.['secretsmanager:GetSecretValue'])
    expect(ingest?.['s3:PutObject']).toContain('/incoming/resend/*')
    expect(plain?.['s3:PutObject']).not.toContain('incoming')
    expect([plain?.['s3:GetObject'], ingest?.['s3:GetObject']]).toEqual([
      expect.stringContaining('/notices/mailgun/*'),
      undefined,
    ])
    const atOnce = Object.values(stored.findResources('AWS::Lambda::EventSourceMapping')).map(
      ({ Properties }) =>
        [JSON.stringify(Properties['EventSourceArn']), Properties['ScalingConfig']] as const,
    )
    const ofQueue = (name: string) => atOnce.find(([queue]) => queue.includes(name))?.[1]
    // Resend refuses more requests than some a second.
    expect(ofQueue('resend')).toEqual({ MaximumConcurrency: 2 })
    expect(functionOf(stored, 'collect-resend').properties).toMatchObject({
      Environment: { Variables: { PLATFORM: 'resend', SECRET_ID: expect.anything() } },
    })
  })

  it('expires after the two weeks that its event may wait', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: Match.arrayWith([Match.objectLike({ Prefix: 'incoming/', ExpirationInDays: 15 })]),
      },
    })
  })

  it('has alarms of its own', () => {
    const names = all('AWS::CloudWatch::Alarm').map(({ Properties }) => Properties['AlarmName'])
    expect(names).toEqual(
      expect.arrayContaining([
        'acme-incoming-ses-backstop',
        'acme-incoming-ses-oldest-message',
        'acme-collect-ses-quarantined',
        'acme-collect-ses-errors',
      ]),
    )
  })

  it('has somebody woken up when it fails on every try, which is no error of its function', () => {
    const alarms = all('AWS::CloudWatch::Alarm').map(({ Properties }) => Properties)
    for (const service of ['collect-mime', 'collect-ses'])
      expect(alarms.find(({ AlarmName }) => AlarmName === `acme-${service}-enqueue-failed`)).toMatchObject({
        MetricName: 'EnqueueFailed',
        Namespace: 'Netzdialog/acme',
        Dimensions: [{ Name: 'service', Value: service }],
        Statistic: 'Sum',
        Threshold: 1,
        // A mail comes again after 150 seconds, and after a try of two minutes at most.
        Period: 300,
        EvaluationPeriods: 2,
        AlarmDescription: expect.stringMatching(/^Critical: /),
      })
  })

  it('is sent, ten large ones side by side, with the memory for that', () => {
    const { mime, ses } = withMail.platforms
    for (const platforms of [{ mime }, { ses }])
      expect(functionOf(templateOf({ ...withMail, platforms }), 'deliver-crm').properties['MemorySize']).toBe(
        1536,
      )
  })

  it('counts as heard of its platform', () => {
    const silent = templateOf({
      ...withMail,
      platforms: { ...withMail.platforms, ses: { ...withMail.platforms.ses, silenceAfter: { hours: 3 } } },
    }).findResources('AWS::CloudWatch::Alarm', {
      Properties: { AlarmName: 'acme-ingest-ses-silent' },
    })
    const text = JSON.stringify(silent)
    for (const service of ['ingest-ses', 'collect-ses'])
      expect(text).toContain(`"Dimensions":[{"Name":"service","Value":"${service}"}],"MetricName":"Accepted"`)
    expect(text).toContain('SUM([FILL(accepted, 0), FILL(accepted1, 0), clock * 0])')
  })

  it('is on the dashboard, and its log in the query of a contact’s way', () => {
    const [dashboard] = all('AWS::CloudWatch::Dashboard')
    const body = JSON.stringify(dashboard?.Properties['DashboardBody'])
    for (const metric of ['Accepted', 'EnqueueFailed', 'Quarantined'])
      expect(body).toContain(`\\"${metric}\\",\\"service\\",\\"collect-ses\\"`)
    expect(body).toContain('\\"label\\":\\"incoming-ses\\"')
    const logs = resourcesOf(template, 'AWS::Logs::LogGroup')
    const [query] = all('AWS::Logs::QueryDefinition')
    const asked = (query!.Properties['LogGroupNames'] as { Ref: string }[]).map(
      ({ Ref }) => logs.get(Ref)?.Properties['LogGroupName'],
    )
    expect(asked).toEqual(expect.arrayContaining(['/acme/collect-mime', '/acme/collect-ses']))
  })
})

describeThorough('mail that Amazon SES receives', () => {
  it('is put there by one rule, after the bucket lets it, and its rule set is made', () => {
    template.hasResourceProperties('AWS::SES::ReceiptRuleSet', { RuleSetName: 'acme' })
    template.hasResource('AWS::SES::ReceiptRule', {
      Properties: {
        RuleSetName: 'acme',
        Rule: {
          Name: 'acme-ses',
          Enabled: true,
          ScanEnabled: true,
          TlsPolicy: 'Require',
          Recipients: ['acme.example'],
          Actions: [{ S3Action: { ObjectKeyPrefix: 'incoming/ses/' } }],
        },
      },
      DependsOn: [Match.stringLikeRegexp('RuleSet'), Match.stringLikeRegexp('BucketPolicy')],
    })
    const policy = JSON.stringify(all('AWS::S3::BucketPolicy').map(({ Properties }) => Properties))
    expect(policy).toContain('"Service":"ses.amazonaws.com"')
    expect(policy).toContain('"aws:SourceAccount":{"Ref":"AWS::AccountId"}')
    expect(policy).toContain(':receipt-rule-set/acme:receipt-rule/acme-ses')
  })

  it('tells what to enter as MX, and which rule set has to be active', () => {
    expect(template.findOutputs('MxSes')).toHaveProperty('MxSes')
    expect(template.findOutputs('RuleSetSes')['RuleSetSes']).toMatchObject({ Value: 'acme' })
  })

  it('joins the rule set that is active, and the deployment’s key where there is one', () => {
    const other = templateOf({
      ...withMail,
      encryptionKey: 'created',
      platforms: { ses: { receiving: { recipients: ['acme.example'], ruleSet: 'default-rule-set' } } },
    })
    other.resourceCountIs('AWS::SES::ReceiptRuleSet', 0)
    other.hasResourceProperties('AWS::SES::ReceiptRule', { RuleSetName: 'default-rule-set' })
    const key = JSON.stringify(Object.values(other.findResources('AWS::KMS::Key')))
    expect(key).toContain('"Service":"ses.amazonaws.com"')
    expect(key).toContain('receipt-rule-set/default-rule-set:receipt-rule/acme-ses')
  })

  it('is nothing that a deployment without it has', () => {
    const without = templateOf(twoOfEach)
    without.resourceCountIs('AWS::SES::ReceiptRule', 0)
    const [bucket] = Object.values(without.findResources('AWS::S3::Bucket'))
    expect(bucket?.['Properties'].NotificationConfiguration).toBeUndefined()
  })
})

describeThorough('a stack with mail in the bucket', () => {
  it.each(['created', undefined] as const)('meets every rule that is not set aside, with key %s', (key) => {
    expect(complaintsOf({ ...withMail, ...(key && { encryptionKey: key }) })).toEqual([])
  })
})
