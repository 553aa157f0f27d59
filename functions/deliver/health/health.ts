import type { Ledger, Row } from '../../core/ledger.ts'
import type { Clock, Randomness, Telemetry } from '../../core/ports.ts'

export interface HealthPorts {
  readonly config: {
    readonly name: string
    readonly timeoutSeconds: number
    readonly concurrency: number
    readonly requestsPerSecond?: number | undefined
  }
  readonly adapter: { readonly limits: { readonly requestsPerSecond?: number } }
  readonly ledger: Ledger
  readonly telemetry: Telemetry
  readonly now: Clock
  readonly random: Randomness
  readonly retryCapSeconds: number
}

type RowPorts = Pick<HealthPorts, 'ledger' | 'config'>

/**
 * A destination's health, one row that all its functions share: whether its circuit breaker is open, what failed last,
 * and the adaptive rate. The row has the names that the first release stored it by: while a deployment is under way,
 * functions of both releases read and write it.
 */
export type Health = Row<'breaker'>

/** Limit of tries: that many functions at most write one destination's row at the same moment and lose again and again. */
const maxTries = 10

export function readHealth({ ledger, config }: RowPorts): Promise<Health | undefined> {
  return ledger.read('breaker', config.name)
}

/** @returns the row as it stands now; `undefined` where another function was quicker */
export function replaceHealth(
  known: Health | undefined,
  changed: Health,
  { ledger, config }: RowPorts,
): Promise<Health | undefined> {
  return ledger.replace('breaker', config.name, changed, known)
}

/**
 * Changes what all functions share, as it stands when it is written: where another was quicker, `change` is asked again.
 *
 * @param known as it was last read
 * @param change gives `undefined`, or what it was given, where nothing is to be changed
 * @returns what stands there now; where it was not to be written, which is logged, as others left it
 */
export async function changeHealth(
  known: Health | undefined,
  change: (health: Health | undefined) => Health | undefined,
  ports: RowPorts & Pick<HealthPorts, 'telemetry'>,
): Promise<Health | undefined> {
  let health = known
  for (let tries = 0; tries < maxTries; tries++) {
    const changed = change(health)
    if (!changed || changed === health) return health
    const written = await replaceHealth(health, changed, ports)
    if (written) return written
    health = await readHealth(ports)
  }
  ports.telemetry.warn('destination_state_not_written', { destination: ports.config.name, tries: maxTries })
  return health
}

/** Health of a destination that nothing has failed at so far: its breaker is closed. */
export function closedState(now: Clock): Health {
  const at = now().toISOString()
  return { open: false, since: at, probeAt: at, probes: 0, reason: '', stoppedMs: 0 }
}

/** Milliseconds, never negative. */
export function sinceMs(instant: string, now: Clock): number {
  return Math.max(0, now().getTime() - Date.parse(instant))
}

export function secondsFrom(now: Clock, seconds: number): string {
  return new Date(now().getTime() + seconds * 1000).toISOString()
}

/** Later one of two instants that are written alike. */
export function later(one: string, other: string | undefined = ''): string {
  return one > other ? one : other
}
