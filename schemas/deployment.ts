/** What an operator decides in `bin/deployment.ts`; it travels with the code as `deployment.json`. */
import * as z from 'zod'
import { knownPlatforms, platformSlug } from './contact-event.ts'
import { isCatchAll, routingRules, takesAllOf } from './routing-rules.ts'

const kebab = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,30}$/, 'must be 1 to 31 lower-case letters, digits and dashes')

/** Days: SQS keeps a message no longer, and what is replayed passes through it. */
export const maxArchiveDays = 14

/** Names that queues and stores use for themselves. */
const reserved = new Set(['contacts', 'route'])

export const destination = z.strictObject({
  name: kebab
    .refine((name) => !reserved.has(name), 'is a name that Netzdialog uses itself: choose another')
    .meta({
      description: 'Names its queue, function, secret and ledger rows: never rename one in use.',
    }),
  adapter: z.string().meta({
    description:
      'The kind of system, such as `zendesk`; or an adapter of your own: a file beside the deployment (`./adapters/desk.ts`), or a package.',
  }),
  settings: z
    .record(z.string(), z.unknown())
    .default({})
    .meta({ description: 'As the adapter’s settings say, without the secret ones.' }),
  local: z
    .record(z.string(), z.unknown())
    .optional()
    .meta({ description: 'Settings, secret ones included, for `npm start` instead of the demo CRM.' }),
  holds: z
    .enum(['public', 'private', 'both'])
    .default('both')
    .meta({ description: 'A destination that holds `public` never receives anything private.' }),
  allowPrivateAddresses: z
    .boolean()
    .default(false)
    .meta({ description: 'Whether it may lie in a private network (10/8, 192.168/16, …).' }),
  concurrency: z.int().min(2).max(1000).default(5).meta({ description: 'Deliveries at once.' }),
  timeoutSeconds: z.int().min(1).max(120).default(20).meta({ description: 'For one request.' }),
  requestsPerSecond: z.number().min(0.1).max(1000).optional().meta({
    description:
      'The most deliveries that begin in a second, 0.5 being one in two seconds; without it as many as there are, until it throttles.',
  }),
})

const days = (fallback: number) => z.int().min(1).max(3650).default(fallback)

export const deployment = z
  .strictObject({
    name: kebab.default('netzdialog').meta({ description: 'The stack’s name.' }),
    platforms: z
      .record(
        platformSlug,
        z.strictObject({
          adapter: z.string().optional().meta({
            description:
              'An adapter of your own for a platform that is not built in: a file beside the deployment (`./adapters/forum.ts`), or a package.',
          }),
          settings: z.record(z.string(), z.unknown()).default({}),
          concurrency: z
            .int()
            .min(1)
            .max(1000)
            .optional()
            .meta({
              description:
                'Webhooks taken at once, set apart from the account’s concurrency for this platform and no more than these; ' +
                'without it all functions share what the account has.',
            }),
        }),
      )
      .refine((enabled) => Object.keys(enabled).length > 0, 'must enable at least one platform'),
    destinations: z.array(destination).min(1),
    routing: routingRules,
    retention: z
      .strictObject({
        processedEvents: z.int().min(7).max(3650).default(30),
        conversations: days(180),
        parked: days(30),
        archive: z.int().min(0).max(maxArchiveDays).default(7).meta({
          description: 'What was sent on, for `netzdialog replay`; 0 keeps nothing.',
        }),
        quarantine: days(30),
        attachments: days(90),
        logs: z
          .union([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365].map((count) => z.literal(count)))
          .default(30),
      })
      .prefault({})
      .meta({ description: 'Days.' }),
    throttle: z
      .strictObject({
        requestsPerSecond: z.int().min(1).max(10_000).default(200),
        burst: z.int().min(1).max(5_000).default(400),
      })
      .prefault({}),
    alarms: z.strictObject({ email: z.email().optional() }).prefault({}),
  })
  .superRefine((value, context) => {
    for (const { path, message } of contradictions(value)) context.addIssue({ code: 'custom', path, message })
  })

