import type { PlatformSender } from './contract.ts'

/** The request that brings a payload to the local run, or to a webhook: posted, or put where the platform puts it. */
export function toRequest(
  sender: PlatformSender,
  payload: Uint8Array,
  { url, secrets, now }: { url: string; secrets: Record<string, unknown>; now: Date },
): { url: string; method: string; headers: Record<string, string>; body: Uint8Array } {
  const key = sender.keyOf?.(payload)
  if (key === undefined) return { url, ...sender.sign(payload, secrets, now) }
  return { url: new URL(`/local/bucket/${key}`, url).href, method: 'PUT', headers: {}, body: payload }
}
