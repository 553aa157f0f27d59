import { errorCode } from '../core/errors.ts'
import type { Clock, Telemetry } from '../core/ports.ts'
import { type AcceptedByHour, isQuiet, lookBackHours } from './is-quiet.ts'

export interface SilencePorts {
  /** What the platform sent, in the last so many hours. */
  readonly accepted: (hours: number) => Promise<AcceptedByHour>
  readonly telemetry: Telemetry
  readonly now: Clock
}

const hourMs = 3_600_000

/** Says whether a platform is quiet that always talks; says nothing where that cannot be known, and is no good news then. */
export async function watchSilence(platform: string, ports: SilencePorts): Promise<void> {
  const { accepted, telemetry, now } = ports
  try {
    const current = Math.floor(now().getTime() / hourMs)
    const quiet = isQuiet(await accepted(lookBackHours), current)
    telemetry.level(`Quiet-${platform}`, quiet ? 1 : 0)
    if (quiet) telemetry.warn('platform_quiet', { platform })
  } catch (error) {
    telemetry.warn('silence_not_judged', { platform, code: errorCode(error) })
  }
}
