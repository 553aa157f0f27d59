import { afterAll, beforeAll } from 'vitest'
import { mail } from '../../../../functions/destinations/mail/index.ts'
import { describeBecoming } from '../../../contracts/becoming.ts'
import { type MailServer, startMailServer } from './mail-server.ts'

let server: MailServer

beforeAll(async () => {
  server = await startMailServer({ tls: 'none' })
})
afterAll(() => server.stop())

function phrase(raw: string): string {
  const effect = /^X-Netzdialog-Effect: (\w+)/im.exec(raw)?.[1]
  const place = /^In-Reply-To: /im.test(raw) ? 'a mail in its thread' : 'a mail that begins a thread'
  const files = /^Content-Disposition: attachment/im.test(raw) ? ', with its file' : ''
  return `${place}${files}; \`X-Netzdialog-Effect: ${effect}\``
}

describeBecoming({
  adapter: mail,
  settings: () => ({
    mailbox: 'contacts@crm.example',
    from: 'netzdialog@acme.example',
    send: { way: 'smtp', host: '127.0.0.1', port: server.port, tls: 'none' },
  }),
  recording: new URL('./fixtures/becomes.json', import.meta.url),
  took: () => server.mails.splice(0).map(({ raw }) => phrase(raw.toString())),
})
