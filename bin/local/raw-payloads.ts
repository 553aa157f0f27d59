/** A webhook as the platform sent it. */
export interface RawPayload {
  /** Of the address that it was sent to. */
  readonly platform: string
  readonly contentType: string
  readonly body: Uint8Array
}

/** What the local run alone keeps, so that a developer sees what an event was made of. */
export interface RawPayloads {
  /** @param receivedAt as its events have it */
  keep(receivedAt: string, payload: RawPayload): void
  /** Those that came at that millisecond: more than one where two came at once. */
  of(receivedAt: string): readonly RawPayload[]
  forget(): void
}

/** Keeps the newest in memory: an erasure has to reach no file. */
export function keepRawPayloads({ maxPayloads = 2000, maxBytes = 32 * 1024 * 1024 } = {}): RawPayloads {
  const byTime = new Map<string, RawPayload[]>()
  let count = 0
  let bytes = 0

  function forgetOldest(): void {
    for (const [receivedAt, payloads] of byTime) {
      if (count <= maxPayloads && bytes <= maxBytes) return
      byTime.delete(receivedAt)
      count -= payloads.length
      bytes -= payloads.reduce((sum, { body }) => sum + body.length, 0)
    }
  }

  return {
    keep(receivedAt, payload) {
      byTime.set(receivedAt, [...(byTime.get(receivedAt) ?? []), payload])
      count += 1
      bytes += payload.body.length
      forgetOldest()
    },
    of: (receivedAt) => byTime.get(receivedAt) ?? [],
    forget() {
      byTime.clear()
      count = 0
      bytes = 0
    },
  }
}
