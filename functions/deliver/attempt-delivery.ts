import type { RoutedEvent } from '../../schemas/contact-event.ts'
import { DeliveryEnded } from '../contracts/delivery-ended.ts'
import type {
  AttachmentAccess,
  DeliveryContext,
  DeliveryOutcome,
  OpenDestination,
} from '../contracts/destination.ts'
import { compact } from '../core/compact.ts'
import { errorCode } from '../core/errors.ts'
import { failureOutcome } from '../kits/http/http-outcome.ts'
import { attachmentAccess } from './attachment-access.ts'
import type { Attempt, DeliverPorts } from './attempt.ts'
import { watchRequests } from './watch-requests.ts'

/** Asks the adapter, and first, where an earlier attempt may have got through, whether it did. */
export async function attemptDelivery(attempt: Attempt, ports: DeliverPorts): Promise<DeliveryOutcome> {
  const { adapter, config } = ports
  const { event, known, progress } = attempt
  let settings: unknown
  try {
    settings = await ports.settings()
  } catch (error) {
    // No message is to be burnt on a secret that an operator has yet to put there.
    return { status: 'retry', reason: `no settings (${errorCode(error)})`, scope: 'destination' }
  }
  let attachments: AttachmentAccess
  try {
    attachments = await attachmentAccess(event, ports)
  } catch (error) {
    // Most messages have none: they go on.
    return { status: 'retry', reason: `no key for links (${errorCode(error)})`, scope: 'message' }
  }
  return withinTime(config.timeoutSeconds, ports.showFailure, async (signal) => {
    const nth = (attempt.before?.attempts ?? 0) + 1
    const context: DeliveryContext<unknown> = {
      settings,
      idempotencyKey: event.id,
      attempt: nth,
      ...known,
      ...compact({ progress, certificateAuthority: config.certificateAuthority }),
      attachments,
      ...watchRequests({ eventId: event.id, attempt: nth, settings }, ports),
      connect: ports.connect,
      signal,
      now: ports.now,
    }
    const system = adapter.open(context)
    const there = isUncertain(attempt) ? await lookUp(system, event, ports.showFailure) : undefined
    return there ?? system.deliver(event)
  })
}

/** Whether an earlier attempt may have got through: its outcome says so, or nobody wrote one, or it is the first of a replay. */
function isUncertain({ generation, row }: Attempt): boolean {
  return row?.uncertain === true || (generation > 0 && row?.generation !== generation)
}

/** What an earlier attempt came to; while the system does not say, nothing is sent. */
async function lookUp(
  system: OpenDestination,
  event: RoutedEvent,
  showFailure: DeliverPorts['showFailure'],
): Promise<DeliveryOutcome | undefined> {
  try {
    const remote = await system.findExisting?.(event)
    return remote && { status: 'delivered', remote, deduplicated: true }
  } catch (error) {
    const outcome = error instanceof DeliveryEnded ? error.outcome : failureOutcome(error)
    if (!(error instanceof DeliveryEnded)) showFailure?.(error)
    if (outcome.status === 'delivered') return outcome
    // What the look-up was refused with says nothing of the message.
    const retry = { scope: 'message' as const, ...outcome, status: 'retry' as const, uncertain: true }
    return { ...retry, reason: `the look-up ${outcome.reason}` }
  }
}

/** What an adapter comes to that may hang, in spite of its signal, or throw. */
async function withinTime(
  seconds: number,
  showFailure: DeliverPorts['showFailure'],
  run: (signal: AbortSignal) => Promise<DeliveryOutcome>,
): Promise<DeliveryOutcome> {
  const abort = new AbortController()
  const timedOut = new Promise<DeliveryOutcome>((resolve) => {
    abort.signal.addEventListener('abort', () =>
      resolve({ status: 'retry', reason: 'time-out', uncertain: true }),
    )
  })
  const timer = setTimeout(() => abort.abort(), seconds * 1000)
  try {
    return await Promise.race([run(abort.signal), timedOut])
  } catch (error) {
    showFailure?.(error)
    return { status: 'retry', reason: `the adapter failed (${errorCode(error)})`, uncertain: true }
  } finally {
    clearTimeout(timer)
  }
}
