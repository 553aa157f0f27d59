import { Socket } from 'node:net'
import type SmtpConnection from 'nodemailer/lib/smtp-connection'
import * as z from 'zod'
import type { ProbeContext } from '../../contracts/destination.ts'
import { idDomain, type MailSettings, type SmtpSettings } from './settings.ts'
import { readReply, SmtpFailed, type SmtpReply, type SmtpStep } from './smtp-failed.ts'

export interface SmtpSession {
  /** Hands a mail over, to the mailbox and nobody else. @returns the Message-ID that the server gave it instead */
  send(raw: Buffer): Promise<string | undefined>
  /** Names sender and mailbox and takes it back: nothing is sent. @returns the replies */
  rehearse(): Promise<{ sender: SmtpReply; mailbox: SmtpReply }>
  close(): void
}

/** What a session needs of a delivery or a probe. */
export type SessionContext = Pick<
  ProbeContext<MailSettings>,
  'settings' | 'connect' | 'certificateAuthority' | 'signal'
>

/**
 * Connected, encrypted and signed in. Rejects with SmtpFailed, and with RequestFailed where there is no connection.
 */
export async function openSession(
  { settings, connect, certificateAuthority, signal }: SessionContext,
  smtp: SmtpSettings,
): Promise<SmtpSession> {
  const socket = await connect(smtp.host, smtp.port, signal)
  if (!(socket instanceof Socket)) throw new TypeError('connect gave no socket')
  const { default: Connection } = await import('nodemailer/lib/smtp-connection')
  const rehearsal: SmtpReply[] = []
  const ca = smtp.certificateAuthority ?? certificateAuthority
  const connection = new Connection({
    connection: socket,
    host: smtp.host,
    name: idDomain(settings),
    secure: smtp.tls === 'implicit',
    ignoreTLS: smtp.tls === 'none',
    requireTLS: smtp.tls === 'starttls',
    ...(smtp.servername !== undefined && { servername: smtp.servername }),
    tls: {
      minVersion: 'TLSv1.2',
      ...(ca !== undefined && { ca }),
    },
    // nodemailer lets nobody but a sign-in send commands of its own.
    customAuth: {
      rehearsal: async ({ sendCommand }) => {
        const { mailbox, from } = settings
        for (const command of [`MAIL FROM:<${from}>`, `RCPT TO:<${mailbox}>`, 'RSET'])
          rehearsal.push(readReply((await sendCommand(command)).response) ?? { code: 0 })
      },
    },
  })
  // Stays on for good: a connection may fail again after its last step, and nobody else listens.
  connection.on('error', () => undefined)
  const step = <Value>(name: SmtpStep, run: Run<Value>, sent?: () => boolean) =>
    takeStep(connection, signal, name, run, sent)
  const close = () => {
    connection.quit()
    // Whoever does not answer a QUIT is not waited for.
    setTimeout(() => socket.destroy(), 1000).unref()
  }

  try {
    await step('connect', (done) => connection.connect(done))
    const { user } = smtp
    const { password: pass } = settings
    if (user !== undefined && pass !== undefined)
      await step('sign-in', (done) => connection.login({ user, pass }, done))
  } catch (error) {
    close()
    throw error
  }

  return {
    close,
    async send(raw) {
      const { Readable } = await import('node:stream')
      const body = Readable.from(slices(raw))
      let allSent = false
      body.once('end', () => {
        allSent = true
      })
      const envelope = { from: settings.from, to: [settings.mailbox], size: raw.length }
      const info = await step<{ serverMessageId?: string | undefined }>(
        'message',
        (done) => connection.send(envelope, body, done),
        () => allSent,
      )
      return info?.serverMessageId
    },
    async rehearse() {
      await step('mailbox', (done) => connection.login({ method: 'rehearsal' }, done))
      const [sender = { code: 0 }, mailbox = { code: 0 }] = rehearsal
      return { sender, mailbox }
    },
  }
}

type Run<Value> = (done: (error?: unknown, value?: Value) => void) => void

/** nodemailer calls back, emits an error, or only ends, according to how it failed. */
function takeStep<Value>(
  connection: SmtpConnection,
  signal: AbortSignal,
  name: SmtpStep,
  run: Run<Value>,
  sent: () => boolean = () => false,
): Promise<Value | undefined> {
  return new Promise((resolve, reject) => {
    const fail = (error?: unknown) => reject(failure(error, signal, name, sent()))
    // It may end before it calls back with the reason.
    const endWithoutReason = () => setImmediate(fail)
    connection.once('error', fail)
    connection.once('end', endWithoutReason)
    run((error, value) => {
      if (error) return fail(error)
      connection.off('error', fail)
      connection.off('end', endWithoutReason)
      resolve(value)
    })
  })
}

const said = z.looseObject({
  code: z.string().optional(),
  originalCode: z.string().optional(),
  command: z.string().optional(),
  response: z.string().optional(),
})

function failure(error: unknown, signal: AbortSignal, name: SmtpStep, sent: boolean): SmtpFailed {
  const { code = 'hung_up', originalCode, command = '', response } = said.safeParse(error).data ?? {}
  const step = stepOf(code, command) ?? name
  const reply = response === undefined ? undefined : readReply(response)
  if (reply) return new SmtpFailed({ step, code: 'replied', reply })
  // It measured the mail by what the server had announced.
  if (code === 'EMESSAGE') return new SmtpFailed({ step: 'message', code: 'replied', reply: tooLarge })
  const timedOut = signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError'
  const aborted = signal.aborted ? (timedOut ? 'ETIMEDOUT' : 'aborted') : undefined
  return new SmtpFailed({ step, code: aborted ?? originalCode ?? plainCodes[code] ?? code, uncertain: sent })
}

const tooLarge: SmtpReply = { code: 552, enhanced: '5.3.4' }
const plainCodes: Readonly<Record<string, string>> = { ECONNECTION: 'hung_up', ESOCKET: 'hung_up' }

function stepOf(code: string, command: string): SmtpStep | undefined {
  if (code === 'ETLS' || command === 'STARTTLS') return 'tls'
  if (code === 'EAUTH') return 'sign-in'
  if (command === 'MAIL FROM') return 'sender'
  if (command === 'RCPT TO') return 'mailbox'
  if (command === 'DATA') return code === 'EMESSAGE' ? 'message' : 'data'
  return undefined
}

/** Small enough that the last one goes out when the others are on their way. */
const sliceBytes = 16 * 1024

function* slices(raw: Buffer): Generator<Buffer> {
  for (let at = 0; at < raw.length; at += sliceBytes) yield raw.subarray(at, at + sliceBytes)
}
