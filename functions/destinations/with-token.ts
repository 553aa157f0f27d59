import type { TokenCache } from './contract.ts'

/**
 * Sends with a token; at 401 drops it and sends once more with a new one, because a system may have forgotten a token
 * before it expired.
 *
 * @param obtain asks the system for a new one
 * @returns the answer, which may be the second 401
 */
export async function withToken(
  tokens: TokenCache,
  name: string,
  obtain: () => Promise<{ token: string; expiresInSeconds: number }>,
  send: (token: string) => Promise<Response>,
): Promise<Response> {
  const token = await tokens.get(name, obtain)
  const answer = await send(token)
  if (answer.status !== 401) return answer
  tokens.drop(name, token)
  return send(await tokens.get(name, obtain))
}
