import { SendEmailCommand } from '@aws-sdk/client-sesv2'
import type { DeliveryContext, DeliveryOutcome } from '../../contracts/destination.ts'
import { errorCode } from '../../core/errors.ts'
import { failureOutcome, httpOutcome } from '../../kits/http/http-outcome.ts'
import type { Sent } from './sent.ts'
import { createSesAccess } from './ses-client.ts'
import type { MailSettings, SesSettings } from './settings.ts'

/** Hands one mail to Amazon SES, which writes a Message-ID and a Date of its own over ours. */
export async function sendBySes(
  raw: Buffer,
  context: DeliveryContext<MailSettings>,
  ses: SesSettings,
): Promise<Sent> {
  const { mailbox, from } = context.settings
  const { client, last } = createSesAccess(ses, context)
  try {
    const { MessageId } = await client.send(
      new SendEmailCommand({
        FromEmailAddress: from,
        Destination: { ToAddresses: [mailbox] },
        Content: { Raw: { Data: raw } },
        ...(ses.configurationSet !== undefined && { ConfigurationSetName: ses.configurationSet }),
      }),
    )
    return { sent: true, renamed: MessageId === undefined ? undefined : sesMessageId(MessageId, ses.region) }
  } catch (error) {
    const { answer, failure } = last
    if (failure !== undefined) return notSent(failureOutcome(failure))
    // Taken, whatever can be read of the answer.
    if (answer?.ok) return { sent: true, renamed: undefined }
    if (!answer) return notSent(noCredentials(error))
    return refusal(error, answer, context.now())
  }
}

/** What stands in the header of the mail (SES developer guide, „Message-ID“). */
function sesMessageId(id: string, region: string): string {
  return `<${id}@${region === 'us-east-1' ? 'email' : region}.amazonses.com>`
}

function notSent(outcome: DeliveryOutcome): Sent {
  return { sent: false, tooLarge: false, outcome }
}

function noCredentials(error: unknown): DeliveryOutcome {
  return { status: 'retry', reason: `not sent: ${errorCode(error)}`, scope: 'destination' }
}

const stopped: Readonly<Record<string, { code: string; remedy: string }>> = {
  AccountSuspendedException: { code: 'account_suspended', remedy: 'sending from this account is suspended' },
  SendingPausedException: { code: 'sending_paused', remedy: 'sending is paused, resume it in SES' },
  MailFromDomainNotVerifiedException: {
    code: 'sender_refused',
    remedy: 'the MAIL FROM domain is not verified',
  },
  NotFoundException: { code: 'not_found', remedy: 'check configurationSet and region' },
}

const throttling = new Set(['TooManyRequestsException', 'LimitExceededException', 'ThrottlingException'])
const unverified = /not verified/i
const tooLong = /length|too large|size/i

function refusal(error: unknown, answer: Response, now: Date): Sent {
  const { name, message } = error instanceof Error ? error : new Error()
  const usual = httpOutcome(answer, now)
  const reason = `answered ${answer.status} ${sayable.test(name) ? name : ''}`.trimEnd()
  if (throttling.has(name) && usual.status !== 'retry')
    return notSent({ status: 'retry', reason, throttled: true })
  const stop = stopped[name] ?? (name === 'MessageRejected' && unverified.test(message) ? sender : undefined)
  if (stop)
    return notSent({
      status: 'rejected',
      code: stop.code,
      reason: `${reason}: ${stop.remedy}`,
      scope: 'destination',
    })
  const tooLarge = answer.status === 413 || (name === 'BadRequestException' && tooLong.test(message))
  if (!tooLarge || usual.status !== 'rejected') return notSent(usual)
  const outcome = { ...usual, code: 'message_too_large', reason: `${reason}: lower maxMegabytes` }
  return { sent: false, tooLarge, outcome }
}

const sender = { code: 'sender_refused', remedy: 'verify the domain of from in SES, in this region' }
/** A name of the API, not just anything that was in the answer. */
const sayable = /^[A-Z][A-Za-z]{2,60}$/
