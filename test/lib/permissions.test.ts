import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Template } from 'aws-cdk-lib/assertions'
import { beforeAll, expect, it } from 'vitest'
import { attachmentKey } from '../../functions/core/attachment-key.ts'
import { sha256 } from '../../functions/core/ids.ts'
import { personKey } from '../../functions/core/person-key.ts'
import { keyName } from '../../functions/text/file-name.ts'
import { deliverReads, deliverWrites } from '../../lib/ledger-rows.ts'
import { routedMail } from '../contracts/routed-event.ts'
import { mayDo } from '../support/roles/may-do.ts'
import { describeThorough } from '../support/thorough.ts'
import { allowedTo as allowed, rightsOf, type Statement } from './allowed-to.ts'
import released from './released-rights.json' with { type: 'json' }
import { resourcesOf, templateOf, twoOfEach } from './synthesize.ts'

let template: Template
const allowedTo = (service: string) => allowed(template, service)
const all = (type: string) => [...resourcesOf(template, type).values()]
beforeAll(() => {
  template = templateOf(twoOfEach)
})

/**
 * `released-rights.json` has what functions of the last release make use of. It is written anew when one is made: what
 * code no longer needs leaves the template one release after the code.
 */
describeThorough('what a function may do', () => {
  it('ends for ingest at its secret, the contacts queue and four prefixes: no table, no reading', () => {
    expect(allowedTo('ingest-facebook')).toEqual([
      'logs:CreateLogStream IngestfacebookStageLog',
      'logs:PutLogEvents IngestfacebookStageLog',
      's3:PutObject StoreBucket/attachments/*',
      's3:PutObject StoreBucket/bodies/*',
      's3:PutObject StoreBucket/notices/*',
      's3:PutObject StoreBucket/quarantine/*',
      'secretsmanager:DescribeSecret IngestfacebookKeysSecret',
      'secretsmanager:GetSecretValue IngestfacebookKeysSecret',
      'sqs:SendMessage ContactsQueue',
    ])
  })

  it('lets route consume contacts, send to every destination, and keep the ledger', () => {
    expect(allowedTo('route')).toEqual([
      'dynamodb:BatchGetItem LedgerTable',
      'dynamodb:UpdateItem LedgerTable',
      'logs:CreateLogStream RouteStageLog',
      'logs:PutLogEvents RouteStageLog',
      's3:GetObject StoreBucket/bodies/*',
      's3:ListBucket StoreBucket',
      's3:PutObject StoreBucket/attachments/*',
      's3:PutObject StoreBucket/bodies/*',
      's3:PutObject StoreBucket/parked/*',
      'sqs:ChangeMessageVisibility ContactsQueue',
      'sqs:DeleteMessage ContactsQueue',
      'sqs:GetQueueAttributes ContactsQueue',
      'sqs:GetQueueUrl ContactsQueue',
      'sqs:ReceiveMessage ContactsQueue',
      'sqs:SendMessage DeliveracdQueue',
      'sqs:SendMessage DelivercrmQueue',
    ])
  })

  it('ends for deliver at its own queue and secret, and the key of links', () => {
    expect(allowedTo('deliver-crm')).toEqual([
      'dynamodb:BatchGetItem LedgerTable',
      'dynamodb:UpdateItem LedgerTable',
      'logs:CreateLogStream DelivercrmStageLog',
      'logs:PutLogEvents DelivercrmStageLog',
      's3:GetObject StoreBucket/attachments/*',
      's3:GetObject StoreBucket/bodies/crm/*',
      's3:ListBucket StoreBucket',
      's3:ListBucket StoreBucket',
      's3:PutObject StoreBucket/parked/crm/*',
      'secretsmanager:DescribeSecret DelivercrmKeysSecret',
      'secretsmanager:GetSecretValue AttachmentsKeysSecret',
      'secretsmanager:GetSecretValue DelivercrmKeysSecret',
      'sqs:ChangeMessageVisibility DelivercrmQueue',
      'sqs:DeleteMessage DelivercrmQueue',
      'sqs:GetQueueAttributes DelivercrmQueue',
      'sqs:GetQueueUrl DelivercrmQueue',
      'sqs:ReceiveMessage DelivercrmQueue',
    ])
  })

  it('ends for deliver at the rows of its destination, and what has been taken back', () => {
    const conditions = all('AWS::IAM::Policy')
      .flatMap(({ Properties }) => (Properties['PolicyDocument'] as { Statement: Statement[] }).Statement)
      .filter(
        ({ Action }) =>
          String(Action).startsWith('dynamodb:') &&
          String(Action) !== 'dynamodb:BatchGetItem,dynamodb:UpdateItem',
      )
      .map(({ Action, Condition }) => [Action, Condition])
    const within = (keys: string[]) => ({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } })
    expect(conditions).toEqual(
      ['crm', 'acd'].flatMap((name) => [
        ['dynamodb:BatchGetItem', within(deliverReads(name))],
        ['dynamodb:UpdateItem', within(deliverWrites(name))],
      ]),
    )
  })

  it('ends for deliver at files of the visibility that its destination holds, and at those that an event names', () => {
    const [crm, acd] = twoOfEach.destinations
    if (!crm || !acd) throw new Error('there are two destinations')
    const destinations = [
      crm,
      { ...acd, holds: 'public' as const },
      { ...acd, name: 'desk', holds: 'private' as const },
    ]
    const rules = [{ when: { visibility: ['public' as const] }, to: ['crm', 'acd'] }, { to: ['crm', 'desk'] }]
    const held = templateOf({ ...twoOfEach, destinations, routing: { rules } })
    const may = (name: string, action: string, resource: string, keys = {}) =>
      mayDo({ action, resource, keys }, rightsOf(held, `deliver-${name}`))
    const events = [routedMail(), routedMail({ author: { role: 'company' }, recipients: [] })]
    const cases = (['public', 'private'] as const).flatMap((visibility) =>
      [false, true].map((scans) => ({ visibility, scans })),
    )
    for (const event of events)
      for (const { visibility, scans } of cases) {
        const place = { hash: sha256('foto'), name: keyName('foto/public/x.jpg'), scans }
        const key = attachmentKey({ ...event, visibility }, place)
        const readers = ['crm', 'acd', 'desk'].filter((name) =>
          may(name, 's3:GetObject', `StoreBucket/${key}`),
        )
        expect(readers, key).toEqual(['crm', visibility === 'public' ? 'acd' : 'desk'])
        for (const name of readers)
          for (let end = 0; end <= key.length; end += 1) {
            const asks = may(name, 's3:ListBucket', 'StoreBucket', { 's3:prefix': [key.slice(0, end)] })
            // Whoever knows the hash knows the file, and may ask whether it is there.
            expect(asks, key.slice(0, end)).toBe(end > key.lastIndexOf('/') + 1)
          }
      }
    for (const name of ['crm', 'acd', 'desk']) {
      // As the last release named them.
      const key = `attachments/${personKey({ id: 'anne@kunde.test' })}/${sha256('foto')}/foto.jpg`
      expect(may(name, 's3:GetObject', `StoreBucket/${key}`)).toBe(true)
      expect(may(name, 's3:ListBucket', 'StoreBucket', { 's3:prefix': [key] })).toBe(true)
      expect(may(name, 's3:ListBucket', 'StoreBucket')).toBe(false)
    }
  })

  it('lists for no function what it may not read', () => {
    const asks = (service: string, keys: object) =>
      mayDo(
        { action: 's3:ListBucket', resource: 'StoreBucket', keys: { ...keys } },
        rightsOf(template, service),
      )
    for (const keys of [
      {},
      { 's3:prefix': [''] },
      { 's3:prefix': ['parked/'] },
      { 's3:prefix': ['attachments/'] },
    ])
      for (const service of ['route', 'deliver-crm', 'deliver-acd', 'ingest-facebook', 'attachments'])
        expect(asks(service, keys), service).toBe(false)
    expect(asks('route', { 's3:prefix': ['bodies/contacts/evt_1.json'] })).toBe(true)
    expect(asks('deliver-crm', { 's3:prefix': ['bodies/crm/evt_1.json'] })).toBe(true)
    expect(asks('deliver-crm', { 's3:prefix': ['bodies/acd/evt_1.json'] })).toBe(false)
  })

  it('ends for attachments at the bytes of attachments and the key of links, and lets it list nothing', () => {
    expect(allowedTo('attachments')).toEqual([
      'logs:CreateLogStream AttachmentsStageLog',
      'logs:PutLogEvents AttachmentsStageLog',
      's3:GetObject StoreBucket/attachments/*',
      'secretsmanager:GetSecretValue AttachmentsKeysSecret',
    ])
  })

  it('gives what an adapter asks for to its own destination alone, in this account and partition', () => {
    const sending = 'ses:SendEmail arn::AWS::Partition:ses:*::AWS::AccountId:identity/crm.example.com'
    expect(allowedTo('deliver-acd')).toContain(sending)
    for (const service of ['deliver-crm', 'route', 'attachments', 'ingest-facebook'])
      expect(allowedTo(service)).not.toContain(sending)
  })

  it('keeps each right of the last release, whose functions run for some seconds under the new roles', () => {
    for (const [service, rights] of Object.entries(released))
      expect(allowedTo(service), service).toEqual(expect.arrayContaining(rights))
  })

  it('has nothing scanned unless a deployment asks for it', () => {
    expect(JSON.stringify(template.toJSON())).not.toContain('GuardDuty')
  })

  it('allows on the table what the ledger calls, and nothing that it does not', () => {
    const folder = join(import.meta.dirname, '../../functions/aws')
    const calls = readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .filter((source) => source.includes('@aws-sdk/client-dynamodb'))
      .flatMap((source) =>
        [...source.matchAll(/new (?:\w+\.)?(\w+)Command\(/g)].map(([, call]) => `dynamodb:${call}`),
      )
    const allowed = allowedTo('route').flatMap((line) => line.match(/^dynamodb:\w+/)?.[0] ?? [])
    expect(allowed).toEqual([...new Set(calls)].sort())
  })
})
