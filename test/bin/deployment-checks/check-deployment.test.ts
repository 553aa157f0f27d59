import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Registries } from '../../../bin/deployment-checks/adapter-mistakes.ts'
import { checkDeployment } from '../../../bin/deployment-checks/check-deployment.ts'
import { maxResources, resources } from '../../../bin/deployment-checks/stack-mistakes.ts'
import type { Destination } from '../../../functions/contracts/destination.ts'
import type { Platform } from '../../../functions/contracts/platform.ts'
import { deployment } from '../../support/deployment.ts'

const platform = (settings: z.ZodType): Platform => ({
  name: 'forum',
  label: 'Forum',
  settings,
  verify: () => {},
  normalize: () => ({ events: [], ignored: [], quarantined: [], objects: [] }),
})

const destination = (settings: z.ZodType, holds: 'public' | 'private' | 'both'): Destination => ({
  name: 'desk',
  settings,
  limits: { canEdit: false, canDelete: false, holds },
  open: () => ({ deliver: async () => ({ status: 'delivered' }) }),
})

const known: Registries = {
  platforms: {
    forum: async () =>
      platform(
        z.strictObject({
          keys: z.array(z.string()).meta({ secret: true }),
          team: z.string().optional(),
        }),
      ),
    'to-crm': async () => ({ ...platform(z.strictObject({})), name: 'to-crm' }),
  },
  destinations: {
    desk: async () =>
      destination(
        z.strictObject({
          url: z.url().refine((url) => url.startsWith('https:'), 'must begin with https:'),
          token: z.string().meta({ secret: true }),
        }),
        'both',
      ),
    wall: async () => destination(z.strictObject({}), 'public'),
  },
}

const good = {
  platforms: { forum: {} },
  destinations: [{ name: 'crm', adapter: 'desk', settings: { url: 'https://crm.example.com' } }],
  routing: { rules: [{ to: ['crm'] }] },
}

/** How many resources a stack of so many destinations has. */
const needed = (count: number) => resources.own + resources.platform + count * resources.destination
const most = Math.floor((maxResources - needed(0)) / resources.destination)

async function mistakesIn(input: unknown): Promise<string[]> {
  const error: unknown = await checkDeployment(input, known).catch((thrown: unknown) => thrown)
  if (!(error instanceof Error)) throw new Error('expected a mistake')
  return error.message.split('\n')
}

const withDestination = (changes: object) => ({
  ...good,
  destinations: [{ ...good.destinations[0], ...changes }],
})

const named = (...names: string[]) => ({
  ...good,
  destinations: names.map((name) => ({ ...good.destinations[0], name })),
  routing: { rules: [{ to: names }] },
})

