import * as z from 'zod'
import { presentationSettings } from '../../kits/delivery/language-settings.ts'
import { addressTemplate } from '../../kits/delivery/person-address.ts'
import { headerToken } from '../../kits/http/credentials.ts'
import { originAddress } from '../../kits/http/web-address.ts'

const accountUrl = originAddress({ example: 'https://acme.zendesk.com', secretField: 'apiToken' })
const tag = z.string().regex(/^[^\s,]+$/, 'must hold neither spaces nor commas')
const zendeskId = z.int().positive()

export const settings = z
  .strictObject({
    url: accountUrl.meta({ description: 'The account’s own address, e.g. `https://acme.zendesk.com`.' }),
    deliver: z.enum(['tickets', 'channel']).default('tickets').meta({
      description:
        '`tickets`: by the ticket API. `channel`: by an integration of the Channel framework that is installed in the account.',
    }),
    instancePushId: z.string().min(1).optional().meta({
      description: 'Of the integration’s account, for `deliver: "channel"` only.',
    }),
    email: z.email().optional().meta({ description: 'The API user’s, with `apiToken`.' }),
    apiToken: headerToken.optional().meta({ secret: true, description: 'An API token of the account.' }),
    clientId: headerToken.optional().meta({
      description: 'The identifier of a confidential OAuth client, with `clientSecret`.',
    }),
    clientSecret: headerToken.optional().meta({ secret: true, description: 'The OAuth client’s secret.' }),
    comments: z.enum(['internal', 'public']).default('internal').meta({
      description:
        'What customers’ own messages become. `internal`: notes, which Zendesk never sends to anybody outside. `public`: comments by the customer, only once no trigger mails customers about tickets with the tag `netzdialog`.',
    }),
    emailTemplate: addressTemplate.optional().meta({
      description:
        'The address of people who have none, e.g. `contact+{platform}-{id}@social.acme.example`. Zendesk needs none.',
    }),
    answered: z.enum(['pending', 'solved', 'leave']).default('pending').meta({
      description: 'The status of a ticket once the company has answered elsewhere.',
    }),
    withdrawn: z.enum(['solved', 'leave']).default('solved').meta({
      description: 'The status of a ticket whose customer has deleted what nobody had answered.',
    }),
    redactDeleted: z.boolean().default(true).meta({
      description: 'Whether what customers delete is blacked out in Zendesk too, for good.',
    }),
    tags: z.array(tag).default([]).meta({
      description: 'Of new tickets, beside `netzdialog`, the platform, and `public` or `private`.',
    }),
    groupId: zendeskId.optional().meta({ description: 'The group that new tickets go to.' }),
    brandId: zendeskId.optional().meta({ description: 'The brand of new tickets.' }),
    ticketFormId: zendeskId.optional().meta({ description: 'The form of new tickets.' }),
    ...presentationSettings,
  })
  .superRefine((given, context) => {
    const issue = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message })
    const pairs = [['email', 'apiToken'] as const, ['clientId', 'clientSecret'] as const]
    const [pair, other] = pairs.filter((names) => names.some((name) => given[name] !== undefined))
    const missing = pair?.find((name) => given[name] === undefined)
    if (!pair) issue('clientId', 'must be given (or `email`), to sign in')
    else if (other) issue('email', 'must not stand beside `clientId`: choose one way to sign in')
    else if (missing) issue(missing, `\`${pair.join('` and `')}\` must be given together`)
    if ((given.deliver === 'channel') !== (given.instancePushId !== undefined))
      issue('instancePushId', 'must be given with `deliver: "channel"`, and only then')
  })

export type ZendeskSettings = z.infer<typeof settings>

/** On every ticket, for triggers and views to tell them by. */
export const netzdialogTag = 'netzdialog'
