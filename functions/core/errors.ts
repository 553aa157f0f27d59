/** Errors whose `code` may be logged; `message` may quote a person and may not. */
abstract class CodedError extends Error {
  readonly code: string
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
    this.code = code
  }
}

/** The bytes are not proven to come from the platform: refused with 401 and dropped. */
export class NotProven extends CodedError {}

/** Proven or not, a body of this content type is never taken: refused with 415. */
export class UnsupportedMediaType extends CodedError {}

/** Genuine bytes that cannot be read at all: quarantined whole. */
export class MalformedPayload extends CodedError {}

/** A secret, setting or deployment file that cannot be used: the operator has to act, nothing is dropped. */
export class Misconfigured extends CodedError {}

/** A store or queue did not take something: the caller sends again. */
export class NotAccepted extends CodedError {}

/** A request that got no whole response. `uncertain`: some of it was sent, so it may have been taken all the same. */
export class RequestFailed extends CodedError {
  readonly uncertain: boolean
  constructor(code: string, message: string, options: ErrorOptions & { uncertain: boolean }) {
    super(code, message, options)
    this.uncertain = options.uncertain
  }
}

/** What a log line may say of any thrown value: a code, never the message. */
export function errorCode(error: unknown): string {
  if (error instanceof CodedError) return error.code
  if (error instanceof Error) {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
    return code ?? error.name
  }
  return 'unknown'
}
