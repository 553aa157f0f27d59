import { DeliveryEnded } from '../../contracts/delivery-ended.ts'
import type { TokenCache } from '../../contracts/destination.ts'
import { errorCode } from '../../core/errors.ts'
import { failureOutcome } from './http-outcome.ts'

type Obtain = Parameters<TokenCache['get']>[1]

/**
 * Sends with a token; at 401 drops it and sends once more with a new one, because a system may have forgotten a token
 * before it expired.
 *
 * @param obtain asks the system for a new one
 * @returns the answer, which may be the second 401
 * @throws DeliveryEnded where `obtain` fails, and what `send` throws
 */
export async function withToken(
  tokens: TokenCache,
  name: string,
  obtain: Obtain,
  send: (token: string) => Promise<Response>,
): Promise<Response> {
  const signIn = () => obtainUnsent(obtain)
  const token = await tokens.get(name, signIn)
  const answer = await send(token)
  if (answer.status !== 401) return answer
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
