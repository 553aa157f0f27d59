import { describe, expect, it } from 'vitest'
import { errorCode } from '../../../../functions/core/errors.ts'
import { fetchWithKeys } from '../../../../functions/kits/http/fetch-with-keys.ts'

/** Asks with a key for each answer. @returns what came of it, and the keys that were asked with */
async function ask(answers: readonly number[]) {
  const asked: string[] = []
  const request = {
    url: 'https://mails.example/1',
    keys: answers.map((_, n) => `key ${n}`),
    headersOf: (key: string) => ({ authorization: key }),
  }
  const outcome = await fetchWithKeys(request, {
    async fetch(_, { headers }) {
      asked.push(headers['authorization'] ?? '')
      return new Response('mail', { status: answers[asked.length - 1] ?? 500 })
    },
    signal: new AbortController().signal,
  }).then((bytes) => bytes && Buffer.from(bytes).toString(), errorCode)
  return [outcome, asked.length]
}

describe('what is fetched with one of several keys', () => {
  it.each([
    ['comes with the first that has it', [200, 200], 'mail', 1],
    ['comes with the next where one is refused', [401, 403, 200, 200], 'mail', 3],
    ['comes with the next where the account of one never had it', [404, 410, 200], 'mail', 3],
    ['is not there where every account says so', [404, 410], undefined, 2],
    ['is not there where one account says so and the others refuse the key', [401, 404, 403], undefined, 3],
    ['is asked for again where every key is refused', [401, 403], 'http_403', 2],
    ['is asked for again where there is no key', [], 'http_401', 0],
    [
      'is asked for again where one of the accounts that may have it does not answer',
      [404, 503, 200],
      'http_503',
      2,
    ],
    ['is asked for again, with no other key, where there are too many requests', [429, 200], 'http_429', 1],
  ] as const)('%s', async (_, answers, outcome, asked) => {
    expect(await ask(answers)).toEqual([outcome, asked])
  })
})
