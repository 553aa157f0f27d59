import type { Ledger, Row } from '../../core/ledger.ts'
import type { Clock, Randomness, Telemetry } from '../../core/ports.ts'

export interface DestinationPorts {
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

/** What all messages of a destination share: whether it is stopped, what failed last, how fast it may be asked. */
export type DestinationState = Row<'breaker'>

/** So many functions at most write to one destination at the same moment and lose again and again. */
const maxTries = 10

/**
 * Changes what all share, as it stands when it is written: where another was quicker, `change` is asked again.
 *
 * @param known as it was last read
 * @param change gives `undefined` where nothing is to be changed
 * @returns what stands there now; where it was not to be written, which is logged, as others left it
 */
export async function changeState(
  known: DestinationState | undefined,
  change: (state: DestinationState | undefined) => DestinationState | undefined,
  { ledger, config, telemetry }: Pick<DestinationPorts, 'ledger' | 'config' | 'telemetry'>,
): Promise<DestinationState | undefined> {
  let state = known
  for (let tries = 0; tries < maxTries; tries++) {
    const changed = change(state)
    if (!changed) return state
    const written = await ledger.replace('breaker', config.name, changed, state)
    if (written) return written
    state = await ledger.read('breaker', config.name)
  }
  telemetry.warn('destination_state_not_written', { destination: config.name, tries: maxTries })
  return state
}

/** Of a destination about which there was nothing to say so far. */
export function untroubled(now: Clock): DestinationState {
  const at = now().toISOString()
  return { open: false, since: at, probeAt: at, probes: 0, reason: '', stoppedMs: 0 }
}

export function sinceMs(instant: string, now: Clock): number {
  return Math.max(0, now().getTime() - Date.parse(instant))
}
