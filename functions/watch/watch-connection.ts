import type { ConnectionCheck } from '../contracts/platform-operator.ts'
import { errorCode } from '../core/errors.ts'
import type { Clock, Telemetry } from '../core/ports.ts'
import { mendConnection } from './mend-connection.ts'
import type { Connection } from './open-connection.ts'

export interface WatchedConnection {
  readonly platform: string
  /** As `openConnection` has it. */
  readonly open: () => Promise<Connection | { readonly wrong: string } | undefined>
  /** Whether what is broken is put right, where nobody loses anything by it. */
  readonly mends: boolean
}

const dayMs = 24 * 3_600_000

/** Looks at what webhooks hang on, mends it where it may, and tells what it found by metrics and a line each. */
export async function watchConnection(
  { platform, open, mends }: WatchedConnection,
  { telemetry, now }: { readonly telemetry: Telemetry; readonly now: Clock },
): Promise<void> {
  try {
    const opened = await open()
    if (!opened)
      return telemetry.warn('connection_not_looked_at', { platform, finding: 'there is nothing to ask' })
    if ('wrong' in opened) {
      const finding = `the credentials in its secret are not as they have to be: ${opened.wrong}`
      return telemetry.warn('connection_not_looked_at', { platform, finding })
    }
    const checks = mends
      ? await mendConnection({
          check: opened.check,
          may: ({ takesAway }) => !takesAway,
          agree: async () => {},
          tell: ({ will, failed }) =>
            failed === undefined
              ? telemetry.warn('connection_mended', { platform, finding: will })
              : telemetry.warn('connection_not_mended', { platform, finding: `${will}: ${failed}` }),
        })
      : await opened.check()
    tell(platform, checks, { telemetry, now })
  } catch (error) {
    telemetry.warn('connection_unknown', { platform, code: errorCode(error) })
    telemetry.level(`ConnectionUnknown-${platform}`, 1)
  }
}

type Finding = 'broken' | 'ending' | 'unknown' | 'needs'

function tell(
  platform: string,
  checks: readonly ConnectionCheck[],
  { telemetry, now }: { readonly telemetry: Telemetry; readonly now: Clock },
): void {
  const counts: Record<Finding, number> = { broken: 0, ending: 0, unknown: 0, needs: 0 }
  for (const check of checks) {
    if (check.ok) continue
    const finding = findingOf(check, now())
    counts[finding] += 1
    const fields = { platform, about: check.about, finding: check.message }
    telemetry.warn(finding === 'needs' ? 'connection_not_looked_at' : `connection_${finding}`, fields)
  }
  // Where nobody could look there is no value: none broken would be good news.
  if (counts.needs === checks.length) return
  telemetry.level(`ConnectionUnknown-${platform}`, counts.unknown)
  if (counts.broken > 0 || counts.unknown === 0)
    telemetry.level(`ConnectionBroken-${platform}`, counts.broken)
  const ends = checks.flatMap(({ breaksAt }) => (breaksAt === undefined ? [] : [Date.parse(breaksAt)]))
  if (ends.length === 0) return
  const left = (Math.min(...ends) - now().getTime()) / dayMs
  telemetry.level(`ConnectionDaysLeft-${platform}`, Math.max(0, Math.floor(left)))
}

function findingOf({ unknown, breaksAt }: ConnectionCheck, now: Date): Finding {
  if (unknown !== undefined) return unknown === 'needs' ? 'needs' : 'unknown'
  return breaksAt !== undefined && Date.parse(breaksAt) > now.getTime() ? 'ending' : 'broken'
}
