import type { Ledger, Row } from '../core/ledger.ts'
import type { Clock, Telemetry } from '../core/ports.ts'

export interface BreakerPorts {
  readonly config: { readonly name: string; readonly timeoutSeconds: number }
  readonly ledger: Ledger
  readonly telemetry: Telemetry
  readonly now: Clock
  readonly retryCapSeconds: number
}

export type Admission =
  | { admitted: false; afterSeconds: number }
  /** `stoppedMs`: how long the destination has been stopped in all, up to now. */
  | { admitted: true; row: Row<'breaker'> | undefined; stoppedMs: number }

const firstProbeSeconds = 15
/** A wrong date in a `Retry-After` must not stop a destination for good; a probe an hour does no harm. */
const longestAskedSeconds = 3600

/**
 * Whether an attempt may be made. While the destination is stopped all messages wait, in order and without
 * ageing; from time to time one of them, and only one, goes as a probe.
 */
export async function admit(ports: BreakerPorts): Promise<Admission> {
  const { ledger, config, now } = ports
  const row = await ledger.read('breaker', config.name)
  if (!row?.open) return { admitted: true, row, stoppedMs: row?.stoppedMs ?? 0 }
  const waitMs = Date.parse(row.probeAt) - now().getTime()
  if (waitMs > 0) return { admitted: false, afterSeconds: Math.ceil(waitMs / 1000) }
  const probes = row.probes + 1
  // No second probe while the first still waits for its answer.
  const probe = { ...row, probes, probeAt: nextProbe(probes, config.timeoutSeconds + 5, ports) }
  if (!(await ledger.replace('breaker', config.name, probe, row))) return { admitted: false, afterSeconds: 1 }
  return { admitted: true, row: probe, stoppedMs: row.stoppedMs + sinceMs(row, now) }
}

/**
 * Stops the destination: what concerns all of it must not be burnt on single messages.
 *
 * @param askedSeconds the receiver's `Retry-After`
 * @returns seconds until the next probe
 */
export async function stop(
  { row }: Exclude<Admission, { admitted: false }>,
  reason: string,
  askedSeconds: number | undefined,
  ports: BreakerPorts,
): Promise<number> {
  const { ledger, config, now, telemetry } = ports
  const probes = row?.open ? row.probes : 0
  const probeAt = nextProbe(probes, Math.min(askedSeconds ?? 0, longestAskedSeconds), ports)
  const stopped = {
    open: true,
    since: row?.open ? row.since : now().toISOString(),
    probeAt,
    probes,
    reason,
    stoppedMs: row?.stoppedMs ?? 0,
  }
  // Another message may have stopped it at the same moment: once is enough.
  await ledger.replace('breaker', config.name, stopped, row)
  telemetry.count('DestinationStopped')
  telemetry.warn('destination_stopped', { destination: config.name, reason, probes })
  return Math.max(1, Math.ceil((Date.parse(probeAt) - now().getTime()) / 1000))
}

/** A success after a stop lets everything flow again. */
export async function resume(
  { row }: Exclude<Admission, { admitted: false }>,
  ports: BreakerPorts,
): Promise<void> {
  if (!row?.open) return
  const { ledger, config, now, telemetry } = ports
  const closed = { ...row, open: false, probes: 0, stoppedMs: row.stoppedMs + sinceMs(row, now) }
  await ledger.replace('breaker', config.name, closed, row)
  telemetry.info('destination_resumed', { destination: config.name })
}

function nextProbe(probes: number, leastSeconds: number, { now, retryCapSeconds }: BreakerPorts): string {
  const seconds = Math.min(retryCapSeconds, firstProbeSeconds * 2 ** Math.min(probes, 10))
  return new Date(now().getTime() + Math.max(seconds, leastSeconds) * 1000).toISOString()
}

function sinceMs(row: Row<'breaker'>, now: Clock): number {
  return Math.max(0, now().getTime() - Date.parse(row.since))
}
