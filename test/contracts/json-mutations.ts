type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** What a customer might have written, in every place that holds a value. */
export const canary = 'Änne Beispiel, Hauptstr. 7 🚚'

const misfits: Json[] = [null, -1.5, '', '\ud800', [], {}]

/** Every value of a payload, in turn, taken out, replaced by a customer's words, and by two of the misfits. */
export function* mutateJson(payload: Uint8Array): Generator<Uint8Array> {
  const original: Json = JSON.parse(new TextDecoder().decode(payload))
  let turn = 0
  for (const path of pathsOf(original)) {
    yield encode(replaceAt(original, path, undefined))
    yield encode(replaceAt(original, path, canary))
    yield encode(replaceAt(original, path, misfits[turn++ % misfits.length]))
    yield encode(replaceAt(original, path, misfits[turn++ % misfits.length]))
  }
}

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
