import type { Template } from 'aws-cdk-lib/assertions'
import { beforeAll, expect, it } from 'vitest'
import { settleMs } from '../../bin/operations/erase-person.ts'
import { readEnvironment } from '../../functions/aws/configuration.ts'
import { fetchReads, fetchWrites } from '../../lib/ledger-rows.ts'
import { type DeploymentInput, deployment } from '../../schemas/deployment.ts'
import { fetchEnvironment } from '../../schemas/environment.ts'
import { describeThorough } from '../support/thorough.ts'
import { allowedTo } from './allowed-to.ts'
import { functionOf, resourcesOf, templateOf, twoOfEach } from './synthesize.ts'

const fetching: DeploymentInput = {
  ...twoOfEach,
  platforms: { facebook: { attachments: { fetch: true } }, twitter: { attachments: { fetch: true } } },
}

let template: Template
beforeAll(() => {
  template = templateOf(fetching, { fetchers: ['twitter'] })
})

describeThorough('the function that fetches files', () => {
  it('is there only where a deployment has them fetched', () => {
    expect(() => functionOf(templateOf(twoOfEach), 'fetch')).toThrow()
    expect(functionOf(template, 'fetch').properties['Timeout']).toBe(60)
    expect(functionOf(templateOf(twoOfEach), 'route').environment).not.toHaveProperty('FETCH_QUEUE_URL')
    expect(functionOf(template, 'route').environment).toHaveProperty('FETCH_QUEUE_URL')
  })

  it('leaves deliver the memory for ten large files side by side, which it has only then', () => {
    for (const service of ['deliver-crm', 'deliver-acd']) {
      expect(functionOf(template, service).properties['MemorySize']).toBe(1536)
      expect(functionOf(templateOf(twoOfEach), service).properties['MemorySize']).toBe(512)
    }
  })

  it('reaches neither a destination nor an object but those that it stores', () => {
    expect(allowedTo(template, 'fetch')).toEqual([
      'dynamodb:BatchGetItem LedgerTable',
      'dynamodb:UpdateItem LedgerTable',
      'logs:CreateLogStream FetchStageLog',
      'logs:PutLogEvents FetchStageLog',
      's3:DeleteObject StoreBucket/attachments/*',
      's3:GetObject StoreBucket/bodies/fetch/*',
      's3:ListBucket StoreBucket',
      's3:PutObject StoreBucket/attachments/*',
      's3:PutObject StoreBucket/bodies/contacts/*',
      'secretsmanager:DescribeSecret IngesttwitterKeysSecret',
      'secretsmanager:GetSecretValue IngesttwitterKeysSecret',
      'sqs:ChangeMessageVisibility FetchRequestsQueue',
      'sqs:DeleteMessage FetchRequestsQueue',
      'sqs:GetQueueAttributes FetchRequestsQueue',
      'sqs:GetQueueUrl FetchRequestsQueue',
      'sqs:ReceiveMessage FetchRequestsQueue',
      'sqs:SendMessage ContactsQueue',
    ])
    expect(allowedTo(template, 'route')).toContain('sqs:SendMessage FetchRequestsQueue')
  })

  it('has its queue among the outputs, by which a deployment is asked what would go with it', () => {
    const [queue] = [...resourcesOf(template, 'AWS::SQS::Queue')].find(
      ([, { Properties }]) => Properties['QueueName'] === 'acme-fetch',
    ) ?? ['']
    expect(template.toJSON()['Outputs']['QueueFetch']).toMatchObject({ Value: { Ref: queue } })
    expect(templateOf(twoOfEach).toJSON()['Outputs']).not.toHaveProperty('QueueFetch')
  })

  it('ends at the rows of files, and what has been taken back', () => {
    const policies = JSON.stringify([...resourcesOf(template, 'AWS::IAM::Policy').values()])
    for (const keys of [fetchReads, fetchWrites])
      expect(policies).toContain(JSON.stringify({ 'dynamodb:LeadingKeys': keys }))
  })

  it('ends before an erasure has waited for it', () => {
    const settled = settleMs({ deployment: deployment.parse(fetching) })
    expect(Number(functionOf(template, 'fetch').properties['Timeout']) * 1000).toBeLessThan(settled)
  })

  it('is told all that its environment asks for', () => {
    const { environment } = functionOf(template, 'fetch')
    const resolved = Object.entries(environment).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : name.endsWith('_URL') ? 'https://sqs.test/q' : '{"twitter":"arn"}',
    ])
    expect(readEnvironment(fetchEnvironment, Object.fromEntries(resolved))).toMatchObject({
      LOCAL_FILES_URL: '',
      PLATFORM_SECRET_IDS: { twitter: 'arn' },
    })
  })

  it('takes one message at a time from a standard queue, behind which a dead-letter queue is watched', () => {
    const queues = [...resourcesOf(template, 'AWS::SQS::Queue').values()].map(({ Properties }) => Properties)
    const of = (name: string) => queues.find(({ QueueName }) => QueueName === name)
    expect(of('acme-fetch')).toMatchObject({
      VisibilityTimeout: 360,
      RedrivePolicy: { maxReceiveCount: 200 },
    })
    expect(of('acme-fetch')).not.toHaveProperty('FifoQueue')
    expect(of('acme-fetch-dead-letters')).toMatchObject({ MessageRetentionPeriod: 14 * 24 * 3600 })
    const mappings = [...resourcesOf(template, 'AWS::Lambda::EventSourceMapping').values()]
    expect(mappings.filter(({ Properties }) => Properties['BatchSize'] === 1)).toHaveLength(1)
    const alarms = [...resourcesOf(template, 'AWS::CloudWatch::Alarm').values()]
    expect(JSON.stringify(alarms.map(({ Properties }) => Properties['AlarmName']))).toContain(
      'fetch-dead-letters',
    )
  })

  it('rings when it stands still, or files do not come, while their addresses run out', () => {
    const alarms = [...resourcesOf(template, 'AWS::CloudWatch::Alarm').values()]
    const of = (name: string) => alarms.find(({ Properties }) => Properties['AlarmName'] === name)?.Properties
    expect(of('acme-fetch-oldest-message')).toMatchObject({
      MetricName: 'ApproximateAgeOfOldestMessage',
      Dimensions: [
        {
          Name: 'QueueName',
          Value: { 'Fn::GetAtt': [expect.stringMatching(/^FetchRequestsQueue/), 'QueueName'] },
        },
      ],
      Statistic: 'Maximum',
      Threshold: 3600,
      EvaluationPeriods: 1,
    })
    expect(of('acme-fetch-retried')).toMatchObject({
      MetricName: 'Retried',
      Dimensions: [{ Name: 'service', Value: 'fetch' }],
      Statistic: 'Sum',
      Period: 3600,
      Threshold: 40,
    })
  })

  it('is on the dashboard with its queue, and its log in the query of a contact’s way', () => {
    const [dashboard] = resourcesOf(template, 'AWS::CloudWatch::Dashboard').values()
    expect(JSON.stringify(dashboard?.Properties['DashboardBody'])).toContain('\\"label\\":\\"fetch\\"')
    const [query] = resourcesOf(template, 'AWS::Logs::QueryDefinition').values()
    expect(JSON.stringify(query?.Properties['LogGroupNames'])).toContain('"FetchStageLog')
  })
})
