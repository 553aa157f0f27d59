import { rawForms } from '../../bin/operations/raw-forms.ts'
import type { RoutedEvent } from '../../schemas/contact-event.ts'
import { filler, writtenTo } from './erasure-people.ts'
import { legibleRows } from './legible-rows.ts'

/** What a destination was told. */
export interface Call {
  readonly event: RoutedEvent
  readonly afterErasure: boolean
}

const anew = JSON.stringify(writtenTo)

/** Where one of the words can be read, in any of the usual encodings. */
export function findWords(
  words: readonly string[],
  {
    rows,
    objects,
    calls,
  }: {
    readonly rows: ReadonlyMap<string, unknown>
    readonly objects: ReadonlyMap<string, Uint8Array>
    readonly calls: readonly Call[]
  },
): string[] {
  const places: (readonly [string, Uint8Array])[] = [
    ...legibleRows(rows).map(([key, row]) => [key, Buffer.from(inFull({ key, row }))] as const),
    ...[...objects].map(([key, bytes]) => [key, Buffer.concat([Buffer.from(`${key}\n`), bytes])] as const),
    ...calls
      .filter(({ afterErasure }) => afterErasure)
      .map(({ event }, n) => [`call ${n}`, Buffer.from(inFull(withoutId(event)))] as const),
  ]
  return places.flatMap(([place, bytes]) => {
    const short = Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll(filler, ''), 'latin1')
    const forms = rawForms(short).map((text) =>
      text.toLowerCase().replaceAll(anew, '').replaceAll(JSON.stringify(anew).slice(1, -1), ''),
    )
    return words
      .filter((word) => forms.some((text) => text.includes(word)))
      .map((word) => `${word} in ${place}`)
  })
}

/** By which a destination finds what it is to erase. */
function withoutId({ author, ...event }: RoutedEvent): unknown {
  return { ...event, author: { ...author, id: undefined } }
}

/** JSON in small letters, sets included. */
export function inFull(value: unknown): string {
  return JSON.stringify(value, (_, each) => (each instanceof Set ? [...each] : each)).toLowerCase()
}
