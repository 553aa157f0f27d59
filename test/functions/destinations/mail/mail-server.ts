import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import type { Certificate } from '../../../support/self-signed.ts'

export interface ReceivedMail {
  readonly from: string
  readonly to: readonly string[]
  readonly raw: Buffer
  readonly secure: boolean
  readonly user: string | undefined
}

/** What it answers, where not as usual: `<code> <text>`. */
export type Refusals = Partial<
  Record<'greeting' | 'sign-in' | 'sender' | 'mailbox' | 'message' | 'size', string>
>

type Meeting = 'take' | 'swallow' | 'silent'

export interface MailServer {
  readonly port: number
  readonly mails: ReceivedMail[]
  /** Every command that came in, without its parameters. */
  readonly commands: string[]
  refuse: Refusals
  /** Whether it ends the connection when the first piece of a mail has come. */
  breakOff: boolean
  /** Called with each mail that it has whole; `swallow` ends the connection, `silent` leaves it as it is. */
  meet: (mail: ReceivedMail) => Meeting | Promise<Meeting>
  stop(): Promise<void>
}

export interface MailServerOptions {
  /** @default 'starttls' */
  readonly tls?: 'starttls' | 'implicit' | 'none'
  readonly certificate?: Certificate
  /** Who may send, and with what; without it everybody. */
  readonly user?: { readonly name: string; readonly password: string }
  /** Largest mail in bytes, announced. */
  readonly size?: number
  /** @default true: several commands may come at once */
  readonly pipelining?: boolean
  readonly port?: number
}

/** A real SMTP server (`smtp-server`), which does what the test says. */
export async function startMailServer(options: MailServerOptions = {}): Promise<MailServer> {
  const { tls = 'starttls', certificate, user, size, pipelining = true } = options
  const sockets = new Set<Socket>()
  const state: MailServer = {
    port: 0,
    mails: [],
    commands: [],
    refuse: {},
    breakOff: false,
    meet: () => 'take',
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped())
        for (const socket of sockets) socket.destroy()
      }),
  }
  const refusal = (step: keyof Refusals): Error | undefined => readRefusal(state.refuse[step])
  const server = new SMTPServer({
    secure: tls === 'implicit',
    ...(tls === 'none' && { disabledCommands: ['STARTTLS'] }),
    hidePIPELINING: !pipelining,
    ...(certificate && { key: certificate.key, cert: certificate.cert }),
    ...(user ? { authMethods: ['PLAIN', 'LOGIN'] } : { authOptional: true }),
    allowInsecureAuth: true,
    disableReverseLookup: true,
    ...(size !== undefined && { size }),
    onConnect: (_, done) => done(refusal('greeting')),
    onAuth({ username, password }, _, done) {
      const error = refusal('sign-in')
      if (error) return done(error)
      if (username === user?.name && password === user?.password) return done(null, { user: username })
      done(Object.assign(new Error('5.7.8 Authentication credentials invalid'), { responseCode: 535 }))
    },
    onMailFrom(_, __, done) {
      state.commands.push('MAIL')
      done(refusal('sender'))
    },
    onRcptTo(_, __, done) {
      state.commands.push('RCPT')
      done(refusal('mailbox'))
    },
    onData(stream, session, done) {
      state.commands.push('DATA')
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        if (state.breakOff) for (const socket of sockets) socket.destroy()
      })
      stream.on('end', () => void finish(Buffer.concat(chunks), stream.sizeExceeded, session, done))
    },
  })

  async function finish(
    raw: Buffer,
    tooLarge: boolean,
    session: SMTPServerSession,
    done: (error?: Error | null, text?: string) => void,
  ): Promise<void> {
    const error = tooLarge ? readRefusal('552 5.3.4 too large') : refusal('message')
    if (error) return done(error)
    const { mailFrom, rcptTo } = session.envelope
    const mail: ReceivedMail = {
      from: mailFrom ? mailFrom.address : '',
      to: rcptTo.map(({ address }) => address),
      raw,
      secure: session.secure,
      user: session.user,
    }
    const then = await state.meet(mail)
    state.mails.push(mail)
    if (then === 'swallow') for (const socket of sockets) socket.destroy()
    else if (then === 'take') done(null, 'queued')
  }

  server.on('error', () => undefined)
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((listening) => server.listen(options.port ?? 0, '127.0.0.1', () => listening()))
  return Object.assign(state, { port: (server.server.address() as AddressInfo).port })
}

function readRefusal(reply: string | undefined): Error | undefined {
  if (reply === undefined) return undefined
  return Object.assign(new Error(reply.slice(4)), { responseCode: Number(reply.slice(0, 3)) })
}
