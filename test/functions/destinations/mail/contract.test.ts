import { afterAll, beforeAll, beforeEach, describe, vi } from 'vitest'
import { mail } from '../../../../functions/destinations/mail/index.ts'
import { describeAnyDestination } from '../../../contracts/any-destination.ts'
import { describeDestination } from '../../../contracts/destination-contract.ts'
import { type MailServer, startMailServer } from './mail-server.ts'

describe('mail by SMTP', () => {
  const user = { name: 'netzdialog', password: 'recognisable-password' }
  let server: MailServer

  beforeAll(async () => {
    server = await startMailServer({ tls: 'none', user })
  })
  beforeEach(() => {
    server.mails.length = 0
  })
  afterAll(() => server.stop())

  describeAnyDestination(
    {
      adapter: mail,
      settings: (origin) => ({
        mailbox: 'contacts@crm.example',
        from: 'netzdialog@acme.example',
        send: {
          way: 'smtp',
          host: '127.0.0.1',
          port: Number(new URL(origin).port) || 587,
          tls: 'none',
          user: user.name,
        },
        password: user.password,
      }),
      secrets: [user.password],
    },
    {
      get origin() {
        return `http://127.0.0.1:${server.port}`
      },
      get received() {
        return server.mails
      },
      idempotencyKeys: () =>
        server.mails.map(({ raw }) => /^Message-ID: <(.+)@acme\.example>\r$/im.exec(raw.toString())?.[1]),
      take() {
        server.meet = () => 'take'
      },
      keepSilent(asked) {
        server.meet = () => {
          asked()
          return 'silent'
        }
      },
      hangUp() {
        server.meet = () => 'swallow'
      },
    },
  )
})

describe('mail by SES', () => {
  // As a function has them in its environment.
  beforeAll(() => void vi.stubEnv('AWS_ACCESS_KEY_ID', 'local').stubEnv('AWS_SECRET_ACCESS_KEY', 'local'))
  afterAll(() => void vi.unstubAllEnvs())

  const raw = (body: Buffer) =>
    Buffer.from(
      (JSON.parse(body.toString()) as { Content: { Raw: { Data: string } } }).Content.Raw.Data,
      'base64',
    ).toString()

  describeDestination({
    adapter: mail,
    settings: (origin) => ({
      mailbox: 'contacts@crm.example',
      from: 'netzdialog@acme.example',
      send: {
        way: 'ses',
        region: 'eu-central-1',
        endpoint: origin,
      },
    }),
    secrets: [],
    taken: {
      'a message id': () => ({ status: 200, body: '{"MessageId":"0107018b5c3c0a4f-1-000000"}' }),
      'an answer that cannot be read': () => ({ status: 200, body: '<html>' }),
    },
    idempotencyKey: ({ body }) => /^Message-ID: <(.+)@acme\.example>\r$/im.exec(raw(body))?.[1],
  })
})
