import { DeliveryEnded } from '../../contracts/delivery-ended.ts'
import type { TokenCache } from '../../contracts/destination.ts'
import { errorCode } from '../../core/errors.ts'
import { failureOutcome } from './http-outcome.ts'

type Obtain = Parameters<TokenCache['get']>[1]

/**
 * Sends with a token; where that is refused drops it and sends once more with a new one, because a system may have
 * forgotten a token before it expired.
 *
 * @param obtain asks the system for a new one
 * @param isRefused whether a response is about the token; by the status 401 where left out
 * @returns the response, which may be the second refusal
 * @throws DeliveryEnded where `obtain` fails, and what `send` throws
 */
export async function withToken<Received extends { readonly status: number }>(
  tokens: TokenCache,
  name: string,
  obtain: Obtain,
  send: (token: string) => Promise<Received>,
  isRefused: (response: Received) => boolean = ({ status }) => status === 401,
): Promise<Received> {
  const signIn = () => obtainUnsent(obtain)
  const token = await tokens.get(name, signIn)
  const response = await send(token)
  if (!isRefused(response)) return response
  tokens.drop(name, token)
  return send(await tokens.get(name, signIn))
}

/** What fails here is never uncertain: nothing of a message has been sent. */
async function obtainUnsent(obtain: Obtain): ReturnType<Obtain> {
  try {
    return await obtain()
  } catch (error) {
    const ended =
      error instanceof DeliveryEnded ? error : new DeliveryEnded(failureOutcome(error), errorCode(error))
    if (ended.outcome.status !== 'retry') throw ended
    const { uncertain: _, ...certain } = ended.outcome
    throw new DeliveryEnded(certain, ended.failure)
  }
}
