/** What an operator decides in `bin/deployment.ts`; it travels with the code as `deployment.json`. */
import * as z from 'zod'
import { connection } from './connection.ts'
import { platformSlug } from './contact-event.ts'
import { contradictions } from './deployment-contradictions.ts'
import { domain } from './domain.ts'
import { certificateAuthority, network } from './network.ts'
import { receiving } from './receiving.ts'
import { routingRules } from './routing-rules.ts'
import { shield } from './shield.ts'
import { silenceAfter } from './silence.ts'

export { isCollected } from './watched.ts'

const kebab = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,30}$/, 'must be 1 to 31 lower-case letters, digits and dashes')

/** Days: SQS keeps a message no longer, and what is replayed passes through it. */
export const maxArchiveDays = 14

/** Limit of a fetched file: it is held in a function of 512 MB, several times while it is stored. */
const maxFetchedMegabytes = 40

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
  allowPrivateAddresses: z.boolean().default(false).meta({
    description: 'Whether it may lie in a private network (10/8, 192.168/16, …); goes with `network`.',
  }),
  network: network.optional(),
  certificateAuthority: certificateAuthority.optional(),
  draining: z.boolean().default(false).meta({
    description:
      'Whether it is about to be removed: nothing new is routed to it, and what waits for it is delivered.',
  }),
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
    stage: kebab.optional().meta({ description: 'Which of its stages this is; set by choosing one.' }),
    account: z
      .string()
      .regex(/^\d{12}$/, 'must be the 12 digits of an AWS account')
      .optional()
      .meta({ description: 'The only account that it may be deployed to.' }),
    region: z
      .string()
      .regex(/^[a-z]{2,5}(?:-[a-z]{1,10}){1,3}-\d$/, 'must be an AWS region, e.g. eu-central-1')
      .optional()
      .meta({ description: 'Where it is deployed; without it, where your environment says.' }),
    terminationProtection: z.boolean().default(false).meta({
      description: 'Whether nobody can delete the stack before this is taken back; on for the stage `prod`.',
    }),
    tags: z
      .record(
        z.string().regex(/^(?!aws:)[\w .:/=+@-]{1,128}$/, 'must be 1 to 128 letters, digits and .:/=+@-'),
        z.string().max(256, 'must have at most 256 characters'),
      )
      .default({})
      .meta({ description: 'On every resource, for whoever shares out the costs.' }),
    budget: z
      .strictObject({
        monthlyUsd: z.number().min(1).max(1_000_000).meta({ description: 'In US dollars.' }),
      })
      .optional()
      .meta({ description: 'Rings the alarm topic when the month is about to cost more.' }),
    encryptionKey: z
      .union([
        z.literal('created'),
        z
          .string()
          .regex(
            /^arn:aws[a-z-]{0,20}:kms:[a-z0-9-]{1,30}:\d{12}:key\/[a-zA-Z0-9-]{1,64}$/,
            'must be the ARN of a KMS key',
          ),
      ])
      .optional()
      .meta({
        description:
          'The KMS key for everything that is kept: `created` has the stack make one, an ARN names one of yours; without it AWS’s own keys do.',
      }),
    restoredTable: z
      .string()
      .regex(/^[\w.-]{3,255}$/, 'must be the name of a DynamoDB table')
      .optional()
      .meta({
        description:
          'The table that a restore has made: it is used in place of the stack’s own, which stays as it is.',
      }),
    platforms: z
      .record(
        platformSlug,
        z.strictObject({
          adapter: z.string().optional().meta({
            description:
              'An adapter of your own for a platform that is not built in: a file beside the deployment (`./adapters/forum.ts`), or a package.',
          }),
          settings: z.record(z.string(), z.unknown()).default({}),
          domain: domain.optional().meta({
            description: 'An address for this platform alone, under which nothing else is reached.',
          }),
          attachments: z
            .strictObject({
              fetch: z.boolean().default(false).meta({
                description:
                  'Whether files that lie with the platform are fetched soon after they came, before their addresses run out.',
              }),
              maxMegabytes: z
                .int()
                .min(1)
                .max(maxFetchedMegabytes)
                .default(25)
                .meta({ description: 'Of one file; a larger one is left out.' }),
            })
            .optional()
            .meta({ description: 'Files that messages only name: pictures, films, voice messages.' }),
          throttle: z
            .strictObject({
              requestsPerSecond: z.int().min(1).max(10_000),
              burst: z.int().min(1).max(5_000),
            })
            .optional()
            .meta({ description: 'Instead of the deployment’s, which each platform has for itself.' }),
          uploads: z.boolean().optional().meta({
            description:
              'Whether mails too large for a request, up to 40 MB, may be put into the bucket: of `mime`, or of an adapter of your own that announces them.',
          }),
          stored: z.boolean().optional().meta({
            description:
              'Whether mails are fetched that lie with the gateway, which only points to them: of `resend`, of `mailgun` where its routes `store()` them, or of an adapter of your own.',
          }),
          receiving: receiving.optional().meta({
            description: 'Has Amazon SES put the mail of domains into the bucket: of `ses`.',
          }),
          silenceAfter: z
            .union([z.literal(false), silenceAfter])
            .optional()
            .meta({
              description:
                'Rings when a platform that always talks is quiet. Without it, when that is has been learned from the last weeks; `false` leaves it alone.',
            }),
          connection: connection.optional(),
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
      .prefault({})
      .meta({ description: 'What each platform may send, and what links may be opened.' }),
    attachments: z
      .strictObject({
        scan: z.boolean().default(false).meta({
          description:
            'Whether Amazon GuardDuty looks for malware in every file, which waits as `pending` until then and is handed out only if it is clean; costs by file and by size.',
        }),
      })
      .prefault({})
      .meta({ description: 'All files of messages.' }),
    domain: domain.optional().meta({ description: 'An address of your own for webhooks and links.' }),
    shield: shield.optional(),
    logs: z
      .strictObject({
        steps: z.boolean().default(true).meta({
          description:
            'Whether each stage writes a line for each event that went well, for `netzdialog trace`; without them logs say only what did not.',
        }),
      })
      .prefault({}),
    watch: z.boolean().default(true).meta({
      description:
        'Whether a function looks every hour whether the platforms’ connections stand, and whether one that always talks is quiet.',
    }),
    tracing: z
      .boolean()
      .default(false)
      .meta({ description: 'Whether the functions send traces to AWS X-Ray, which costs by the trace.' }),
    alarms: z
      .strictObject({
        email: z.email().optional().meta({ description: 'Who is told; has to be confirmed by a click.' }),
        subscribed: z
          .boolean()
          .default(false)
          .meta({ description: 'Whether somebody subscribes to the topic elsewhere.' }),
      })
      .prefault({}),
  })
  .superRefine((value, context) => {
    for (const { path, message } of contradictions(value)) context.addIssue({ code: 'custom', path, message })
  })

export type Deployment = z.infer<typeof deployment>
export type DeploymentInput = z.input<typeof deployment>
export type DestinationConfig = z.infer<typeof destination>

/** What the secret of a platform, a destination, or a platform's connection is called in the secret store. */
export function secretName(
  deploymentName: string,
  kind: 'platform' | 'destination' | 'connection',
  name: string,
): string {
  return `${deploymentName}/${kind}/${name}`
}

/** What the secret with the keys that sign links to attachments is called. */
export function linksSecretName(deploymentName: string): string {
  return `${deploymentName}/links`
}

/** What the secret is called with which CloudFront proves itself. */
export function shieldSecretName(deploymentName: string): string {
  return `${deploymentName}/shield`
}
