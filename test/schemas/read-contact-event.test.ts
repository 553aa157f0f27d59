import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contactEvent, kinds } from '../../schemas/contact-event.ts'
import { isContactEvent, readContactEvent } from '../../schemas/read-contact-event.ts'
import samples from './fixtures/contact-event.v1.json' with { type: 'json' }

type Path = readonly (string | number)[]

/** Places of every value, the whole first. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  const inside: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value)
  return [path, ...inside.flatMap(([name, each]) => pathsIn(each, [...path, name]))]
}

/** The value with another one at a place, and `undefined` for none. */
function put(value: unknown, [name, ...rest]: Path, other: unknown): unknown {
  if (name === undefined) return other
  if (Array.isArray(value))
    return value.map((each, index) => (index === name ? put(each, rest, other) : each))
  const record = Object.fromEntries(Object.entries(value ?? {}))
  return { ...record, [name]: put(record[name], rest, other) }
}

const places = samples.flatMap((sample) => pathsIn(sample).map((path) => ({ sample, path })))

/** What stands at the edge of one rule or another. */
const edges = [
  ...[
    undefined,
    null,
    true,
    false,
    '',
    'x',
    'xy',
    'xyz',
    '0',
    '1',
    '2',
    [],
    {},
    [null],
    [{}],
    ['x'],
    { id: 'x' },
  ],
  ...[0, -0, 1, -1, 0.5, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), Number.NaN, Number.POSITIVE_INFINITY],
  ...['2026-11-20T19:43:21Z', '2026-11-20T19:43:21.123456Z', '2026-11-20T19:43Z', '2026-02-30T00:00:00Z'],
  ...['2024-02-29T00:00:00Z', '2026-11-20T19:43:21+00:00', '2026-11-20T24:00:00Z', '2026-11-20T19:43:21Z\n'],
  ...[
    'a'.repeat(40),
    'a'.repeat(41),
    'A',
    'forum-7',
    '7forum',
    'evt_',
    `evt_${'0'.repeat(32)}`,
    '0'.repeat(64),
  ],
  ...[
    'message.created',
    'message.pinned',
    'public',
    'private',
    'to',
    'pass',
    'company',
    'stored',
    '\u{1f600}',
  ],
]

const agrees = (value: unknown) => isContactEvent(value) === contactEvent.safeParse(value).success

describe('isContactEvent', () => {
  it('agrees with the schema on every sample with any one value at the edge of a rule', () => {
    const disagreed = places.flatMap(({ sample, path }) =>
      edges
        .filter((edge) => !agrees(put(sample, path, edge)))
        .map((edge) => `${sample.id} ${path.join('.')}: ${JSON.stringify(edge)}`),
    )
    expect(disagreed).toEqual([])
  })

  it('agrees with the schema on any values in any places', () => {
    const change = fc.record({
      at: fc.nat(),
      to: fc.oneof(
        fc.constantFrom<unknown>(...edges),
        fc.jsonValue({ maxDepth: 3 }),
        fc.constantFrom(...kinds),
      ),
    })
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.array(change, { maxLength: 4 }), (sample, changes) => {
        const changed = changes.reduce((value: unknown, { at, to }) => {
          const paths = pathsIn(value)
          return put(value, paths[at % paths.length] ?? [], to)
        }, sample)
        expect(isContactEvent(changed), JSON.stringify(changed)).toBe(contactEvent.safeParse(changed).success)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([[undefined], [null], [7], ['event'], [[]], [[samples[0]]], [{}]])('refuses %j', (value) => {
    expect(isContactEvent(value)).toBe(false)
  })
})

describe('readContactEvent', () => {
  it('hands on the fields of a newer writer', () => {
    const newer = { ...samples[0], sentiment: 'angry', message: { ...samples[0]?.message, tone: 'loud' } }
    expect(readContactEvent(newer)).toBe(newer)
  })

  it('names the field that is wrong and quotes no value', () => {
    const wrong = { ...samples[0], reply: { public: true, windows: [{ until: 'tomorrow', means: 'any' }] } }
    expect(() => readContactEvent(wrong)).toThrow('no contact event of version 1: reply.windows.0.until')
    expect(() => readContactEvent('words')).toThrow(/^no contact event of version 1: no object$/)
  })
})
