import { expect, it } from 'vitest'
import type { DeploymentInput } from '../../schemas/deployment.ts'
import { modelledAccount, Refused } from '../support/stack-life/modelled-account.ts'
import { type ResourceType, resourceSchema } from '../support/stack-life/resource-schema.ts'
import { type StackTemplate, stackTemplate } from '../support/stack-life/stack-template.ts'
import { describeThorough } from '../support/thorough.ts'
import { deployments, everyOption, templateOf, twoOfEach } from './synthesize.ts'

const minute = 61

let types: ReadonlyMap<string, ResourceType> | undefined
/** AWS's description is read once. */
function newAccount() {
  types ??= resourceSchema()
  return modelledAccount(types)
}
const made = new Map<string, StackTemplate>()

/** Each is synthesized once. */
function stackOf(input: DeploymentInput): StackTemplate {
  const text = JSON.stringify(input)
  const found = made.get(text) ?? stackTemplate.parse(templateOf(input).toJSON())
  made.set(text, found)
  return found
}

const [crm, ...others] = twoOfEach.destinations
const { domain, platforms, ...plain } = everyOption
const shield = { certificateArn: `arn:aws:acm:us-east-1:123456789012:certificate/${'c'.repeat(36)}` }
const withMail: DeploymentInput = { ...twoOfEach, platforms: { ...twoOfEach.platforms, mime: {}, ses: {} } }

/** What an operator changes, and changes back. */
const changes: Record<string, [DeploymentInput, DeploymentInput]> = {
  'a destination': [
    twoOfEach,
    { ...twoOfEach, destinations: others, routing: { ...twoOfEach.routing, rules: [{ to: ['acd'] }] } },
  ],
  'the name of a destination': [
    twoOfEach,
    {
      ...twoOfEach,
      destinations: [{ ...crm, adapter: 'webhook', name: 'crm-1' }, ...others],
      routing: { ...twoOfEach.routing, rules: [{ to: ['crm-1', 'acd'] }] },
    },
  ],
  'whether one is draining': [
    twoOfEach,
    {
      ...twoOfEach,
      destinations: twoOfEach.destinations.map((each) => ({ ...each, draining: each.name === 'crm' })),
      routing: { ...twoOfEach.routing, rules: [{ to: ['acd'] }] },
    },
  ],
  'its private network': [
    twoOfEach,
    {
      ...twoOfEach,
      destinations: twoOfEach.destinations.map((each, index) => ({
        ...each,
        ...(index === 0 && { network: everyOption.destinations[0]?.network }),
      })),
    },
  ],
  'a platform': [twoOfEach, { ...twoOfEach, platforms: { twitter: {} } }],
  'the address of one platform': [
    twoOfEach,
    {
      ...twoOfEach,
      platforms: { ...twoOfEach.platforms, facebook: { domain: platforms['facebook']?.domain } },
    },
  ],
  'how its files and mails come': [
    withMail,
    {
      ...withMail,
      platforms: {
        facebook: { attachments: { fetch: true } },
        twitter: {},
        mime: { uploads: true },
        ses: { receiving: { recipients: ['acme.example'] } },
      },
    },
  ],
  'its own address': [twoOfEach, { ...twoOfEach, domain }],
  'the name of its own address': [
    { ...twoOfEach, domain },
    { ...twoOfEach, domain: domain && { ...domain, name: 'talk.acme.example' } },
  ],
  'the shield before its own address': [
    { ...twoOfEach, domain },
    { ...twoOfEach, domain, shield },
  ],
  'the key that all is encrypted with': [twoOfEach, { ...twoOfEach, encryptionKey: 'created' }],
  'the table': [twoOfEach, { ...twoOfEach, restoredTable: 'acme-of-monday' }],
  'whatever else can be chosen': [twoOfEach, { ...plain, platforms, domain }],
}

/** The last of each type: most is there already when it fails. */
const oneOfEach = (resources: StackTemplate['Resources']) =>
  new Map(Object.entries(resources).map(([id, { Type }]) => [Type, id])).values()

