import { GetAccountCommand, GetEmailIdentityCommand } from '@aws-sdk/client-sesv2'
import type { ProbeContext, ProbeFinding } from '../../contracts/destination.ts'
import { RequestFailed } from '../../core/errors.ts'
import { failureFinding } from '../../kits/delivery/failure-finding.ts'
import { createSesAccess, type SesAccess } from './ses-client.ts'
import { domainOf, type MailSettings, type SesSettings } from './settings.ts'

/** Asks SES about identity and account, with the rights of who asks. */
export async function probeSes(
  context: ProbeContext<MailSettings>,
  ses: SesSettings,
): Promise<ProbeFinding[]> {
  const access = createSesAccess(ses, context)
  const identity = ses.identity ?? domainOf(context.settings.from)
  return [
    await finding(access, async (client) => {
      const { VerifiedForSendingStatus: verified } = await client.send(
        new GetEmailIdentityCommand({ EmailIdentity: identity }),
      )
      return verified
        ? { check: 'rights', ok: true, message: `${identity} may send in ${ses.region}` }
        : {
            check: 'rights',
            ok: false,
            message: `${identity} is not verified in ${ses.region} yet: finish it in SES (DNS records)`,
          }
    }),
    await finding(access, async (client) => {
      const { ProductionAccessEnabled: open, SendingEnabled: enabled } = await client.send(
        new GetAccountCommand({}),
      )
      if (enabled === false)
        return {
          check: 'answer',
          ok: false,
          message: 'sending is paused for this account: resume it in SES',
        }
      return open
        ? { check: 'answer', ok: true, message: 'the account may send to any address' }
        : {
            check: 'answer',
            ok: false,
            message:
              'the account is in the SES sandbox: ask for production access, or verify mailbox as an identity too',
          }
    }),
  ]
}

async function finding(
  { client, last }: SesAccess,
  ask: (client: SesAccess['client']) => Promise<ProbeFinding>,
): Promise<ProbeFinding> {
  try {
    return await ask(client)
  } catch {
    const { failure, answer } = last
    if (failure instanceof RequestFailed) return failureFinding(failure.code, 'the endpoint of SES')
    if (!answer)
      return {
        check: 'credentials',
        ok: false,
        message: 'there are no AWS credentials here: sign in first',
      }
    const answered = `(answered ${answer.status})`
    if (answer.status === 404)
      return {
        check: 'rights',
        ok: false,
        message: `the identity is not in SES in this region ${answered}: create and verify it there, or correct region`,
      }
    if (answer.status === 403 || answer.status === 401)
      return {
        check: 'credentials',
        ok: false,
        message: `SES tells nothing to these AWS credentials ${answered}: use some that may ses:GetEmailIdentity and ses:GetAccount`,
      }
    return { check: 'answer', ok: false, message: `SES has a fault of its own ${answered}: try again` }
  }
}
