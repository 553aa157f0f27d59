import { DeliveryEnded } from '../../contracts/delivery-ended.ts'
import type { ProbeContext, ProbeFinding } from '../../contracts/destination.ts'
import { RequestFailed } from '../../core/errors.ts'
import { failureFinding } from '../../kits/delivery/failure-finding.ts'
import { fine, wrong } from '../../kits/delivery/finding.ts'
import type { ApiResponse } from '../../kits/http/json-api.ts'
import { callApi } from './call-api.ts'
import { type Check, checksOf, lookUp } from './probe-checks.ts'
import { refusalCode } from './refusal-outcome.ts'
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
    const found = [fine('credentials', `${new URL(login).host} gives the OAuth client a token`), first]
    if (!first.ok) return found
    // One after the other: a client may send no more than 300 a minute, and deliver sends beside it.
    for (const check of checksOf(context.settings, context.now())) found.push(await findingOf(check, context))
    return found
  } catch (error) {
    if (error instanceof DeliveryEnded) return [failure ?? unsigned(error)]
    throw error
  }
}

async function findingOf(check: Check, context: Context): Promise<ProbeFinding> {
  const response = await callApi(context, { ...check.request, expected: 'every' })
  return generalRefusal(response, check) ?? check.judge(response)
}

/** What every request may be told. */
function generalRefusal(response: ApiResponse, { right, purpose }: Check): ProbeFinding | undefined {
  const { status } = response
  if (status < 300) return undefined
  const code = refusalCode(response)
  const answered = `(answered ${status}${code === undefined ? '' : ` ${code}`})`
  if (code === 'ip.not.authorized')
    return wrong(
      'rights',
      `the organization takes requests from listed addresses only ${answered}: list the address that deliver sends from, or take the restriction from its OAuth client`,
    )
  if (status === 401)
    return wrong(
      'credentials',
      `the token is refused ${answered}: check whether the OAuth client is disabled`,
    )
  if (code === 'not.a.client')
    return wrong(
      'credentials',
      `the OAuth client acts for a user ${answered}: give it the grant type Client Credentials`,
    )
  if (code === 'app.not.authorized.for.scope')
    return wrong('rights', `the OAuth client lacks a scope ${answered}: it is needed to ${purpose}`)
  if (status === 403)
    return wrong(
      'rights',
      `the OAuth client lacks the permission ${right}, or it in the division concerned ${answered}: give it to a role of the client, in order to ${purpose}`,
    )
  if (status === 429)
    return wrong('answer', `it is asked too much just now ${answered}: nothing is wrong, try again`)
  return status >= 500 ? wrong('answer', `it has a fault of its own ${answered}: try again`) : undefined
}

function unreached(code: string, host: string): ProbeFinding {
  const finding = failureFinding(code, host)
  if (finding.check !== 'address') return finding
  return wrong('address', `${host} does not answer (${code}): correct region, or look for a firewall between`)
}

/** No token, and so no more to find out. */
function unsigned({ outcome }: DeliveryEnded): ProbeFinding {
  if (outcome.status === 'rejected' && outcome.code === 'credentials_refused')
    return wrong(
      'credentials',
      'the OAuth client is refused: correct clientId and clientSecret, and region, as a client is known in its own region only',
    )
  const reason = outcome.status === 'delivered' ? '' : outcome.reason
  return wrong('answer', `there is no token (${reason}): look whether region is a Genesys Cloud`)
}
