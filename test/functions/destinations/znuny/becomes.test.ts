import * as z from 'zod'
import { znuny } from '../../../../functions/destinations/znuny/index.ts'
import { describeBecoming, overheard } from '../../../contracts/becoming.ts'
import { fakePassword, fakeZnuny } from '../../../support/fake-znuny.ts'

const fake = fakeZnuny()

const written = z.looseObject({
  Ticket: z.looseObject({ State: z.string().optional() }).optional(),
  Article: z.looseObject({ IsVisibleForCustomer: z.int(), SenderType: z.string() }),
  Attachment: z.array(z.unknown()).default([]),
})

const { fetch, took } = overheard(
  async (url, { method, headers, body = '' }) => {
    const answer = fake.answer({ method, path: new URL(url).pathname, headers, body: Buffer.from(body) })
    if (typeof answer !== 'object') throw new Error(`the fake does not ${answer} here`)
    return new Response(answer.body ?? null, { status: answer.status })
  },
  ({ method, path, body }) => {
    if (/\/(Session|Search|Get)$/.test(path)) return undefined
    const { Ticket, Article, Attachment } = written.parse(JSON.parse(body))
    const place = method === 'POST' ? 'a new ticket with ' : ''
    const kind = Article.IsVisibleForCustomer ? 'an article' : 'an internal article'
    const state = method === 'POST' || !Ticket?.State ? '' : `; state \`${Ticket.State}\``
    return `${place}${kind} from \`${Article.SenderType}\`${Attachment.length > 0 ? ', with its file' : ''}${state}`
  },
)

describeBecoming({
  adapter: znuny,
  settings: () => ({
    url: 'https://tickets.acme.test/znuny/nph-genericinterface.pl/Webservice/Netzdialog',
    userLogin: 'netzdialog',
    password: fakePassword,
    queue: 'Raw',
    fallbackCustomer: 'social-media',
  }),
  recording: new URL('./fixtures/becomes.json', import.meta.url),
  took,
  close(id) {
    const ticket = fake.tickets.find((each) => each.id === id)
    if (ticket) Object.assign(ticket, { state: 'closed successful', stateType: 'closed' })
  },
  context: { fetch },
})