describeThorough('a stack in an account that does what AWS says of CloudFormation', () => {
  it.each(Object.entries(deployments))('of %s can be destroyed and deployed again', (_what, input) => {
    const account = newAccount()
    const template = stackOf(input)
    for (let times = 0; times < 2; times += 1) {
      account.deploy('acme', template)
      account.fill('acme')
      account.destroy('acme')
      account.wait(minute)
    }
    const holding = ['AWS::DynamoDB::GlobalTable', ...(input.encryptionKey ? ['AWS::KMS::Key'] : [])]
    expect(account.kept()).toEqual([...holding, 'AWS::S3::Bucket'].flatMap((type) => [type, type]).sort())
  })

  it('can be deployed after a first deployment that failed, wherever that was', () => {
    const template = stackOf(everyOption)
    for (const failing of oneOfEach(template.Resources)) {
      const account = newAccount()
      expect(() => account.deploy('acme', template, { failing })).toThrow(`${failing} cannot be made`)
      // What is protected against deletion cannot be deleted by a rollback either; nothing lies in it yet.
      for (const type of account.kept()) expect(type).toBe('AWS::DynamoDB::GlobalTable')
      account.wait(minute)
      account.deploy('acme', template)
    }
  })

  it.each(Object.entries(changes))(
    'takes a change of %s, and it taken back, and is destroyed in between',
    (_what, [before, after]) => {
      const account = newAccount()
      const ways = [before, after, before, after].map(stackOf)
      for (const template of ways) {
        account.deploy('acme', template)
        account.fill('acme')
        account.wait(minute)
      }
      account.destroy('acme')
      account.wait(minute)
      account.deploy('acme', stackOf(before))
      expect(account.kept().filter((type) => !/GlobalTable|Bucket|Key/.test(type))).toEqual([])
    },
  )

  it.each(Object.entries(changes))(
    'is as it was where a change of %s failed half-way',
    (_what, [before, after]) => {
      const [template, changed] = [stackOf(before), stackOf(after)]
      const added = Object.entries(changed.Resources).filter(([id]) => !(id in template.Resources))
      for (const failing of oneOfEach(Object.fromEntries(added))) {
        const account = newAccount()
        account.deploy('acme', template)
        account.fill('acme')
        expect(() => account.deploy('acme', changed, { failing })).toThrow(failing)
        account.wait(minute)
        account.deploy('acme', changed)
      }
    },
  )

  it('lies beside another of another name in the same account', () => {
    const account = newAccount()
    const { domain: _, ...noDomain } = { ...twoOfEach, encryptionKey: 'created' as const }
    for (const name of ['acme', 'acme-test']) account.deploy(name, stackOf({ ...noDomain, name }))
    expect(() => account.deploy('third', stackOf({ ...noDomain, name: 'acme' }))).toThrow(
      /is taken by .* of acme$/,
    )
  })
})

/** Mistakes that templates have been seen to make, and when they come to light. */
const mistakes: Record<
  string,
  { spoil: (template: StackTemplate) => void; life?: 'again' | 'change' | 'failed'; says: RegExp }