export type Deployment = z.infer<typeof deployment>
export type DeploymentInput = z.input<typeof deployment>
export type DestinationConfig = z.infer<typeof destination>

/** What the secret of a platform or destination is called in the secret store. */
export function secretName(deploymentName: string, kind: 'platform' | 'destination', name: string): string {
  return `${deploymentName}/${kind}/${name}`
}

/** What the secret with the keys that sign links to attachments is called. */
export function linksSecretName(deploymentName: string): string {
  return `${deploymentName}/links`
}

/** What the platform of an event may be: what is enabled, mail, and what may have been enabled once. */
export function eventPlatforms({
  platforms,
}: {
  readonly platforms: Readonly<Record<string, unknown>>
}): string[] {
  return [...new Set([...knownPlatforms, ...Object.keys(platforms)])]
}

interface Contradiction {
  path: (string | number)[]
  message: string
}

function contradictions(value: {
  platforms: Readonly<Record<string, unknown>>
  destinations: { name: string; holds: string }[]
  routing: z.infer<typeof routingRules>
}): Contradiction[] {
  const found: Contradiction[] = []
  const platforms = new Set(eventPlatforms(value))
  const byName = new Map(value.destinations.map((each) => [each.name, each]))
  for (const [index, { name }] of value.destinations.entries()) {
    if (value.destinations.findIndex((other) => other.name === name) !== index)
      found.push({
        path: ['destinations', index, 'name'],
        message: `"${name}" is taken: give it another name`,
      })
  }
  for (const [index, rule] of value.routing.rules.entries()) {
    for (const [at, platform] of (rule.when.platform ?? []).entries()) {
      if (platforms.has(platform)) continue
      found.push({
        path: ['routing', 'rules', index, 'when', 'platform', at],
        message: `"${platform}" is no platform here (${[...platforms].join(', ')}): correct it, or enable it in platforms`,
      })
    }
    const before = ruleBefore(value.routing, index)
    if (before !== undefined)
      found.push({
        path: ['routing', 'rules', index],
        message: isCatchAll(value.routing.rules[before]?.when ?? {})
          ? 'is never asked, for a rule before it takes everything: move it up and give it a "when", name its destinations in that rule\'s "to", or set match: \'all\''
          : `is never asked, for routing.rules[${before}] takes all that it would: move it up, change one of their "when", or set match: 'all'`,
      })
    if (rule.to === 'ignore') continue
    for (const name of rule.to) {
      const target = byName.get(name)
      const path = ['routing', 'rules', index, 'to']
      if (!target) {
        const known = [...byName.keys()].join(', ')
        found.push({
          path,
          message: `"${name}" is not in destinations (${known}): correct it or add it there`,
        })
      } else if (target.holds === 'public' && rule.when.visibility?.join() !== 'public')
        found.push({
          path,
          message: `"${name}" holds public contacts only: add visibility: ['public'] to this rule's "when"`,
        })
    }
  }
  const last = value.routing.rules.at(-1)
  if (last && Object.keys(last.when).length > 0)
    found.push({
      path: ['routing', 'rules', value.routing.rules.length - 1, 'when'],
      message:
        "must be empty, so that no event is left without a rule: add a last rule { to: [...] } or { to: 'ignore' }",
    })
  return found
}

/** Of `match: 'first'`: which rule before it takes all that it would. */
function ruleBefore({ match, rules }: z.infer<typeof routingRules>, index: number): number | undefined {
  const when = rules[index]?.when
  if (match !== 'first' || !when) return undefined
  // The last has to be empty, even where one that names all values leaves nothing to it.
  const isRequired = index === rules.length - 1 && Object.keys(when).length === 0
  const before = rules
    .slice(0, index)
    .findIndex((rule) => (isRequired ? Object.keys(rule.when).length === 0 : takesAllOf(rule.when, when)))
  return before === -1 ? undefined : before
}
