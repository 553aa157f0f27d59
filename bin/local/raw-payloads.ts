/** A webhook as the platform sent it. */
export interface RawPayload {
  /** Of the address that it was sent to. */
  readonly platform: string
  readonly contentType: string
  readonly body: Uint8Array
}

/** When a request was under way. */
export interface UnderWay {
  readonly from: Date
  readonly to: Date
}

/** What the local run alone keeps, so that a developer sees what an event was made of. */
export interface RawPayloads {
  /** @param underWay the function that took it read its own clock between the two */
  keep(underWay: UnderWay, payload: RawPayload): void
  /**
   * What an event can have been made of: more than one where several were under way at once.
   *
   * @param receivedAt as the event has it
   * @param ownId what the platform calls the message: where payloads name it, they alone are meant
   */
  of(receivedAt: string, ownId?: string): readonly RawPayload[]
  forget(): void
}

/** Keeps the newest in memory: an erasure has to reach no file. */
export function keepRawPayloads({ maxPayloads = 2000, maxBytes = 32 * 1024 * 1024 } = {}): RawPayloads {
  /** Oldest first. */
  let kept: { readonly from: number; readonly to: number; readonly payload: RawPayload }[] = []
  let bytes = 0

  return {
    keep({ from, to }, payload) {
      kept.push({ from: from.getTime(), to: to.getTime(), payload })
      bytes += payload.body.length
      while (kept.length > maxPayloads || bytes > maxBytes)
        bytes -= kept.shift()?.payload.body.length ?? bytes
    },
    of(receivedAt, ownId) {
      const at = Date.parse(receivedAt)
      const possible = kept.filter(({ from, to }) => from <= at && at <= to).map(({ payload }) => payload)
      const named =
        ownId === undefined ? [] : possible.filter(({ body }) => Buffer.from(body).includes(ownId))
      return named.length > 0 ? named : possible
    },
    forget() {
      kept = []
      bytes = 0
    },
  }
}
