import { createServer } from 'node:http'
import { close, listen } from '../../../bin/local/listen.ts'
import { genesysSettings, ids } from '../../functions/destinations/genesys/genesys-ids.ts'
import { startMailServer } from '../../functions/destinations/mail/mail-server.ts'
import { startFakeGenesys } from '../../support/fake-genesys.ts'
import { fakeCredentials, startFakeZendesk } from '../../support/fake-zendesk.ts'
import { ticketReceiver, ticketSecrets, ticketSettings } from '../../support/ticket-receiver.ts'
import { type BenchDestination, signingSecret } from './bench-stand.ts'
import { plainReceiver } from './receiver.ts'

/** A destination of each kind with something that takes its deliveries: mail over SMTP, stand-ins of the others. */
export async function openStandIns(): Promise<{
  destinations: BenchDestination[]
  stop(): Promise<void>
}> {
  const [webhook, mail, rt, znuny, zendesk, genesys] = await Promise.all([
    plainReceiver(),
    startMailServer({ tls: 'none' }),
    emptyRequestTracker(),
    ticketReceiver(),
    startFakeZendesk(undefined),
    startFakeGenesys([]),
  ])
  genesys.organization.integrations.add(ids.facebook)
  const { clientSecret, ...genesysPlain } = genesysSettings(genesys.origin)
  const { clientId, clientSecret: zendeskSecret } = fakeCredentials
  const kind = (adapter: string, settings: Record<string, unknown>, secret: Record<string, unknown>) => ({
    name: adapter,
    adapter,
    settings,
    secret,
  })
  return {
    destinations: [
      kind('webhook', { url: webhook.url }, { signingSecrets: [signingSecret] }),
      kind(
        'mail',
        {
          mailbox: 'contacts@acme.test',
          from: 'netzdialog@acme.test',
          send: { way: 'smtp', host: '127.0.0.1', port: mail.port, tls: 'none' },
        },
        {},
      ),
      kind('rt', { url: rt.url, queue: 'General' }, { credentials: { token: '1-14-ab' } }),
      kind('znuny', ticketSettings(znuny.url), ticketSecrets),
      kind('zendesk', { url: zendesk.origin, clientId }, { clientSecret: zendeskSecret }),
      kind('genesys', genesysPlain, { clientSecret }),
    ],
    async stop() {
      await Promise.all([webhook, mail, rt, znuny, zendesk, genesys].map((each) => each.stop()))
    },
  }
}

/** A Request Tracker in which nothing is found, and everything that is written is taken. */
async function emptyRequestTracker() {
  const server = createServer(async (request, response) => {
    await request.toArray()
    const [path = ''] = (request.url ?? '').replace('/REST/2.0', '').split('?')
    const json = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (request.method === 'GET') return json(200, { items: [], total: 0 })
    if (request.method === 'PUT') return json(200, [])
    return json(201, path === '/ticket' ? { id: '8' } : ['Comments added', 'Custom fields updated'])
  })
  return { url: `http://127.0.0.1:${await listen(server, 0)}`, stop: () => close(server) }
}
