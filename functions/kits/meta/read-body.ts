import * as z from 'zod'
import { type EntryReader, readEntry } from './read-entry.ts'
import type { Reading, Update } from './reading.ts'

const envelope = z.lazy(() => z.object({ object: z.string(), entry: z.array(z.unknown()).min(1) }))

export interface BodyReader extends EntryReader {
  /** What other objects than its own come to, which Meta sends to the same address. */
  readonly otherObjects: ReadonlyMap<string, Reading>
}

/** All that a body tells, in its order; one post may hold a thousand updates, of several accounts. */
export function* readBody(body: unknown, receivedAt: string, reader: BodyReader): Generator<Update> {
  const parsed = envelope.safeParse(body)
  if (!parsed.success) {
    yield { name: 'body', reading: { quarantined: 'it has no object or no entries' }, part: body }
    return
  }
  const { object, entry } = parsed.data
  for (const each of entry) {
    if (object === reader.object) {
      yield* readEntry(each, receivedAt, reader)
      continue
    }
    const other = reader.otherObjects.get(object)
    const reading = other ?? { quarantined: 'this object is not known' }
    yield { name: other ? object : 'object', reading, part: { object, entry: [each] } }
  }
}
