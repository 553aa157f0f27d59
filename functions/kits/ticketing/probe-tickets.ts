import { DeliveryEnded } from '../../contracts/delivery-ended.ts'
import type { ProbeFinding } from '../../contracts/destination.ts'
import { failureFinding } from '../delivery/failure-finding.ts'
import { fine, wrong } from '../delivery/finding.ts'

export type ProbeStep = () => Promise<readonly ProbeFinding[]>

export interface TicketProbe {
  readonly url: string
  /** Where the system’s operator looks: `RT’s log`. */
  readonly log: string
  /** Remedies where the first request is refused: `make another token`, `Zammad is not there: correct url`. */
  readonly refused: { readonly credentials: string; readonly address: string }
  /**
   * Finds out who answers and whether they take the credentials.
   *
   * @returns what else to find out; or what ends the probe, as a status where it means what it does everywhere
   */
  reach(): Promise<readonly ProbeStep[] | { readonly refused: ProbeFinding | number }>
  /** What it means there that a step was ended; `undefined` leaves it to HTTP. */
  judge?(ended: DeliveryEnded): ProbeFinding | undefined
}

/** Runs a probe. A step that is refused tells so, and the next one follows; where nobody answers none does. */
export async function probeTickets(probe: TicketProbe): Promise<ProbeFinding[]> {
  const { protocol, host } = new URL(probe.url)
  const findings: ProbeFinding[] = []
  let steps: readonly ProbeStep[]
  try {
    const reached = await probe.reach()
    if ('refused' in reached) return [refusedFinding(reached.refused, probe)]
    steps = reached
  } catch (error) {
    return [endedFinding(error, host, probe)]
  }
  findings.push(fine('address', `${host} answers`))
  if (protocol === 'https:') findings.push(fine('certificate', 'its certificate is valid'))
  findings.push(fine('credentials', 'it takes the credentials'))
  for (const step of steps) {
    try {
      findings.push(...(await step()))
    } catch (error) {
      const finding = endedFinding(error, host, probe)
      if (!findings.some(({ message }) => message === finding.message)) findings.push(finding)
      if (error instanceof DeliveryEnded && error.failure !== undefined) break
    }
  }
  return findings
}

/** Of rejections that say by themselves what to do. */
const aboutRejected = new Map<string, ProbeFinding['check']>([
  ['credentials_refused', 'credentials'],
  ['wrong_endpoint', 'address'],
])

function endedFinding(error: unknown, host: string, { judge, log }: TicketProbe): ProbeFinding {
  if (!(error instanceof DeliveryEnded)) throw error
  const { outcome, failure } = error
  const judged = judge?.(error)
  if (judged) return judged
  if (failure !== undefined) return failureFinding(failure, host)
  if (outcome.status === 'delivered') throw new TypeError('no probe ends well early')
  const about = outcome.status === 'rejected' ? aboutRejected.get(outcome.code) : undefined
  if (about) return wrong(about, `it ${outcome.reason}`)
  const remedy = `${outcome.status === 'retry' ? 'try again, or ' : ''}look into ${log}`
  return wrong('answer', `a look-up was not answered (${outcome.reason}): ${remedy}`)
}

function refusedFinding(refused: ProbeFinding | number, { log, refused: remedy }: TicketProbe): ProbeFinding {
  if (typeof refused === 'object') return refused
  const answered = `(answered ${refused})`
  if (refused === 401 || refused === 403)
    return wrong('credentials', `it refuses the credentials ${answered}: ${remedy.credentials}`)
  if (refused >= 300 && refused < 400)
    return wrong('address', `it sends on to another address ${answered}: set that one as url`)
  if (refused >= 500) return wrong('answer', `it has a fault of its own ${answered}: look into ${log}`)
  if (refused === 429) return wrong('answer', `it is asked too much just now ${answered}: try again`)
  return wrong('address', `${remedy.address} ${answered}`)
}

/** A key that nobody has, by which a look-up shows whether it filters. */
export function nobodysKey({ now }: { readonly now: () => Date }): string {
  return `probe:${now().getTime()}`
}

/** @param found what a search for such a key has found. @param remedy where it is not nothing */
export function lookUpFinding(found: readonly unknown[], remedy: string, what = 'tickets'): ProbeFinding {
  return found.length === 0
    ? fine('look-up', `a search for a key that nobody has finds no ${what}`)
    : wrong('look-up', `a search for a key that nobody has finds ${what}: ${remedy}`)
}
