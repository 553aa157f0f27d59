import { NotAccepted } from '../core/errors.ts'
import { sha256 } from '../core/ids.ts'
import type { MarkingStore } from '../core/ports.ts'

/**
 * `remember` of an adapter, by objects `notices/<platform>/first/<hash of the name>`, which live for two days.
 *
 * @throws NotAccepted `not_remembered` where another request is just writing the same; store errors as they are
 */
export function rememberFirst(platform: string, store: MarkingStore) {
  return async (name: string, value: string): Promise<string> => {
    const key = `notices/${platform}/first/${sha256(name).slice(0, 32)}`
    if (await store.putNew(key, value, 'text/plain')) return value
    const known = await store.get(key)
    if (!known) throw new NotAccepted('not_remembered', 'another request is just being proven by the same')
    return Buffer.from(known).toString('utf8')
  }
}
