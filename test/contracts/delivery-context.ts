import type { DeliveryContext, ProbeContext } from '../../functions/contracts/destination.ts'
import { attachmentAccess } from '../../functions/deliver/attachment-access.ts'
import { createGuardedConnect } from '../../functions/outbound/guarded-connect.ts'
import { createGuardedFetch } from '../../functions/outbound/guarded-fetch.ts'
import { createTokenCache } from '../../functions/outbound/token-cache.ts'
import type { RoutedEvent } from '../../schemas/contact-event.ts'

/** When a test's attempt is made, unless it says otherwise. */
export const attemptedAt = new Date('2026-11-21T10:00:00.500Z')

/** What the object store holds: the photo of `routedMail`, of the size that it says. */
export const storedPhoto = {
  key: 'attachments/2026/11/20/foto',
  bytes: Uint8Array.from({ length: 81_233 }, (_, index) => [0xff, 0xd8, 0xff][index] ?? index % 251),
}

const fetch = createGuardedFetch({ allowHttp: true, allowPrivateAddresses: true })
const connect = createGuardedConnect({ allowPrivateAddresses: true })

/** What deliver hands to an adapter, complete: systems on this machine may be called. */
export async function deliveryContext<Settings>(
  event: RoutedEvent,
  settings: Settings,
  overrides: Partial<DeliveryContext<Settings>> = {},
): Promise<DeliveryContext<Settings>> {
  const now = overrides.now ?? (() => attemptedAt)
  return {
    settings,
    idempotencyKey: event.id,
    attempt: 1,
    attachments: await attachmentAccess(event, {
      store: { get: async (key) => (key === storedPhoto.key ? storedPhoto.bytes : undefined) },
      links: {
        baseUrl: 'https://links.netzdialog.test',
        days: 90,
        keys: async () => ({ key: 'only-for-tests-0123456789abcdef01', others: [] }),
      },
      now,
    }),
    tokens: createTokenCache(now),
    fetch,
    connect,
    signal: AbortSignal.timeout(10_000),
    now,
    ...overrides,
  }
}

/** What a probe is handed. */
export function probeContext<Settings>(
  settings: Settings,
  overrides: Partial<ProbeContext<Settings>> = {},
): ProbeContext<Settings> {
  const now = overrides.now ?? (() => attemptedAt)
  const signal = AbortSignal.timeout(10_000)
  return { settings, tokens: createTokenCache(now), fetch, connect, signal, now, ...overrides }
}
