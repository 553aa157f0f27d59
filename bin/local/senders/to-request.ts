import type { PlatformSender } from './contract.ts'

/**
 * The request that brings a payload to the local run, or to a webhook: posted, put where the platform puts it, or, where the
 * webhook only points to it, put where the local run lets its stand-in for the platform hold it and then points to it.
 */
export function toRequest(
  sender: PlatformSender,
  payload: Uint8Array,
  { url, secrets, now }: { url: string; secrets: Record<string, unknown>; now: Date },
): { url: string; method: string; headers: Record<string, string>; body: Uint8Array } {
  const key = sender.keyOf?.(payload)
  const [platform = ''] = new URL(url).pathname.split('/').slice(-1)
  if (key === undefined && (sender.holds?.(payload).length ?? 0) > 0)
    return { url: new URL(`/local/held/${platform}`, url).href, method: 'PUT', headers: {}, body: payload }
  if (key === undefined) return { url, ...sender.sign(payload, secrets, now) }
  return { url: new URL(`/local/bucket/${key}`, url).href, method: 'PUT', headers: {}, body: payload }
}
