import type { TokenCache } from '../contracts/destination.ts'
import type { Clock } from '../core/ports.ts'

/** Margin of renewal, or a tenth of the token's life if that is shorter: one that expires on its way is refused. */
const renewedBeforeSeconds = 60

/** Tokens of one function, kept in its memory only. What `obtain` fails with is not kept. */
export function createTokenCache(now: Clock): TokenCache {
  const kept = new Map<string, { token: string; until: number }>()
  const underWay = new Map<string, Promise<string>>()

  async function renew(name: string, obtain: Parameters<TokenCache['get']>[1]): Promise<string> {
    // Its life may begin at any time during the request.
    const asked = now().getTime()
    const { token, expiresInSeconds } = await obtain()
    const life = expiresInSeconds - Math.min(renewedBeforeSeconds, expiresInSeconds / 10)
    kept.set(name, { token, until: asked + life * 1000 })
    return token
  }

  return {
    async get(name, obtain) {
      const known = kept.get(name)
      if (known && now().getTime() < known.until) return known.token
      const asked = underWay.get(name) ?? renew(name, obtain).finally(() => underWay.delete(name))
      underWay.set(name, asked)
      return asked
    },
    drop(name, token) {
      if (kept.get(name)?.token === token) kept.delete(name)
    },
  }
}