> = {
  'a secret stays behind with its name': {
    spoil: (template) => change(of(template, 'AWS::SecretsManager::Secret'), { DeletionPolicy: 'Retain' }),
    says: /Secret.* is taken by/,
  },
  'a log group stays behind with its name': {
    spoil: (template) =>
      change(of(template, 'AWS::Logs::LogGroup'), { DeletionPolicy: 'RetainExceptOnCreate' }),
    says: /Log.* is taken by/,
  },
  'the table has a name': {
    spoil: (template) => change(of(template, 'AWS::DynamoDB::GlobalTable').Properties, { TableName: 'acme' }),
    says: /Table.* is taken by/,
  },
  'the bucket goes with what is in it': {
    spoil: (template) => change(of(template, 'AWS::S3::Bucket'), { DeletionPolicy: 'Delete' }),
    says: /a bucket that is not empty cannot be/,
  },
  'the table is protected, and yet to be deleted': {
    spoil: (template) =>
      change(of(template, 'AWS::DynamoDB::GlobalTable'), { DeletionPolicy: 'RetainExceptOnCreate' }),
    life: 'failed',
    says: /protected against deletion/,
  },
  'a function may make its log group itself': {
    spoil(template) {
      const text = JSON.stringify(template).replace('"logs:CreateLogStream"', '"logs:CreateLogGroup"')
      Object.assign(template, stackTemplate.parse(JSON.parse(text)))
    },
    says: /a function, which has made it again/,
  },
  'a queue has another logical id': {
    spoil: (template) => rename(template, 'ContactsQueue047B300C', 'ContactsInOrder'),
    life: 'change',
    says: /ContactsInOrder: .* is taken by ContactsQueue/,
  },
  'a queue is made anew': {
    spoil: (template) => change(of(template, 'AWS::SQS::Queue').Properties, { QueueName: 'acme-other.fifo' }),
    life: 'change',
    says: /would be replaced, and what it holds with it/,
  },
  'the key of the table changes': {
    spoil: (template) => change(of(template, 'AWS::DynamoDB::GlobalTable').Properties, { KeySchema: [] }),
    life: 'change',
    says: /would be replaced/,
  },
  'an event source is made anew beside the one that is there': {
    spoil(template) {
      const id = idOf(template, 'AWS::Lambda::EventSourceMapping')
      rename(template, id, `${id}Again`)
    },
    life: 'change',
    says: /EventSourceMapping .* is taken/,
  },
  'two stacks export under one name': {
    spoil: (template) => void Object.assign(template.Outputs['Table'] ?? {}, { Export: { Name: 'Table' } }),
    says: /exports Table already/,
  },
  'it has more outputs than there may be': {
    spoil(template) {
      for (let index = 0; index < 200; index += 1) template.Outputs[`More${index}`] = { Value: 'x' }
    },
    says: /200 outputs at most/,
  },
}

function idOf({ Resources }: StackTemplate, type: string): string {
  const [id] = Object.entries(Resources).find(([, { Type }]) => Type === type) ?? []
  if (id === undefined) throw new Error(`the template has no ${type}`)
  return id
}

const of = (template: StackTemplate, type: string) => {
  const found = template.Resources[idOf(template, type)]
  if (!found) throw new Error(`the template has no ${type}`)
  return found
}

const change = (what: object, into: object) => void Object.assign(what, into)

function rename(template: StackTemplate, from: string, to: string): void {
  const text = JSON.stringify(template).replaceAll(`"${from}"`, `"${to}"`)
  Object.assign(template, stackTemplate.parse(JSON.parse(text)))
}

describeThorough('the account that stands in for AWS refuses a template', () => {
  it.each(Object.entries(mistakes))('where %s', (_what, { spoil, life = 'again', says }) => {
    const good = stackOf(twoOfEach)
    const spoilt = stackTemplate.parse(JSON.parse(JSON.stringify(good)))
    spoil(spoilt)
    const account = newAccount()
    expect(() => {
      account.deploy('acme', life === 'change' ? good : spoilt, life === 'failed' ? { failing: 'Way' } : {})
      account.fill('acme')
      if (life === 'change') return account.deploy('acme', spoilt)
      account.deploy('other', stackTemplate.parse({ Resources: {}, Outputs: spoilt.Outputs }))
      account.destroy('acme')
      account.wait(minute)
      account.deploy('acme', spoilt)
    }).toThrow(says)
  })

  it('whose queues have been deleted within the last minute', () => {
    const account = newAccount()
    account.deploy('acme', stackOf(twoOfEach))
    account.destroy('acme')
    account.wait(59)
    expect(() => account.deploy('acme', stackOf(twoOfEach))).toThrow(Refused)
  })
})
