import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ProbeFinding } from '../../../../functions/contracts/destination.ts'
import { mail } from '../../../../functions/destinations/mail/index.ts'
import { settings } from '../../../../functions/destinations/mail/settings.ts'
import { createGuardedConnect } from '../../../../functions/outbound/guarded-connect.ts'
import { probeContext } from '../../../contracts/delivery-context.ts'
import { probeFindings } from '../../../contracts/probe-findings.ts'
import { closedOrigin, useScriptedServer } from '../../../contracts/scripted-server.ts'
import { selfSigned } from '../../../support/self-signed.ts'
import { type MailServer, startMailServer } from './mail-server.ts'

const own = selfSigned(['mail.acme.test', '127.0.0.1'], new Date('2049-01-01'))
const user = { name: 'netzdialog', password: 'recognisable' }

describe('the probe of a mail server', () => {
  let server: MailServer
  beforeAll(async () => {
    server = await startMailServer({ certificate: own, user })
  })
  afterEach(() => {
    server.refuse = {}
    server.commands.length = 0
  })
  afterAll(() => server.stop())

  async function probe(
    send: Record<string, unknown> = {},
    more: Record<string, unknown> = {},
    context: Parameters<typeof probeContext>[1] = {},
  ): Promise<ProbeFinding[]> {
    const read = settings.parse({
      mailbox: 'contacts@crm.example',
      from: 'netzdialog@acme.example',
      send: {
        way: 'smtp',
        host: '127.0.0.1',
        port: server.port,
        certificateAuthority: own.cert,
        user: user.name,
        ...send,
      },
      password: user.password,
      ...more,
    })
    const findings = await probeFindings(mail, probeContext(read, context as object))
    expect(JSON.stringify(findings)).not.toContain(user.password)
    expect(server.mails).toEqual([])
    return findings
  }

  it('goes as far as the mailbox and sends nothing', async () => {
    const findings = await probe()
    expect(findings.map(({ check, ok }) => [check, ok])).toEqual([
      ['address', true],
      ['certificate', true],
      ['credentials', true],
      ['rights', true],
    ])
    expect(server.commands).toEqual(['MAIL', 'RCPT'])
  })

  it('finds a wrong password', async () => {
    const [finding, ...others] = await probe({}, { password: 'another' })
    expect(others).toEqual([])
    expect(finding).toMatchObject({ check: 'credentials', ok: false })
    expect(finding?.message).toContain('answered 535')
  })

  it.each([
    ['sender', '550 5.7.1', 'rights', 'the address in from'],
    ['mailbox', '550 5.1.1', 'rights', 'takes no mail for mailbox (answered 550 5.1.1)'],
    ['mailbox', '450 4.7.1', 'answer', 'greylisting'],
    ['sender', '530 5.7.0', 'credentials', 'wants a user first'],
    ['greeting', '554 5.7.1', 'answer', 'turns the connection away'],
  ] as const)('finds a %s that is answered %s', async (step, code, about, words) => {
    server.refuse = { [step]: `${code} Unknown person` }
    const finding = (await probe()).at(-1)
    expect(finding).toMatchObject({ check: about, ok: false })
    expect(finding?.message).toContain(words)
    expect(finding?.message).not.toContain('Unknown person')
  })

  it('finds a wrong host', async () => {
    const finding = (await probe({ host: 'mail.invalid' })).at(-1)
    expect(finding).toMatchObject({ check: 'address', ok: false })
    expect(finding?.message).toContain('mail.invalid is a name')
  })

  it('finds a wrong port', async () => {
    const closed = Number(new URL(await closedOrigin()).port)
    expect((await probe({ port: closed })).at(-1)?.message).toContain('takes no connections there')
  })

  it('finds a private address that is not allowed', async () => {
    const connect = createGuardedConnect()
    expect((await probe({}, {}, { connect })).at(-1)?.message).toContain('allowPrivateAddresses')
  })

  it('finds a certificate that nobody vouches for, and one for another name', async () => {
    expect((await probe({ certificateAuthority: undefined })).at(-1)).toMatchObject({
      check: 'certificate',
      ok: false,
      message: expect.stringContaining('is signed by itself'),
    })
    expect((await probe({ servername: 'smtp.acme.test' })).at(-1)).toMatchObject({
      check: 'certificate',
      message: expect.stringContaining('is for another name'),
    })
  })

  it('finds a port that encrypts otherwise', async () => {
    expect((await probe({ tls: 'implicit' })).at(-1)?.message).toContain('set tls to starttls')
    const implicit = await startMailServer({ tls: 'implicit', certificate: own })
    const signal = AbortSignal.timeout(1500)
    const finding = (await probe({ port: implicit.port }, {}, { signal })).at(-1)
    expect(finding?.message).toContain('try tls: implicit')
    await implicit.stop()
  })

  it('finds a server that encrypts nothing', async () => {
    const plain = await startMailServer({ tls: 'none' })
    expect((await probe({ port: plain.port })).at(-1)).toMatchObject({ check: 'certificate', ok: false })
    await plain.stop()
  })

  it('finds that it is no mail server', async () => {
    const web: Server = createServer()
    await new Promise<void>((listening) => web.listen(0, '127.0.0.1', listening))
    const { port } = web.address() as AddressInfo
    web.on('connection', (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'))
    expect((await probe({ port })).at(-1)?.message).toContain('is no mail server’s')
    web.closeAllConnections()
    web.close()
  })
})

describe('the probe of SES (its answers are scripted)', () => {
  const server = useScriptedServer()
  // As an operator has them in the environment.
  beforeAll(() => void vi.stubEnv('AWS_ACCESS_KEY_ID', 'local').stubEnv('AWS_SECRET_ACCESS_KEY', 'local'))
  afterAll(() => void vi.unstubAllEnvs())

  async function probe(identity: object, account: object, status = 200) {
    server.answer = ({ path }) =>
      path.includes('identities')
        ? { status, body: JSON.stringify(identity) }
        : { status: 200, body: JSON.stringify(account) }
    const read = settings.parse({
      mailbox: 'contacts@crm.example',
      from: 'netzdialog@acme.example',
      send: { way: 'ses', region: 'eu-central-1', endpoint: server.origin },
    })
    return probeFindings(mail, probeContext(read))
  }
  const open = { SendingEnabled: true, ProductionAccessEnabled: true }

  it('finds identity and account well, and sends nothing', async () => {
    const findings = await probe({ VerifiedForSendingStatus: true }, open)
    expect(findings.map(({ ok }) => ok)).toEqual([true, true])
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /v2/email/identities/acme.example',
      'GET /v2/email/account',
    ])
  })

  it.each([
    ['an identity that is not verified', { VerifiedForSendingStatus: false }, open, 200, 'is not verified'],
    ['a wrong region', { message: 'none' }, open, 404, 'correct region'],
    ['missing rights', { message: 'no' }, open, 403, 'ses:GetEmailIdentity'],
    [
      'the sandbox',
      { VerifiedForSendingStatus: true },
      { ...open, ProductionAccessEnabled: false },
      200,
      'sandbox',
    ],
    ['paused sending', { VerifiedForSendingStatus: true }, { ...open, SendingEnabled: false }, 200, 'paused'],
  ])('finds %s', async (_, identity, account, status, words) => {
    const bad = (await probe(identity, account, status)).filter(({ ok }) => !ok)
    expect(bad).toHaveLength(1)
    expect(bad[0]?.message).toContain(words)
  })
})
