import * as z from 'zod'
import { chatSettings } from '../../kits/chat/chat-settings.ts'
import { loopback } from '../../kits/http/web-address.ts'

/** `mypurecloud.de`, `euc2.pure.cloud`, `use2.us-gov-pure.cloud`: the domains of Genesys Cloud and no others. */
const regionDomain = /^(mypurecloud\.(com|com\.au|de|ie|jp)|[a-z]{2,5}\d\.(us-gov-)?pure\.cloud)$/

const region = z
  .string()
  .refine(
    (value) => regionDomain.test(value) || isLoopback(value),
    'must be the domain of the region, e.g. mypurecloud.de or euc2.pure.cloud: what stands after `apps.` in the address of Genesys Cloud',
  )

function isLoopback(value: string): boolean {
  const url = URL.parse(value)
  return url !== null && url.protocol === 'http:' && loopback.has(url.hostname) && url.origin === value
}

const genesysId = z.guid('must be an id of Genesys Cloud, e.g. 3f2b1c9a-0d4e-4a57-9c55-6d1f0c1b2a33')
const credential = z
  .string()
  .regex(/^[\x21-\x39\x3b-\x7e]+$/, 'must be printable ASCII without spaces and colons')

export const settings = z
  .strictObject({
    region: region.meta({
      description:
        'The domain of the organization’s region, e.g. `mypurecloud.de` or `euc2.pure.cloud`; `http://127.0.0.1:<port>` for a stand-in on this machine.',
    }),
    clientId: credential.meta({ description: 'Of an OAuth client with the grant type Client Credentials.' }),
    clientSecret: credential.meta({ secret: true, description: 'The OAuth client’s secret.' }),
    integrations: z
      .object({
        facebook: genesysId.optional().meta({ description: 'For Messenger.' }),
        twitter: genesysId.optional().meta({ description: 'For direct messages on X.' }),
        email: genesysId.optional().meta({ description: 'For mails.' }),
      })
      .catchall(genesysId)
      .optional()
      .meta({
        keys: 'platform',
        description:
          'Open Messaging integrations for private contacts, one a network, by the names of the platforms: Genesys Cloud threads by person and integration. ' +
          'Private contacts of a network without one are rejected.',
      }),
    social: z
      .strictObject({
        topicId: genesysId.meta({ description: 'The social listening topic.' }),
        ruleId: genesysId.meta({ description: 'The topic’s open data ingestion rule.' }),
        escalation: z
          .strictObject({
            divisionId: genesysId.meta({ description: 'The division in which conversations begin.' }),
            integrationId: genesysId.optional().meta({
              description: 'The integration whose flow routes them, in place of the rule’s own.',
            }),
          })
          .optional()
          .meta({
            description:
              'Makes a conversation for agents of every public contact that is to be answered. Without it only escalation rules of Genesys Cloud do.',
          }),
      })
      .optional()
      .meta({
        description:
          'Where public posts, comments and reviews go. Without it they are rejected: they never become private messages.',
      }),
    attachments: z.enum(['content', 'links']).default('content').meta({
      description:
        '`content`: files are handed over by an address from which Genesys Cloud fetches them. `links`: they stand in the text.',
    }),
    textLimit: z.int().min(500).max(20_000).default(4_000).meta({
      description:
        'The longest text of one message in characters (UTF-16 code units); longer ones are split.',
    }),
    ...chatSettings,
  })
  .refine(({ integrations, social }) => social !== undefined || Object.keys(integrations ?? {}).length > 0, {
    path: ['integrations'],
    message: 'must name an integration (or `social` a topic): nothing could be delivered',
  })

export type GenesysSettings = z.infer<typeof settings>

/** Where the region's services answer; a stand-in on this machine is both. */
export function hostsOf(region: string): { readonly api: string; readonly login: string } {
  return isLoopback(region)
    ? { api: region, login: region }
    : { api: `https://api.${region}`, login: `https://login.${region}` }
}
