import { describe, expect, it } from 'vitest'
import { explainAws } from '../../../bin/cli/explain-aws.ts'
import { toSite } from '../../../bin/cli/read-stack-site.ts'
import { Misconfigured } from '../../../functions/core/errors.ts'

const queue = (name: string) => `https://sqs.eu-central-1.amazonaws.com/123456789012/${name}.fifo`
const outputs = [
  { OutputKey: 'Table', OutputValue: 'acme-Ledger' },
  { OutputKey: 'Bucket', OutputValue: 'acme-store' },
  { OutputKey: 'QueueContacts', OutputValue: queue('acme-contacts') },
  { OutputKey: 'QueueToCrm', OutputValue: queue('acme-deliver-crm') },
  { OutputKey: 'QueueToMyAcd2', OutputValue: queue('acme-deliver-my-acd-2') },
  { OutputKey: 'SecretToCrm', OutputValue: 'acme/destination/crm' },
]

const acme = { name: 'acme', file: 'netzdialog.config.ts' }

describe('toSite', () => {
  it('finds table, bucket and queues, destinations by their own names', () => {
    expect(toSite(outputs, 'acme', acme)).toEqual({
      table: 'acme-Ledger',
      bucket: 'acme-store',
      contactsQueueUrl: queue('acme-contacts'),
      deliverQueueUrls: { crm: queue('acme-deliver-crm'), 'my-acd-2': queue('acme-deliver-my-acd-2') },
    })
  })

  it('finds where platforms send, by their own names', () => {
    const url = (platform: string) => `https://api.test/webhooks/${platform}`
    const webhooks = [
      ...outputs,
      { OutputKey: 'WebhookMyForum', OutputValue: url('my-forum') },
      { OutputKey: 'OtherWebhookFacebook', OutputValue: url('facebook') },
    ]
    expect(toSite(webhooks, 'acme', acme).webhookUrls).toEqual({ 'my-forum': url('my-forum') })
  })

  it('finds the queue of requests for files, and no destination in it', () => {
    const url = queue('acme-fetch').replace('.fifo', '')
    const fetching = [...outputs, { OutputKey: 'QueueFetch', OutputValue: url }]
    expect(toSite(fetching, 'acme', acme)).toEqual({
      ...toSite(outputs, 'acme', acme),
      fetchQueueUrl: url,
    })
  })

  it('finds the destinations that drain', () => {
    const draining = [...outputs, { OutputKey: 'Draining', OutputValue: 'crm,my-acd-2' }]
    expect(toSite(draining, 'acme', acme).draining).toEqual(['crm', 'my-acd-2'])
  })

  it('asks for a deployment of this version where an output is missing', () => {
    expect(() => toSite(outputs.slice(0, 3).toSpliced(1, 1), 'acme', acme)).toThrow(
      'the stack "acme" has no output Bucket: deploy it again with this version',
    )
  })
})

describe('toSite of a stack that is no layer’s own', () => {
  it('says which layers it holds, where the deployment is none of them', () => {
    expect(() => toSite(outputs, 'service', { name: 'dialog', file: 'netzdialog.config.ts' })).toThrow(
      'the stack "service" holds "acme", and netzdialog.config.ts describes "dialog": run it where "acme" was deployed from, or name its file in NETZDIALOG_DEPLOYMENT',
    )
  })

  it('says that it holds none', () => {
    expect(() => toSite(outputs.slice(0, 2), 'service', acme)).toThrow(
      'the stack "service" has no output QueueContacts: deploy it again with this version, with `outputs`',
    )
  })

  it('reads names of destinations that are like the names of queues', () => {
    const name = 'acme-deliver-x'
    const likewise = [
      ...outputs.slice(0, 2),
      { OutputKey: 'QueueContacts', OutputValue: queue(`${name}-contacts`) },
      { OutputKey: 'QueueToDeliverCrm', OutputValue: queue(`${name}-deliver-deliver-crm`) },
    ]
    expect(toSite(likewise, 'acme', { ...acme, name }).deliverQueueUrls).toEqual({
      'deliver-crm': queue(`${name}-deliver-deliver-crm`),
    })
  })
})

describe('explainAws', () => {
  const named = (name: string) => Object.assign(new Error('for Anne'), { name })

  it.each([
    ['CredentialsProviderError', 'AWS_PROFILE'],
    ['ExpiredTokenException', 'log in again'],
    ['AccessDeniedException', 'docs/operations.md'],
  ])('says what to do about %s', (name, remedy) => {
    expect(String(explainAws(named(name), true))).toContain(remedy)
  })

  it('hands on the sentence of a secret that cannot be used', () => {
    expect(explainAws(new Misconfigured('secret_invalid', 'the secret lacks url'), true)).toMatchObject({
      name: 'Fault',
      message: 'the secret lacks url',
    })
  })

  it('leaves other errors as they are', () => {
    const error = named('TypeError')
    expect(explainAws(error, true)).toBe(error)
  })
})
