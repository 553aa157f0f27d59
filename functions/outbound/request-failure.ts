import { errorCode, RequestFailed } from '../core/errors.ts'

/** Error of a request that got no whole response; `ETIMEDOUT` or `aborted` where its signal ended it. */
export function requestFailure(
  error: unknown,
  {
    signal,
    uncertain,
    code = errorCode(error),
  }: {
    readonly signal?: AbortSignal | undefined
    readonly uncertain: boolean
    readonly code?: string
  },
): RequestFailed {
  if (error instanceof RequestFailed) return error
  const ended = signal?.aborted ? (isTimeout(signal.reason) ? 'ETIMEDOUT' : 'aborted') : code
  return new RequestFailed(ended, `no whole response: ${ended}`, { uncertain, cause: error })
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === 'TimeoutError'
}
