import * as z from 'zod'
import { DeliveryEnded } from '../../contracts/delivery-ended.ts'
import type { ProbeContext, ProbeFinding } from '../../contracts/destination.ts'
import { failureFinding } from '../../kits/delivery/failure-finding.ts'
import { probeChannel } from './probe-channel.ts'
import { type ProbeStep, unwell } from './probe-step.ts'
import { probeTickets } from './probe-tickets.ts'
import type { ZendeskSettings } from './settings.ts'
import { openZendesk, readJson } from './zendesk-api.ts'

/**
 * Signs in, looks for what nobody has, and asks for changes of what does not exist: nothing is written. Ends at the
 * first thing that keeps the rest from being asked.
 */
export async function probe(context: ProbeContext<ZendeskSettings>): Promise<ProbeFinding[]> {
  const { settings, now } = context
  const { protocol, host } = new URL(settings.url)
  const step: ProbeStep = { settings, now, zendesk: openZendesk(context) }
  const findings: ProbeFinding[] = []
  try {
    const { status, text } = await step.zendesk({
      method: 'GET',
      path: '/api/v2/users/me',
      expected: 'every',
    })
    const reached = judgeSelf(status, text, host, settings)
    if (reached[0]?.about !== 'address') {
      findings.push({ about: 'address', well: true, sentence: `${host} answers` })
      if (protocol === 'https:')
        findings.push({ about: 'certificate', well: true, sentence: 'its certificate is valid' })
    }
    findings.push(...reached)
    if (reached.some(({ well }) => !well)) return findings
    findings.push(...(await (settings.deliver === 'channel' ? probeChannel(step) : probeTickets(step))))
  } catch (error) {
    if (!(error instanceof DeliveryEnded)) throw error
    findings.push(findingOf(error, host))
  }
  return findings
}

const self = z.object({ user: z.object({ id: z.number().nullish(), role: z.string().nullish() }) })

function judgeSelf(
  status: number,
  text: string,
  host: string,
  { deliver, email }: ZendeskSettings,
): ProbeFinding[] {
  const answered = `(answered ${status})`
  if (status === 401 || status === 403) return [refused(answered, email)]
  if (status >= 300 && status < 400)
    return [unwell('address', `${host} sends on to another address ${answered}: set that one as url`)]
  const user = status < 300 ? readJson(text, self)?.user : undefined
  if (status === 404 || (status < 300 && !user))
    return [unwell('address', `there is no Zendesk under ${host} ${answered}: correct url`)]
  if (!user) return [unwell('answer', `${host} refuses to say who is signed in ${answered}: try again`)]
  // Whoever is not known may ask too, and is nobody.
  if (user.id == null) return [refused('(it knows nobody by them)', email)]
  const signedIn: ProbeFinding = { about: 'credentials', well: true, sentence: 'it takes the credentials' }
  if (user.role === 'end-user')
    return [signedIn, unwell('rights', 'the API user is an end user: make it an agent')]
  if (deliver === 'channel' && user.role !== 'admin')
    return [signedIn, unwell('rights', 'the API user is no administrator, as pushing asks for: make it one')]
  return [signedIn]
}

function refused(answered: string, email: string | undefined): ProbeFinding {
  const remedy =
    email === undefined
      ? 'check clientId, clientSecret and the scopes that the OAuth client allows'
      : 'check email and apiToken, and whether the account allows API tokens'
  return unwell('credentials', `it refuses the credentials ${answered}: ${remedy}`)
}

function findingOf({ outcome, failure }: DeliveryEnded, host: string): ProbeFinding {
  if (failure !== undefined) return failureFinding(failure, host)
  if (outcome.status === 'delivered') throw new TypeError('no probe ends well early')
  if (outcome.status === 'rejected' && outcome.code === 'credentials_refused')
    return unwell('credentials', `it ${outcome.reason}`)
  if (outcome.status === 'rejected' && outcome.code === 'wrong_endpoint')
    return unwell('address', `it ${outcome.reason}`)
  return unwell('answer', `it ${outcome.reason}: try again, and if it stays so, ask Zendesk`)
}
