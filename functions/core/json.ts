import { MalformedPayload } from './errors.ts'

// TypeScript's `JSON.parse` does not know the third argument yet (ECMAScript "JSON.parse source text access").
type Reviver = (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown
const parseWithSource = JSON.parse as (text: string, reviver: Reviver) => unknown

const wholeNumber = /^-?\d+$/
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/** Whole numbers beyond 2^53 become their digits: Meta and X send ids as numbers, and `JSON.parse` would round them. */
function keepDigits(_key: string, value: unknown, context: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  return context.source !== undefined && wholeNumber.test(context.source) ? context.source : value
}

/**
 * Reads JSON without losing a digit of any id.
 *
 * @throws MalformedPayload `not_utf8`, `not_json`
 */
export function parseJson(source: string | Uint8Array): unknown {
  return parsed(source, (text) => parseWithSource(text, keepDigits))
}

/**
 * Reads JSON that `toEscapedJson` has written: its ids are strings, so that no digit is looked after, which takes three
 * times as long.
 *
 * @throws as `parseJson` does
 */
export function parseOwnJson(source: string | Uint8Array): unknown {
  return parsed(source, (text) => JSON.parse(text))
}

function parsed(source: string | Uint8Array, parse: (text: string) => unknown): unknown {
  let text: string
  try {
    text = typeof source === 'string' ? source : decoder.decode(source)
  } catch (cause) {
    throw new MalformedPayload('not_utf8', 'the body is not valid UTF-8', { cause })
  }
  try {
    return parse(text)
  } catch (cause) {
    throw new MalformedPayload('not_json', 'the body is not JSON, or is nested too deeply', { cause })
  }
}

/** Outside what SQS takes (XML 1.0 characters); astral ones too, which only some implementations take. */
const toEscape = /[^\x20-\uD7FF\uE000-\uFFFD]/g

/** JSON in which every character that a queue might refuse is escaped; it parses to the same value. */
export function toEscapedJson(value: unknown): string {
  return JSON.stringify(value).replace(
    toEscape,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
