import { znuny } from '../../../../functions/destinations/znuny/index.ts'
import { describeDestination } from '../../../contracts/destination-contract.ts'
import type { Answer, ReceivedRequest } from '../../../contracts/scripted-server.ts'

const password = 'only-for-tests-schneeleopard'
const written: Answer = {
  status: 200,
  body: '{"ArticleID":"2","TicketID":"2","TicketNumber":"2026112110000015"}',
}
const session: Answer = { status: 200, body: '{"SessionID":"7HS28l2y3XF7UmGc9FHpBIUNkgCT5iOn"}' }
const answer = ({ path }: ReceivedRequest): Answer =>
  path.endsWith('/Search') ? { status: 200, body: '{}' } : written

describeDestination({
  adapter: znuny,
  settings: (origin) => ({
    url: `${origin}/znuny/nph-genericinterface.pl/Webservice/Netzdialog`,
    userLogin: 'netzdialog',
    password,
    queue: 'Raw',
    fallbackCustomer: 'social-media',
  }),
  secrets: [password],
  signIn: ({ path }) => (path.endsWith('/Session') ? session : undefined),
  taken: { '200 with the ids': answer },
})
