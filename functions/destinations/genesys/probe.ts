import { DeliveryEnded } from '../../contracts/delivery-ended.ts'
import type { ProbeContext, ProbeFinding } from '../../contracts/destination.ts'
import { RequestFailed } from '../../core/errors.ts'
import { failureFinding } from '../../kits/delivery/failure-finding.ts'
import type { Answer } from './answer.ts'
import { askApi } from './call-api.ts'
import { type Check, checksOf, finds, lookUp } from './probe-checks.ts'
import { type GenesysSettings, hostsOf } from './settings.ts'

type Context = ProbeContext<GenesysSettings>

/**
 * Signs in, looks up what cannot exist, looks at what the settings name, and asks for each right where there is nothing
 * to use it on: a conversation, a message and an integration that nobody has, and an empty list.
 */
export async function probe(given: Context): Promise<ProbeFinding[]> {
  const { login } = hostsOf(given.settings.region)
  let failure: ProbeFinding | undefined
  const context: Context = {
    ...given,
    async fetch(url, init) {
      try {
        return await given.fetch(url, init)
      } catch (error) {
        if (error instanceof RequestFailed) failure = unreached(error.code, new URL(url).host)
        throw error
      }
    },
  }
  try {
    const first = await findingOf(lookUp(context.now()), context)
    const found = [finds('credentials', true, `${new URL(login).host} gives the OAuth client a token`), first]
    if (!first.well) return found
    // One after the other: a client may send no more than 300 a minute, and deliver sends beside it.
    for (const check of checksOf(context.settings, context.now())) found.push(await findingOf(check, context))
    return found
  } catch (error) {
    if (error instanceof DeliveryEnded) return [failure ?? unsigned(error)]
    throw error
  }
}

async function findingOf(check: Check, context: Context): Promise<ProbeFinding> {
  const answer = await askApi(context, check.call)
  return generalRefusal(answer, check) ?? check.judge(answer)
}

/** What every request may be told. */
function generalRefusal({ status, code }: Answer, { right, purpose }: Check): ProbeFinding | undefined {
  const answered = `(answered ${status}${code === undefined ? '' : ` ${code}`})`
  if (code === 'ip.not.authorized')
    return finds(
      'rights',
      false,
      `the organization takes requests from listed addresses only ${answered}: list the address that deliver sends from, or take the restriction from its OAuth client`,
    )
  if (status === 401)
    return finds(
      'credentials',
      false,
      `the token is refused ${answered}: check whether the OAuth client is disabled`,
    )
  if (code === 'not.a.client')
    return finds(
      'credentials',
      false,
      `the OAuth client acts for a user ${answered}: give it the grant type Client Credentials`,
    )
  if (code === 'app.not.authorized.for.scope')
    return finds('rights', false, `the OAuth client lacks a scope ${answered}: it is needed to ${purpose}`)
  if (status === 403)
    return finds(
      'rights',
      false,
      `the OAuth client lacks the permission ${right}, or it in the division concerned ${answered}: give it to a role of the client, in order to ${purpose}`,
    )
  if (status === 429)
    return finds('answer', false, `it is asked too much just now ${answered}: nothing is wrong, try again`)
  if (status >= 500) return finds('answer', false, `it has a fault of its own ${answered}: try again`)
  return undefined
}

function unreached(code: string, host: string): ProbeFinding {
  const finding = failureFinding(code, host)
  return finding.about === 'address'
    ? finds(
        'address',
        false,
        `${host} does not answer (${code}): correct region, or look for a firewall between`,
      )
    : finding
}

/** No token, and so no more to find out. */
function unsigned({ outcome }: DeliveryEnded): ProbeFinding {
  if (outcome.status === 'rejected' && outcome.code === 'credentials_refused')
    return finds(
      'credentials',
      false,
      'the OAuth client is refused: correct clientId and clientSecret, and region, as a client is known in its own region only',
    )
  const reason = outcome.status === 'delivered' ? '' : outcome.reason
  return finds('answer', false, `there is no token (${reason}): look whether region is a Genesys Cloud`)
}
