import { describe, expect, it } from 'vitest'
import { findWarnings } from '../../../bin/deployment-checks/find-warnings.ts'
import { type DeploymentInput, deployment as schema } from '../../../schemas/deployment.ts'

const at = (url: string, name = 'crm') => ({ name, adapter: 'webhook', settings: { url } })

function warningsOf(input: Partial<DeploymentInput>) {
  const given = {
    platforms: { facebook: {} },
    destinations: [at('https://crm.acme.test')],
    routing: { rules: [{ to: ['crm'] }] },
    alarms: { subscribed: true },
    ...input,
  }
  return findWarnings(schema.parse(given), 'bin/deployment.ts')
}

describe('findWarnings', () => {
  it('finds nothing odd in what can be deployed', () => {
    expect(warningsOf({})).toEqual([])
  })

  it('says that nobody is told of alarms, unless somebody is', () => {
    expect(warningsOf({ alarms: {} })).toEqual([
      {
        code: 'unheard',
        sentence:
          'bin/deployment.ts: alarms: nobody is told of them: set alarms.email, or subscribe to the topic in the output AlarmTopic and set alarms.subscribed',
      },
    ])
    expect(warningsOf({ alarms: { email: 'ops@acme.test' } })).toEqual([])
  })

  it('asks for the way to AWS where a network is to have no endpoints of ours, not even by another destination', () => {
    const network = {
      vpcId: 'vpc-0a1b2c3d',
      subnetIds: ['subnet-0a1b2c3d'],
      securityGroupIds: ['sg-0a1b2c3d'],
    }
    const inside = (name: string, own: object = {}) => ({
      ...at(`https://${name}.acme.test`, name),
      network: { ...network, ...own },
    })
    const routing = { rules: [{ to: ['crm', 'acd'] }] }
    const destinations = [inside('crm'), at('https://acd.acme.test', 'acd')]
    expect(warningsOf({ destinations, routing })).toEqual([
      {
        code: 'unconnected',
        sentence: expect.stringMatching(
          /^bin\/deployment\.ts: destinations\[0\]\.network: .*from vpc-0a1b2c3d to SQS, DynamoDB, S3 and Secrets Manager.*\$35 a month/,
        ),
      },
    ])
    const endpoints = { routeTableIds: ['rtb-0a1b2c3d'] }
    expect(warningsOf({ destinations: [inside('crm'), inside('acd', { endpoints })], routing })).toEqual([])
  })

  it('names a destination that no rule names', () => {
    const destinations = [at('https://crm.acme.test'), at('https://acd.acme.test', 'acd')]
    expect(warningsOf({ destinations })).toEqual([
      {
        code: 'unnamed',
        sentence:
          'bin/deployment.ts: destinations[1]: no rule names "acd", so that it never gets anything: name it in the "to" of a rule, or set draining: true on it, to remove it',
      },
    ])
  })

  it('leaves a destination alone that is to be removed', () => {
    const draining = { ...at('https://acd.acme.test', 'acd'), draining: true }
    expect(warningsOf({ destinations: [at('https://crm.acme.test'), draining] })).toEqual([])
  })

  it('leaves a destination alone that a function of one’s own may name', () => {
    const destinations = [at('https://crm.acme.test'), at('https://acd.acme.test', 'acd')]
    const routing = { rules: [{ to: ['crm'] }], decide: './decisions.ts' }
    expect(warningsOf({ destinations, routing })).toEqual([])
  })

  it.each([
    'crm.example.com',
    'example.org',
    'crm.example',
    'smtp.acme.example',
    'crm.invalid',
    'crm.example.net.',
  ])('names the placeholder %s', (host) => {
    expect(warningsOf({ destinations: [at(`https://${host}/x`)] })).toEqual([
      {
        code: 'placeholder',
        sentence: expect.stringContaining(
          `: destinations[0].settings.url: "${host}" stands in documents only`,
        ),
      },
    ])
  })

  it.each(['myexample.com', 'example.com.acme.test', 'crm.example.de'])('takes %s for somebody’s', (host) => {
    expect(warningsOf({ destinations: [at(`https://${host}/x`)] })).toEqual([])
  })

  it('finds a placeholder deep in settings, and where alarms go', () => {
    const mail = {
      name: 'crm',
      adapter: 'mail',
      settings: { send: { way: 'smtp', host: 'SMTP.acme.example' } },
    }
    const found = warningsOf({ destinations: [mail], alarms: { email: 'ops@example.com' } })
    expect(found.map(({ sentence }) => sentence.split(': ')[1])).toEqual([
      'destinations[0].settings.send.host',
      'alarms.email',
    ])
  })
})
