import type { ProbeContext, ProbeFinding } from '../../contracts/destination.ts'
import { RequestFailed } from '../../core/errors.ts'
import { failureFinding } from '../../kits/delivery/failure-finding.ts'
import { fine, wrong } from '../../kits/delivery/finding.ts'
import { encodeEvent } from './encode-event.ts'
import type { WebhookSettings } from './settings.ts'
import { signBody } from './sign-body.ts'

/** What a receiver answers with 2xx and does nothing about: it is no contact. */
const probeType = 'de.netzdialog.probe.v1'
/** A key that nobody has. */
const wrongSecret = `whsec_${Buffer.alloc(32).toString('base64')}`

/**
 * Posts an event of type `de.netzdialog.probe.v1` as a contact event would be posted, then one with a wrong signature:
 * a receiver that takes this too verifies nothing.
 */
export async function probe(context: ProbeContext<WebhookSettings>): Promise<ProbeFinding[]> {
  const { settings } = context
  const { protocol, host } = new URL(settings.url)
  let answer: Response
  try {
    answer = await post(context, settings.signingSecrets)
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error
    return [failureFinding(error.code, host)]
  }
  const reached: ProbeFinding[] = [
    { check: 'address', ok: true, message: `${host} answers` },
    ...(protocol === 'https:' ? [fine('certificate', 'its certificate is valid')] : []),
  ]
  const { status } = answer
  if (!answer.ok) return [...reached, refusal(answer, context.now())]
  const taken: ProbeFinding = {
    check: 'credentials',
    ok: true,
    message: `it takes a signed event (answered ${status})`,
  }
  return [...reached, taken, ...(await probeSignature(context))]
}

async function post(
  { settings, fetch, signal, now }: ProbeContext<WebhookSettings>,
  secrets: readonly string[],
): Promise<Response> {
  const at = now()
  const id = `probe_${at.getTime()}`
  const { headers, body } = encodeEvent(
    {
      specversion: '1.0',
      type: probeType,
      source: '/netzdialog',
      id,
      time: at.toISOString(),
      datacontenttype: 'application/json',
      data: {},
    },
    settings.mode,
  )
  return fetch(settings.url, {
    method: 'POST',
    headers: {
      ...headers,
      ...signBody(body, id, at, secrets),
      ...(settings.authorization && { authorization: settings.authorization }),
      'user-agent': 'netzdialog/1',
    },
    body,
    signal,
  })
}

async function probeSignature(context: ProbeContext<WebhookSettings>): Promise<ProbeFinding[]> {
  try {
    const { status } = await post(context, [wrongSecret])
    if (status >= 200 && status < 300)
      return [
        {
          check: 'signature',
          ok: false,
          message: `it takes a wrongly signed event too (answered ${status}): let it verify the signature, or whoever knows the address can forge contacts`,
        },
      ]
    return [{ check: 'signature', ok: true, message: `it refuses a wrong signature (answered ${status})` }]
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error
    // A receiver that hangs up on forgeries is as good as one that answers 401.
    return [{ check: 'signature', ok: true, message: `it gives a wrong signature no answer (${error.code})` }]
  }
}

/** Seconds by which a clock may be off, until somebody looks for the fault there. */
const maxClockSeconds = 60

/** What a receiver that verifies signatures and has a wrong clock needs, for it takes genuine ones for old. */
function clockRemedy({ headers }: Response, now: Date): string {
  const off = Math.round((Date.parse(headers.get('date') ?? '') - now.getTime()) / 1000)
  if (Math.abs(off) <= maxClockSeconds) return 'its clock is right'
  if (Number.isNaN(off)) return 'or set its clock, where that is wrong: a signature is good for minutes'
  const [minutes, way] = [Math.round(Math.abs(off) / 60), off < 0 ? 'slow' : 'fast']
  return `but first set its clock, which is ${minutes} min ${way}: a signature is good for minutes`
}

function refusal(answer: Response, now: Date): ProbeFinding {
  const { status } = answer
  const answered = `(answered ${status})`
  if (status < 400)
    return wrong(
      'address',
      `it sends on to another address ${answered}: set that one as url, redirects are not followed`,
    )
  switch (status) {
    case 401:
    case 403:
      return wrong(
        'credentials',
        `it refuses the signature or the authorization ${answered}: put a secret that the receiver knows into signingSecrets, and what it expects into authorization; ${clockRemedy(answer, now)}`,
      )
    case 404:
      return wrong('address', `there is nothing under this path ${answered}: correct url`)
    case 405:
      return wrong('address', `it takes no POST there ${answered}: correct url`)
    case 410:
      return wrong('address', `it wants nothing more at this address ${answered}: set the new url`)
    case 415:
      return wrong('address', `it does not take the content type ${answered}: try the other mode`)
    case 429:
      return wrong('answer', `it is asked too much just now ${answered}: nothing is wrong, try again`)
    default:
      return status >= 500
        ? wrong('answer', `it has a fault of its own ${answered}: its operator has to look`)
        : wrong(
            'answer',
            `it refuses the probe ${answered}: the receiver should answer 2xx to event types that it does not know`,
          )
  }
}
