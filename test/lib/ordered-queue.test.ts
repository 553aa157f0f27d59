import type { Template } from 'aws-cdk-lib/assertions'
import { beforeAll, describe, expect, it } from 'vitest'
import { resourcesOf, templateOf, twoOfEach } from './synthesize.ts'

let template: Template
const all = (type: string) => [...resourcesOf(template, type).values()]
beforeAll(() => {
  template = templateOf(twoOfEach)
})

describe('the queues', () => {
  const queues = () =>
    new Map(all('AWS::SQS::Queue').map(({ Properties }) => [Properties['QueueName'], Properties]))

  it('are the contacts and one for each destination, each with a dead-letter queue', () => {
    expect([...queues().keys()].sort()).toEqual([
      'acme-backstop-acd.fifo',
      'acme-backstop-crm.fifo',
      'acme-backstop.fifo',
      'acme-contacts.fifo',
      'acme-deliver-acd.fifo',
      'acme-deliver-crm.fifo',
    ])
  })

  it('are encrypted, take TLS only, and keep what they hold for 14 days', () => {
    template.allResourcesProperties('AWS::SQS::Queue', {
      FifoQueue: true,
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 14 * 24 * 3600,
    })
    template.resourceCountIs('AWS::SQS::QueuePolicy', 6)
  })

  it('scale by group and fall back on the dead-letter queue at the thousandth receive', () => {
    for (const [name, properties] of queues()) {
      if (String(name).includes('backstop')) continue
      expect(properties).toMatchObject({
        DeduplicationScope: 'messageGroup',
        FifoThroughputLimit: 'perMessageGroupId',
        RedrivePolicy: { maxReceiveCount: 1000 },
      })
      expect(properties['ContentBasedDeduplication']).toBeUndefined()
    }
  })

  it('hide a message longer than its function runs', () => {
    const timeouts = { 'acme-contacts.fifo': 60, 'acme-deliver-crm.fifo': 220, 'acme-deliver-acd.fifo': 900 }
    for (const [name, seconds] of Object.entries(timeouts))
      expect(queues().get(name)?.['VisibilityTimeout']).toBeGreaterThan(seconds)
  })

  it('feed their functions in tens, and hear of each message what came of it', () => {
    template.allResourcesProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    })
    const limits = all('AWS::Lambda::EventSourceMapping').map(({ Properties }) => Properties['ScalingConfig'])
    expect(limits).toEqual([
      { MaximumConcurrency: 100 },
      { MaximumConcurrency: 5 },
      { MaximumConcurrency: 2 },
    ])
  })
})
