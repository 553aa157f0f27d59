import * as z from 'zod'
import { presentationSettings } from '../../kits/delivery/language-settings.ts'
import { addressTemplate } from '../../kits/delivery/person-address.ts'
import { webAddress } from '../../kits/http/web-address.ts'
import { storedCharacters } from '../../kits/ticketing/stored-characters.ts'

const webService = webAddress(
  {
    example: 'https://tickets.acme.example/znuny/nph-genericinterface.pl/Webservice/Netzdialog',
    secretField: 'password',
  },
  ({ search, hash, pathname }) =>
    (search !== '' || hash !== '' || !servicePath.test(pathname)) &&
    'must end with /nph-genericinterface.pl/Webservice/ and the name of the web service',
)

const servicePath = /\/nph-genericinterface\.pl\/Webservice(ID)?\/[^/]+$/

const word = z.string().min(1)
/** What Znuny allows as a name of a dynamic field. */
const fieldName = z.string().regex(/^[A-Za-z0-9]+$/, 'must be letters and digits: the name, not the label')

const routePath = /^\/\S*$/

/** A request with GET would put the session into the address, and so into the log of the web server. */
const route = (method: 'POST' | 'PATCH', path: string) =>
  z
    .strictObject({
      method: z.enum(['POST', 'PATCH', 'PUT']),
      path: z
        .string()
        .regex(routePath, 'must begin with / and stand as in the web service, e.g. /Ticket/:TicketID'),
    })
    .default({ method, path })

export const settings = z.strictObject({
  url: webService.meta({
    description:
      'The web service: `https://<host>/znuny/nph-genericinterface.pl/Webservice/Netzdialog`; `/otrs/` or `/otobo/` in place of `/znuny/`.',
  }),
  userLogin: word.meta({ description: 'Login name of the agent that Netzdialog writes as.' }),
  password: word.meta({ secret: true, description: 'The password of that agent.' }),
  login: z.enum(['session', 'each_request']).default('session').meta({
    description:
      '`session`: log in once per warm function. `each_request`: name and password go with every request, for web services without SessionCreate.',
  }),
  routes: z
    .strictObject({
      session: route('POST', '/Session'),
      create: route('POST', '/Ticket'),
      update: route('PATCH', '/Ticket/:TicketID'),
      get: route('POST', '/Ticket/:TicketID/Get'),
      search: route('POST', '/Ticket/Search'),
    })
    .prefault({})
    .meta({
      description:
        'Method and route of each operation, as in docs/destinations/netzdialog-znuny.yml. Without `:TicketID` in the route, the id travels in the body.',
    }),
  queue: word.meta({ description: 'Where tickets are opened, e.g. `Social Media` or `Service::Web`.' }),
  priority: word.default('3 normal').meta({ description: 'Of new tickets.' }),
  type: word.optional().meta({ description: 'Of new tickets, where ticket types are in use.' }),
  newState: word.default('new').meta({ description: 'Of new tickets.' }),
  openState: word.default('open').meta({
    description: 'What a closed or pending ticket goes to when its customer writes again.',
  }),
  answeredState: word.default('open').meta({
    description:
      'What a ticket that no agent has locked goes to when the company has answered elsewhere, e.g. `closed successful`.',
  }),
  withdrawnState: word.default('closed unsuccessful').meta({
    description:
      'What a ticket that no agent has locked goes to when its customer has deleted all of it, unanswered.',
  }),
  whenClosed: z.enum(['reopen', 'follow_up']).default('reopen').meta({
    description:
      'When the customer of a closed ticket writes again: `reopen` it, or open a new one, as its queue may ask for.',
  }),
  customerTemplate: addressTemplate.optional().meta({
    description:
      'Address of customers without one, of a domain of yours, e.g. `contact+{platform}-{id}@social.acme.example`.',
  }),
  fallbackCustomer: word.meta({
    description:
      'Login or address of the customer user who stands for everyone whose address is unknown or not accepted.',
  }),
  keyField: fieldName.default('NetzdialogWorkKey').meta({
    description: 'Dynamic field of the ticket, type Text, that holds the work key.',
  }),
  eventField: fieldName.default('NetzdialogEventId').meta({
    description: 'Dynamic field of the article, type Text, that holds the event id.',
  }),
  characters: storedCharacters,
  visibleForCustomer: z.boolean().default(true).meta({
    description:
      'Whether what customer and company wrote shows in the customer portal. Znuny’s escalation times count visible articles only. Notes of edits, deletions and other people’s words never show.',
  }),
  maxAttachmentMegabytes: z.int().min(0).max(50).default(10).meta({
    description: 'Of all attachments of one message together; what is beyond goes as a link.',
  }),
  ...presentationSettings,
})

export type ZnunySettings = z.infer<typeof settings>
export type Operation = keyof ZnunySettings['routes']
