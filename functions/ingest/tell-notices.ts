import type { NormalizeResult, WebhookRequest } from '../contracts/platform.ts'
import { sha256 } from '../core/ids.ts'
import type { AcceptPorts } from './ports.ts'

/**
 * Tells operators what was ignored and concerns them. What comes again and again is told once a day: its mark lies
 * under `notices/<platform>/<day>/<hash>`.
 */
export async function tellNotices(
  { receivedAt }: Pick<WebhookRequest, 'receivedAt'>,
  ignored: NormalizeResult['ignored'],
  { platform, store, telemetry }: Pick<AcceptPorts, 'store' | 'telemetry'> & { platform: { name: string } },
): Promise<void> {
  const day = receivedAt.toISOString().slice(0, 10)
  for (const { what, why, notice, daily } of ignored) {
    if (!notice) continue
    const key = `notices/${platform.name}/${day}/${sha256(JSON.stringify([what, why])).slice(0, 32)}`
    // A notice that is told twice is better than a webhook that is refused for it.
    if (daily && !(await store.putNew(key, what, 'text/plain').catch(() => true))) continue
    telemetry.count('Notices')
    telemetry.warn('notice', { platform: platform.name, what, why })
  }
}
