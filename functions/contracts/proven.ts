/** What is read of a webhook. */
export interface Readable {
  /** The raw bytes, as signed. */
  readonly body: Uint8Array
  readonly headers: Headers
}

/** Headers that say how to read the bytes, and the name of a delivery; none that proves anything. */
const readHeader = /^(content-type|webhook-id|x-envelope-(from|to))$/

/** The headers that an adapter reads by, and that quarantine therefore keeps beside the bytes. */
export function readableHeaders(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => readHeader.test(name)))
}

/**
 * A genuine webhook: bytes and the headers to read them by. Three functions make one, and its private field lets nothing
 * else pass for one. Both give the same of the same webhook, so that an adapter reads from quarantine what it read,
 * or could not read, when it came.
 */
export class Proven implements Readable {
  readonly body: Uint8Array
  readonly #headers: Headers

  private constructor({ body, headers }: Readable) {
    this.body = body
    this.#headers = new Headers(readableHeaders(headers))
  }

  /** Those of `readableHeaders`. */
  get headers(): Headers {
    return this.#headers
  }

  /** Makes one of a request that `verify` does not refuse. @throws what `verify` throws */
  static async byVerifying<Request extends Readable>(
    request: Request,
    verify: (request: Request) => void | Promise<void>,
  ): Promise<Proven> {
    await verify(request)
    return new Proven(request)
  }

  /**
   * Makes one of what lies where only the platform, or who holds an address that was given to it, could put it; and of
   * what was fetched from the platform for something that lies there.
   */
  static fromBucket(kept: Readable): Proven {
    return new Proven(kept)
  }

  /** Makes one of what was verified when it came: ingest alone writes to quarantine, and keeps no proof there. */
  static fromQuarantine(kept: Readable): Proven {
    return new Proven(kept)
  }
}