describe('checkDeployment', () => {
  it('fills in the defaults and leaves settings as they were written', async () => {
    const checked = await checkDeployment(good, known)
    expect(checked.name).toBe('netzdialog')
    expect(checked.destinations[0]).toEqual({
      ...good.destinations[0],
      draining: false,
      holds: 'both',
      allowPrivateAddresses: false,
      concurrency: 5,
      timeoutSeconds: 20,
    })
  })

  it('accepts the deployment of the tests', async () => {
    await expect(checkDeployment(deployment)).resolves.toMatchObject({ name: 'netzdialog' })
  })

  const mistakes: [behaviour: string, input: unknown, expected: string | RegExp][] = [
    [
      'names the bound that a number exceeds',
      withDestination({ concurrency: 5000 }),
      'destinations[0].concurrency: must be at most 1000 (received 5000); correct it: Deliveries at once',
    ],
    [
      'names the choices of a field',
      withDestination({ holds: 'secret' }),
      'destinations[0].holds: must be one of "public", "private", "both" (received "secret"); correct it: A destination that holds `public` never receives anything private',
    ],
    [
      'names the numbers that a choice of numbers takes',
      { ...good, retention: { logs: 8 } },
      'retention.logs: must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365 (received 8); correct it',
    ],
    [
      'asks for what is missing',
      { ...good, routing: undefined },
      'routing: must be an object (received nothing); add it',
    ],
    [
      'names the fields there are when one is unknown',
      { ...good, platfroms: {} },
      'platfroms: is not a field; remove it or correct its name to one of name, stage, account, region, terminationProtection, tags, budget, encryptionKey, restoredTable, platforms, destinations, routing, retention, throttle, attachments, domain, shield, logs, watch, tracing, alarms',
    ],
    [
      'quotes the rule for a name',
      { ...withDestination({ name: 'My CRM' }), routing: { rules: [{ to: ['My CRM'] }] } },
      /^destinations\[0\]\.name: must be 1 to 31 lower-case letters, digits and dashes \(received "My CRM"\); correct it/,
    ],
    [
      'quotes the rule for a key that is a name',
      { ...good, platforms: { 'My Forum': {} } },
      'platforms["My Forum"]: its name must be 1 to 40 lower-case letters, digits and dashes; rename it',
    ],
    [
      'says what either form of a rule looks like',
      { ...good, routing: { rules: [{ to: 'ignor' }] } },
      /^routing\.rules\[0\]\.to: must be a list or "ignore" \(received "ignor"\); correct it: Names of destinations/,
    ],
    [
      'looks into the form that was meant',
      { ...good, routing: { rules: [{ to: ['crm', 3] }] } },
      'routing.rules[0].to[1]: must be a string (received 3); correct it',
    ],
    [
      'refuses an empty list',
      { ...good, routing: { rules: [] } },
      'routing.rules: must have at least 1 entry (received an empty list); correct it',
    ],
    [
      'refuses an address that is none',
      { ...good, alarms: { email: 'ops' } },
      'alarms.email: must be an e-mail address (received "ops"); correct it: Who is told; has to be confirmed by a click',
    ],
    [
      'hands on what the schema says across fields',
      { ...good, routing: { rules: [{ to: ['crn'] }] } },
      'routing.rules[0].to: "crn" is not in destinations (crm): correct it or add it there',
    ],
    [
      'names the platforms there are',
      { ...good, platforms: { forun: {} } },
      'platforms.forun: is not a platform; remove it, correct its name to one of forum, to-crm, or name an adapter of your own in "adapter"',
    ],
    [
      'fetches no files where the adapter names nowhere to fetch them from',
      { ...good, platforms: { forum: { attachments: { fetch: true } } } },
      'platforms.forum.attachments.fetch: must be false: this platform brings its files along, or its adapter names no attachmentHosts to fetch them from; remove it',
    ],
    [
      'names the fields there are where a field may be an object or something else',
      {
        ...good,
        platforms: { forum: { silenceAfter: { hours: 3, within: 'Mon 08:00-18:00', zone: 'UTC' } } },
      },
      'platforms.forum.silenceAfter.zone: is not a field; remove it or correct its name to one of hours, within, timeZone',
    ],
    [
      'makes no secret for looking at a platform that takes none',
      { ...good, platforms: { forum: { connection: { credentials: true } } } },
      'platforms.forum.connection.credentials: must be false: looking at this platform takes no credentials; remove it',
    ],
    [
      'does not take an inherited property for a platform',
      { ...good, platforms: { constructor: {} } },
      /^platforms\.constructor: is not a platform/,
    ],
    [
      'names the adapters there are',
      withDestination({ adapter: 'dask' }),
      'destinations[0].adapter: must be one of desk, wall, a file (./…) or a package that is installed (received "dask"); correct it',
    ],
    [
      'asks for a setting that the adapter needs',
      withDestination({ settings: {} }),
      'destinations[0].settings.url: must be a string (received nothing); add it',
    ],
    [
      'adds what was received to what the adapter says',
      withDestination({ settings: { url: 'http://crm.example.com' } }),
      'destinations[0].settings.url: must begin with https: (received "http://crm.example.com"); correct it',
    ],
    [
      'refuses a setting that the adapter does not have',
      { ...good, platforms: { forum: { settings: { taem: 'a' } } } },
      'platforms.forum.settings.taem: is not a field; remove it or correct its name to one of team',
    ],
    [
      'refuses a destination that is to hold more than its adapter can',
      withDestination({ adapter: 'wall', settings: {} }),
      'destinations[0].holds: must be "public" (received "both"); correct it: "wall" has no place for anything else',
    ],
    [
      'names the code that a language has',
      { ...good, routing: { rules: [{ when: { language: ['Deutsch'] }, to: ['crm'] }, { to: 'ignore' }] } },
      'routing.rules[0].when.language[0]: must be the code of a language as platforms declare it, such as "de" or "pt-BR" (received "Deutsch"); correct it',
    ],
    ...['10.1.2.3', '169.254.169.254', 'localhost', 'crm.localhost', '[fd00::1]'].map(
      (host): [string, unknown, RegExp] => [
        `refuses ${host} where no private network is meant`,
        withDestination({ settings: { url: `https://${host}:8443/x` } }),
        /^destinations\[0\]\.settings\.url: ".*" lies in a private network, .*; correct it, or add to destinations\[0\] network: \{.*\}, .* allowPrivateAddresses: true$/,
      ],
    ),
    [
      'refuses names that differ in their dashes alone',
      named('crm-1', 'crm1'),
      'destinations[1].name: "crm1" and "crm-1" come to the same name in CloudFormation, which takes no dashes; rename the one that is not in use yet',
    ],
    [
      'refuses a name that ends in a dash',
      named('crm-'),
      'destinations[0].name: "crm-" must not end in a dash or have two in a row; rename it',
    ],
    [
      'refuses a name with two dashes in a row',
      named('crm--1'),
      /^destinations\[0\]\.name: "crm--1" must not/,
    ],
    [
      'refuses a platform whose secret has the name of a destination’s',
      { ...good, platforms: { forum: {}, 'to-crm': {} } },
      /^destinations\[0\]\.name: "crm" and "to-crm" come to the same name/,
    ],
    [
      'refuses more destinations than a stack can have',
      named(...Array.from({ length: most + 1 }, (_, index) => `crm${index}`)),
      new RegExp(
        `^destinations: ${most + 1} are too many for one stack: .* ${needed(most + 1)} resources, and CloudFormation allows 500; divide them`,
      ),
    ],
    [
      'refuses more names of queues than a function can be told',
      {
        ...named(...Array.from({ length: most }, (_, index) => `crm-in-the-north-of-germany-${index}`)),
        name: 'n'.repeat(31),
        region: 'ap-southeast-1',
      },
      /^destinations: \d+ of such long names are too many for one stack: .* bytes, and Lambda allows 4096/,
    ],
  ]

  it.each(mistakes)('%s', async (_behaviour, input, expected) => {
    const [first, ...others] = await mistakesIn(input)
    expect(others).toEqual([])
    const prefix = 'bin/deployment.ts: '
    expect(first?.slice(0, prefix.length)).toBe(prefix)
    const sentence = first?.slice(prefix.length)
    if (typeof expected === 'string') expect(sentence).toBe(expected)
    else expect(sentence).toMatch(expected)
  })

  it('takes a private address where it is meant, and for a local run', async () => {
    const settings = { url: 'https://10.1.2.3/x' }
    const network = {
      vpcId: 'vpc-0a1b2c3d',
      subnetIds: ['subnet-0a1b2c3d'],
      securityGroupIds: ['sg-0a1b2c3d'],
    }
    const meant = withDestination({ settings, allowPrivateAddresses: true, network })
    const local = withDestination({ local: { url: 'https://localhost', token: 't' } })
    await expect(checkDeployment(meant, known)).resolves.toMatchObject({ name: 'netzdialog' })
    await expect(checkDeployment(local, known)).resolves.toMatchObject({ name: 'netzdialog' })
  })

  it('takes as many destinations as a stack can have', async () => {
    expect(needed(most)).toBeLessThanOrEqual(maxResources)
    const input = named(...Array.from({ length: most }, (_, index) => `crm${index}`))
    expect((await checkDeployment(input, known)).destinations).toHaveLength(most)
  })

  it('names the file in which a mistake stands', async () => {
    const error = await checkDeployment({}, known, 'stacks/staging.ts').catch((thrown: Error) => thrown)
    expect(error).toHaveProperty('message', expect.stringMatching(/^stacks\/staging\.ts: platforms: /))
  })

  it('sends a secret to the secret store and does not quote it', async () => {
    const input = withDestination({ settings: { url: 'https://crm.example.com', token: 'hunter2' } })
    expect(await mistakesIn({ ...input, name: 'acme' })).toEqual([
      'bin/deployment.ts: destinations[0].settings.token: is secret and must not stand in a file; ' +
        'remove it and put it into the secret acme/destination/crm in AWS Secrets Manager',
    ])
  })

  it('quotes no password that stands in a URL', async () => {
    const [line] = await mistakesIn(withDestination({ settings: { url: 'http://me:hunter2@crm.test' } }))
    expect(line).toContain('(received "http://…@crm.test")')
  })

  it('checks local settings whole and quotes nothing of them', async () => {
    const [line] = await mistakesIn(withDestination({ local: { url: 'hunter2', token: 't' } }))
    expect(line).toBe(
      'bin/deployment.ts: destinations[0].local.url: must be a URL (received a string); correct it',
    )
  })

  it('lists every mistake at once, those of adapters too', async () => {
    const lines = await mistakesIn({
      ...withDestination({ concurrency: 1, settings: { url: 7 } }),
      throttle: { burst: 0 },
    })
    expect(lines.map((line) => line.split(': ')[1])).toEqual([
      'destinations[0].concurrency',
      'throttle.burst',
      'destinations[0].settings.url',
    ])
  })

  it.each([[undefined], [null], ['text'], [7], [[]]])('refuses %j as a whole', async (input) => {
    expect(await mistakesIn(input)).toEqual([
      expect.stringMatching(/^bin\/deployment\.ts: must be an object/),
    ])
  })
})
