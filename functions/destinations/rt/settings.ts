import * as z from 'zod'
import { presentationSettings } from '../../kits/delivery/language-settings.ts'
import { addressTemplate } from '../../kits/delivery/person-address.ts'
import { credentials } from '../../kits/http/credentials.ts'
import { baseAddress } from '../../kits/http/web-address.ts'

const address = baseAddress(
  { example: 'https://rt.example.com', secretField: 'credentials' },
  'where RT’s home page is, e.g. https://rt.example.com or https://example.com/rt',
  /\/REST\b/i,
)
const fieldName = /^[A-Za-z][A-Za-z0-9 _-]{0,60}$/
const statusName = /^[^\s'"\\][^'"\\]{0,63}$/

/** As it stands in braces in a query; RT has no way to write a brace there. */
const field = (fallback: string) =>
  z
    .string()
    .regex(fieldName, 'must be letters, digits, spaces, _ and -: rename the field in RT')
    .default(fallback)

const status = (fallback: string) =>
  z.string().regex(statusName, 'must be a status of the queue’s lifecycle').default(fallback)

export const settings = z.strictObject({
  url: address.meta({ description: 'RT’s home page: where agents open it.' }),
  queue: z.string().min(1).max(200).meta({ description: 'Name of the queue where tickets are opened.' }),
  credentials: credentials.meta({
    secret: true,
    description: 'Of RT’s user: `{ token }`, e.g. `1-14-…`, or `{ user, password }`.',
  }),
  requestorTemplate: addressTemplate.optional().meta({
    description:
      'Who the requestor is where a person has no e-mail address, e.g. `contact+{platform}-{id}@social.acme.example`; RT never mails to it. Without it such tickets have no requestor.',
  }),
  format: z.enum(['html', 'text']).default('html').meta({ description: 'How messages are written.' }),
  attachmentBytes: z
    .int()
    .min(0)
    .max(20 * 1024 * 1024)
    .default(10 * 1024 * 1024)
    .meta({
      description:
        'Largest file that is handed over, no more than RT’s `$MaxAttachmentSize`; larger ones are linked.',
    }),
  statuses: z
    .strictObject({ reopened: status('open'), answered: status('open'), withdrawn: status('rejected') })
    .prefault({})
    .meta({
      description:
        'Of the queue’s lifecycle: `reopened` when a customer writes to a closed ticket, `answered` when the company has answered elsewhere what was still new, ' +
        '`withdrawn` when the customer has deleted everything and nobody has taken the ticket.',
    }),
  fields: z
    .strictObject({
      key: field('NetzdialogKey'),
      opener: field('NetzdialogOpener'),
      event: field('NetzdialogEvent'),
    })
    .prefault({})
    .meta({
      description:
        'Custom fields: of tickets, `key` (the conversation) and `opener` (the event that opened it), and of transactions, `event`.',
    }),
  ...presentationSettings,
})

export type RtSettings = z.infer<typeof settings>
