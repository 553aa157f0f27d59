type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** What a customer might have written, in every place that holds a value. */
export const canary = 'Änne Beispiel, Hauptstr. 7 🚚'

const misfits: Json[] = [null, -1.5, '', '\ud800', [], {}]

/**
 * Every value of the payloads out of place. Where a path occurs for the first time its value is taken out, replaced
 * by a customer's words and by a misfit; from then on, beside other neighbours, by one of these in turn.
 */
export function* mutateJson(payloads: Iterable<Uint8Array>): Generator<Uint8Array> {
  const seen = new Map<string, number>()
  let misfit = 0
  for (const payload of payloads) {
    const original: Json = JSON.parse(new TextDecoder().decode(payload))
    for (const path of pathsOf(original)) {
      const place = path.map((key) => (index.test(key) ? '#' : key)).join(' ')
      const times = seen.get(place) ?? 0
      seen.set(place, times + 1)
      const replacements = [undefined, canary, misfits[misfit++ % misfits.length]]
      for (const [turn, replacement] of replacements.entries())
        if (times === 0 || turn === times % replacements.length)
          yield encode(replaceAt(original, path, replacement))
    }
  }
}

const index = /^\d+$/

function encode(value: Json | undefined): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value ?? null))
}

function* pathsOf(value: Json, path: string[] = []): Generator<string[]> {
  yield path
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) yield* pathsOf(inner, [...path, key])
}

function replaceAt(value: Json, path: string[], replacement: Json | undefined): Json | undefined {
  const [key, ...rest] = path
  if (key === undefined) return replacement
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).flatMap(([name, inner]): [string, Json][] => {
    const changed = name === key ? replaceAt(inner, rest, replacement) : inner
    return changed === undefined ? [] : [[name, changed]]
  })
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries)
}
