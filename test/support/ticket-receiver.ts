import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { close, listen } from '../../bin/local/listen.ts'
import type { Target } from './call-proxy.ts'
import { give, type Reception } from './counting-receiver.ts'
import { fakePassword, fakeZnuny } from './fake-znuny.ts'

/** What was written into one ticket. */
export interface KeptTicket {
  readonly workKey: string
  /** Of each article, in the order in which they were written. */
  readonly eventIds: readonly string[]
}

export interface TicketReceiver extends Target {
  /** Articles in all of these. */
  written(): number
  /** Those that were opened since it was last asked. */
  takeTickets(): KeptTicket[]
  stop(): Promise<void>
}

const servicePath = '/nph-genericinterface.pl/Webservice/Netzdialog'

/** Settings of a `znuny` destination at that address, without its password. */
export const ticketSettings = (url: string) => ({
  url: `${url}${servicePath}`,
  userLogin: 'netzdialog',
  queue: 'Raw',
  fallbackCustomer: 'unknown@netzdialog.test',
})

export const ticketSecrets = { password: fakePassword }

/**
 * A ticket system that is asked for what is there: a fake of Znuny, because hundreds of tickets a second are too much
 * for the real one.
 *
 * @param receive decides on a request; by default all are taken
 */
export async function ticketReceiver(
  receive: () => Reception | undefined = () => undefined,
): Promise<TicketReceiver> {
  const znuny = fakeZnuny()

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await buffer(incoming)
    const { takes, answer: given, delayMs = 0 } = receive() ?? { takes: true, answer: undefined }
    const path = incoming.url ?? ''
    const answer = takes
      ? znuny.answer({ method: incoming.method ?? '', path, headers: {}, body })
      : undefined
    if (delayMs > 0) await sleep(delayMs)
    // What is confirmed is answered as the system itself does.
    if (given && !(typeof given === 'object' && given.status < 300)) give(given, incoming, outgoing)
    else if (typeof answer === 'object') outgoing.writeHead(answer.status, answer.headers).end(answer.body)
    else outgoing.destroy()
  }

  const dispatch = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    handle(incoming, outgoing).catch(() => outgoing.destroy())
  }
  const server = createServer(dispatch)
  const port = await listen(server, 0)
  const valueIn = (fields: readonly { Name: string; Value: string }[]) => fields[0]?.Value ?? ''
  return {
    url: `http://127.0.0.1:${port}`,
    dispatch,
    written: () => znuny.tickets.reduce((sum, { articles }) => sum + articles.length, 0),
    takeTickets: () =>
      znuny.tickets.splice(0).map(({ fields, articles }) => ({
        workKey: valueIn(fields),
        eventIds: articles.map((article) => valueIn(article.fields)),
      })),
    stop: () => close(server),
  }
}
