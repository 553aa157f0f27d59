import type { Destination, ProbeContext, ProbeFinding } from '../../functions/contracts/destination.ts'
import type { Clock } from '../../functions/core/ports.ts'
import type { DestinationConfig } from '../../schemas/deployment.ts'

export interface ProbePorts extends Pick<ProbeContext<unknown>, 'tokens' | 'fetch' | 'connect'> {
  readonly adapter: Destination
  readonly config: Pick<DestinationConfig, 'timeoutSeconds' | 'certificateAuthority'>
  /** @throws Misconfigured where the secret cannot be used */
  readonly settings: () => Promise<unknown>
  readonly now: Clock
}

/** Asks the adapter whether its settings and its system fit; `undefined` where it cannot say. */
export async function probeDestination({
  adapter,
  config,
  settings,
  tokens,
  fetch,
  connect,
  now,
}: ProbePorts): Promise<ProbeFinding[] | undefined> {
  const operator = await adapter.operator?.()
  if (!operator?.probe) return undefined
  const signal = AbortSignal.timeout(config.timeoutSeconds * 1000)
  const { certificateAuthority } = config
  return operator.probe({
    settings: await settings(),
    tokens,
    fetch,
    connect,
    ...(certificateAuthority !== undefined && { certificateAuthority }),
    signal,
    now,
  })
}
