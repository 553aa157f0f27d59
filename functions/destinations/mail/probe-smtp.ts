import type { ProbeContext, ProbeFinding } from '../../contracts/destination.ts'
import { RequestFailed } from '../../core/errors.ts'
import { failureFinding } from '../../kits/delivery/failure-finding.ts'
import { fine, wrong } from '../../kits/delivery/finding.ts'
import type { MailSettings, SmtpSettings } from './settings.ts'
import { SmtpFailed, type SmtpReply } from './smtp-failed.ts'
import { replyText } from './smtp-outcome.ts'
import { openSession, type SmtpSession } from './smtp-session.ts'

/** Connects, encrypts, signs in, names sender and mailbox, and takes it all back before there is a mail. */
export async function probeSmtp(
  context: ProbeContext<MailSettings>,
  smtp: SmtpSettings,
): Promise<ProbeFinding[]> {
  let session: SmtpSession
  try {
    session = await openSession(context, smtp)
  } catch (error) {
    return [connectionFinding(error, smtp)]
  }
  try {
    const { sender, mailbox } = await session.rehearse()
    return [...opened(smtp), ...envelopeFindings(sender, mailbox)]
  } catch (error) {
    return [...opened(smtp), connectionFinding(error, smtp)]
  } finally {
    session.close()
  }
}

function opened({ host, tls, user }: SmtpSettings): ProbeFinding[] {
  return [
    fine('address', `${host} answers as a mail server`),
    ...(tls === 'none' ? [] : [fine('certificate', 'it encrypts, and its certificate is valid')]),
    ...(user === undefined ? [] : [fine('credentials', 'it takes user and password')]),
  ]
}

function envelopeFindings(sender: SmtpReply, mailbox: SmtpReply): ProbeFinding[] {
  if (sender.code >= 300 || sender.code === 0)
    return [refusal(sender, 'it takes no mail from the address in from', 'let it, or set another one')]
  if (mailbox.code >= 300 || mailbox.code === 0)
    return [refusal(mailbox, 'it takes no mail for mailbox', 'correct it, or let the server relay to it')]
  return [
    {
      check: 'rights',
      ok: true,
      message: `it takes mail for mailbox (answered ${replyText(mailbox)}); nothing was sent`,
    },
  ]
}

function refusal(reply: SmtpReply, sentence: string, remedy: string): ProbeFinding {
  const answered = `(answered ${replyText(reply)})`
  if (reply.code === 530)
    return {
      check: 'credentials',
      ok: false,
      message: `it wants a user first ${answered}: set send.user, and password in the secret`,
    }
  if (reply.code >= 400 && reply.code < 500)
    return {
      check: 'answer',
      ok: false,
      message: `${sentence} just now ${answered}: try again; if it is greylisting, exempt Netzdialog`,
    }
  return { check: 'rights', ok: false, message: `${sentence} ${answered}: ${remedy}` }
}

function connectionFinding(error: unknown, smtp: SmtpSettings): ProbeFinding {
  const { host, port, tls } = smtp
  const address = (message: string) => wrong('address', message)
  if (error instanceof RequestFailed) {
    const known = unreached[error.code] ?? 'cannot be reached: check host and port, and the network between'
    return address(`${host} ${known} (${error.code})`)
  }
  if (!(error instanceof SmtpFailed)) throw error
  const { step, code, reply } = error
  if (reply) return replyFinding(step, reply, smtp)
  if (wrongTls.test(code))
    return address(
      `port ${port} of ${host} does not encrypt from the start (${code}): set tls to starttls, or port to 465`,
    )
  const certificate = failureFinding(code, host)
  if (certificate.check === 'certificate') return certificate
  if (code === 'EPROTOCOL') return address(`port ${port} of ${host} is no mail server’s: correct port`)
  const silent =
    tls === 'implicit'
      ? 'look for a firewall'
      : 'try tls: implicit, which port 465 wants, or look for a firewall'
  return address(`port ${port} of ${host} takes the connection and does not go on (${code}): ${silent}`)
}

/** OpenSSL on plain text. */
const wrongTls = /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|UNKNOWN_PROTOCOL|HTTP_REQUEST/

function replyFinding(
  step: SmtpFailed['step'],
  reply: SmtpReply,
  { host, port }: SmtpSettings,
): ProbeFinding {
  const answered = `(answered ${replyText(reply)})`
  if (step === 'sign-in')
    return reply.code < 500
      ? { check: 'answer', ok: false, message: `it cannot check user and password just now ${answered}` }
      : {
          check: 'credentials',
          ok: false,
          message: `it refuses user or password ${answered}: correct send.user, and password in the secret`,
        }
  if (step === 'tls')
    return {
      check: 'certificate',
      ok: false,
      message: `port ${port} of ${host} does not encrypt ${answered}: switch STARTTLS on there, or try tls: implicit and port 465`,
    }
  return {
    check: 'answer',
    ok: false,
    message: `it turns the connection away ${answered}: let it take mail from here`,
  }
}

const unreached: Readonly<Record<string, string>> = {
  ENOTFOUND: 'is a name that cannot be found: correct host',
  EAI_AGAIN: 'is a name that cannot be looked up now: try again, or check the network here',
  ECONNREFUSED: 'takes no connections there: correct host and port',
  ETIMEDOUT: 'does not answer in time: look for a firewall (AWS blocks port 25 outwards), or correct port',
  aborted: 'does not answer in time: look for a firewall (AWS blocks port 25 outwards), or correct port',
  private_address: 'lies in a private network: set allowPrivateAddresses in the deployment if it should',
}
